"""Qt loops opened inside a callback of the reactor, as a modal dialog opens one."""

from __future__ import annotations

import socket
from typing import Any

from PyQt6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer
from twisted.internet.interfaces import ITCPTransport

from tests.gui.reactor_scenarios.support import AlwaysReady, Pair, execute, main, prepared, scenario


@scenario
def nested_loop_in_a_descriptors_callback() -> None:
    """While one connection's callback is under way, all others are served, and it is not."""
    reactor, application = prepared()
    loop = QEventLoop()
    seen: list[str] = []

    def saw(what: str) -> None:
        seen.append(what)
        if len(seen) == 4:
            # The first connection's second chunk has waited; give it every chance to come too early.
            QTimer.singleShot(20, loop.quit)

    class Outer(Pair):
        inside = False

        def dataReceived(self, data: bytes) -> None:
            assert not self.inside, "entered anew"
            self.received.append(data)
            if len(self.received) > 1:
                reactor.stop()
                return
            self.inside = True
            self.far.send(b"second")
            inner.far.send(b"inner")
            reactor.callLater(0.01, saw, "timed call")
            reactor.callInThread(reactor.callFromThread, saw, "thread")
            QTimer.singleShot(5, lambda: reactor.callLater(0.005, saw, "timed call of qt"))
            loop.exec()
            self.inside = False

    class Inner(Pair):
        def dataReceived(self, data: bytes) -> None:
            saw("descriptor")

    outer, inner = Outer(reactor), Inner(reactor)
    outer.far.send(b"first")
    execute(reactor, application)
    assert sorted(seen) == ["descriptor", "thread", "timed call", "timed call of qt"]
    assert outer.received == [b"first", b"second"]


@scenario
def nested_loop_sleeps_beside_a_busy_descriptor() -> None:
    """What cannot be read until the callback returns must not keep the nested loop awake."""
    reactor, application = prepared()
    loop = QEventLoop()
    awake = []

    class Outer(Pair):
        def dataReceived(self, data: bytes) -> None:
            self.far.send(b"more")
            self.far.close()
            dispatcher = QAbstractEventDispatcher.instance()
            assert dispatcher is not None
            dispatcher.awake.connect(lambda: awake.append(True))
            QTimer.singleShot(300, loop.quit)
            if not self.received:
                self.received.append(data)
                loop.exec()
                reactor.callLater(0, reactor.stop)

    outer = Outer(reactor)
    outer.far.send(b"first")
    execute(reactor, application)
    assert len(awake) < 40, len(awake)
    assert outer.lost


@scenario
def nested_loop_in_a_timed_call() -> None:
    reactor, application = prepared()
    loop = QEventLoop()
    order = []

    def outer() -> None:
        order.append("begin")
        loop.exec()
        order.append("end")
        reactor.stop()

    now = [reactor.callLater(0.02, outer), reactor.callLater(0.02, order.append, "same time")]
    reactor.callLater(0.05, loop.quit)
    execute(reactor, application)
    assert all(call.called for call in now)
    assert order == ["begin", "same time", "end"]


@scenario
def nested_loop_in_a_call_from_a_thread() -> None:
    """Each call runs once, in order, and those behind the one that waits are run in its loop."""
    reactor, application = prepared()
    loop = QEventLoop()
    order: list[Any] = []

    def outer() -> None:
        order.append("begin")
        loop.exec()
        order.append("end")
        reactor.stop()

    class Caller(Pair):
        def dataReceived(self, data: bytes) -> None:
            reactor.callFromThread(outer)
            for number in range(5):
                reactor.callFromThread(order.append, number)
            reactor.callFromThread(loop.quit)

    caller = Caller(reactor)

    def begin() -> None:
        caller.far.send(b"verse")
        # So that the pipe that wakes the reactor is emptied just after those calls are made.
        reactor.callFromThread(print, end="")

    QTimer.singleShot(50, begin)
    execute(reactor, application)
    assert order == ["begin", 0, 1, 2, 3, 4, "end"]


@scenario
def events_from_before_a_nested_loop_are_forgotten() -> None:
    """A descriptor may be closed in the nested loop, and its number used by one that is not ready."""
    reactor, application = prepared()
    loop = QEventLoop()
    served = []

    class Quiet:
        def __init__(self) -> None:
            self.near, self.far = socket.socketpair()

        def fileno(self) -> int:
            return self.near.fileno()

        def doRead(self) -> None:
            raise AssertionError("read, with nothing to be read")

        def connectionLost(self, reason: object) -> None:
            self.near.close()
            self.far.close()

        def logPrefix(self) -> str:
            return "quiet"

    def first() -> None:
        served.append(1)
        if len(served) == 1:
            loop.exec()
        else:
            replace_both()

    def replace_both() -> None:
        number = ready[1].fileno()
        for reader in ready:
            reactor.removeReader(reader)
        ready[1].connectionLost(None)
        quiet = Quiet()
        assert quiet.fileno() == number
        reactor.addReader(quiet)
        reactor.callLater(0.02, loop.quit)
        reactor.callLater(0.05, reactor.stop)

    ready = [AlwaysReady(first), AlwaysReady(first)]
    for reader in ready:
        reactor.addReader(reader)
    execute(reactor, application)
    assert served == [1, 1]


@scenario
def connection_closed_in_a_nested_loop_of_its_own() -> None:
    reactor, application = prepared()
    loop = QEventLoop()

    class Outer(Pair):
        def dataReceived(self, data: bytes) -> None:
            self.received.append(data)
            self.far.send(b"never read")
            assert ITCPTransport.providedBy(self.transport)
            reactor.callLater(0.01, self.transport.abortConnection)
            # Takes the number of the descriptor that was closed.
            reactor.callLater(0.02, lambda: later.append(Pair(reactor)))
            reactor.callLater(0.03, lambda: later[0].far.send(b"second"))
            reactor.callLater(0.05, loop.quit)
            loop.exec()

    later: list[Pair] = []
    outer = Outer(reactor)
    outer.far.send(b"first")

    def check() -> None:
        if later and later[0].received:
            reactor.stop()
        else:
            reactor.callLater(0.01, check)

    check()
    execute(reactor, application)
    assert outer.lost
    assert outer.received == [b"first"]
    assert later[0].received == [b"second"]


if __name__ == "__main__":
    main()
