"""What a program does with the reactor, each in a process of its own: python THIS_FILE SCENARIO.

A process can install one reactor only. A scenario that goes wrong raises; one that ends prints its name.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from twisted.internet import error
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, ProcessProtocol, Protocol
from twisted.logger import globalLogPublisher

from poetrygui import qtreactor

SCENARIOS: dict[str, Callable[[], None]] = {}


def scenario(function: Callable[[], None]) -> Callable[[], None]:
    SCENARIOS[function.__name__] = function
    return function


def prepared() -> tuple[Any, QApplication]:
    """Return a reactor and an application that does not end with its last window."""
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    return qtreactor.install(), application


def execute(reactor: Any, application: QApplication, **options: Any) -> None:
    reactor.runReturn(**options)
    assert application.exec() == 0
    assert not reactor.running


class Pair(Protocol):
    """One end of a connected pair of sockets, the other end being a plain socket."""

    def __init__(self, reactor: Any) -> None:
        self.received: list[bytes] = []
        self.lost = False
        ours, self.far = socket.socketpair()
        factory = Factory.forProtocol(lambda: self)
        reactor.adoptStreamConnection(ours.fileno(), socket.AF_UNIX, factory)
        ours.close()

    def dataReceived(self, data: bytes) -> None:
        self.received.append(data)

    def connectionLost(self, reason: Any = None) -> None:
        self.lost = True


class AlwaysReady:
    """A descriptor that is readable and is never read."""

    def __init__(self, work: Callable[[], None] = lambda: None) -> None:
        self._near, self._far = socket.socketpair()
        self._far.send(b"x")
        self._work = work

    def fileno(self) -> int:
        return self._near.fileno()

    def doRead(self) -> None:
        self._work()

    def connectionLost(self, reason: object) -> None:
        self._near.close()
        self._far.close()

    def logPrefix(self) -> str:
        return "always ready"


# Timed calls and calls from threads.


@scenario
def timed_calls_run_in_order_and_never_early() -> None:
    reactor, application = prepared()
    ran: list[float] = []

    def due(at: float) -> None:
        assert reactor.seconds() >= at
        ran.append(at)

    start = reactor.seconds()
    for step in (7, 3, 0, 9, 1, 1, 5, 2, 8, 4, 6):
        reactor.callLater(step * 0.0137, due, start + step * 0.0137)
    reactor.callLater(0.01, due, 0.0).cancel()
    reactor.callLater(0.2, reactor.stop)
    execute(reactor, application)
    assert len(ran) == 11
    assert ran == sorted(ran)


@scenario
def timed_calls_made_and_moved_by_qt() -> None:
    reactor, application = prepared()
    ran = []
    distant = reactor.callLater(3600, lambda: (ran.append("moved sooner"), reactor.stop()))
    delayed = reactor.callLater(0.05, ran.append, "delayed")

    def from_qt() -> None:
        reactor.callLater(0, ran.append, "called later")
        delayed.reset(0.1)
        distant.reset(0.3)

    QTimer.singleShot(20, from_qt)
    execute(reactor, application)
    assert ran == ["called later", "delayed", "moved sooner"]


@scenario
def call_from_thread_wakes_an_idle_loop() -> None:
    reactor, application = prepared()
    ran: list[Any] = []
    threads = []

    def from_another_thread() -> None:
        for number in range(1000):
            reactor.callFromThread(ran.append, (number, threading.get_ident()))
        reactor.callFromThread(reactor.stop)

    def when_running() -> None:
        threads.append(threading.Thread(target=from_another_thread))
        threads[0].start()

    reactor.callWhenRunning(when_running)
    execute(reactor, application)
    threads[0].join()
    # What comes after the call that stops is not promised; nothing came after.
    assert ran[-1][0] == 999
    for number, (called, thread) in enumerate(ran):
        assert (called, thread) == (number, threading.get_ident())


@scenario
def exceptions_are_logged_and_end_nothing() -> None:
    reactor, application = prepared()
    logged = []
    globalLogPublisher.addObserver(
        lambda event: logged.append(event["log_failure"].type) if "log_failure" in event else None
    )

    def fail(kind: type[BaseException]) -> None:
        raise kind

    reactor.addReader(AlwaysReady(lambda: fail(ArithmeticError)))
    reactor.callLater(0, fail, ValueError)
    reactor.callLater(0, fail, SystemExit)
    reactor.callFromThread(fail, LookupError)
    reactor.callFromThread(fail, KeyboardInterrupt)
    reactor.callLater(0.1, reactor.stop)
    execute(reactor, application)
    assert {ArithmeticError, ValueError, SystemExit, LookupError, KeyboardInterrupt} == set(logged)


# Input and output.


@scenario
def tcp_echo_of_a_megabyte() -> None:
    reactor, application = prepared()
    sent = os.urandom(1 << 20)
    received = bytearray()

    class Echo(Protocol):
        def dataReceived(self, data: bytes) -> None:
            assert self.transport is not None
            self.transport.write(data)

    class Sender(Protocol):
        def connectionMade(self) -> None:
            assert self.transport is not None
            self.transport.write(sent)

        def dataReceived(self, data: bytes) -> None:
            received.extend(data)
            if len(received) >= len(sent):
                reactor.stop()

    port = reactor.listenTCP(0, Factory.forProtocol(Echo), interface="127.0.0.1")
    from twisted.internet.endpoints import TCP4ClientEndpoint

    endpoint = TCP4ClientEndpoint(reactor, "127.0.0.1", port.getHost().port)
    endpoint.connect(Factory.forProtocol(Sender)).addErrback(lambda failure: os._exit(9))
    execute(reactor, application)
    assert received == sent


@scenario
def child_process_is_read_and_reaped() -> None:
    reactor, application = prepared()
    output = bytearray()
    statuses = []

    class Child(ProcessProtocol):
        def outReceived(self, data: bytes) -> None:
            output.extend(data)

        def processEnded(self, reason: Any) -> None:
            statuses.append(reason.value.exitCode)
            reactor.stop()

    program = "import sys; print('verse' * 1000); sys.exit(3)"
    reactor.callWhenRunning(reactor.spawnProcess, Child(), sys.executable, [sys.executable, "-c", program], env=None)
    execute(reactor, application)
    assert bytes(output) == b"verse" * 1000 + b"\n"
    assert statuses == [3]


# Stopping.


def stops_on(signal_number: int) -> None:
    reactor, application = prepared()
    order = []
    reactor.addSystemEventTrigger("before", "shutdown", order.append, "before")
    reactor.addSystemEventTrigger("after", "shutdown", order.append, "after")
    # From another thread, so that it comes while the loop sleeps or is about to.
    sender = threading.Thread(target=os.kill, args=(os.getpid(), signal_number))
    reactor.callWhenRunning(sender.start)
    execute(reactor, application)
    sender.join()
    assert order == ["before", "after"]


@scenario
def sigint_stops() -> None:
    stops_on(signal.SIGINT)


@scenario
def sigterm_stops() -> None:
    stops_on(signal.SIGTERM)


@scenario
def sigint_stops_in_a_nested_loop() -> None:
    reactor, application = prepared()
    nested = QEventLoop()
    sender = threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT))
    nested_ended = []

    def open_nested() -> None:
        QTimer.singleShot(0, sender.start)
        nested.exec()
        nested_ended.append(True)

    reactor.callLater(0, open_nested)
    execute(reactor, application)
    sender.join()
    assert nested_ended == [True]


def record_shutdown(reactor: Any, application: QCoreApplication) -> list[str]:
    """Have the shutdown wait for a timed call, a Qt timer and a thread; return the order of things."""
    order: list[str] = []

    def wait_for(name: str, begin: Callable[[Callable[[], None]], object]) -> Deferred[None]:
        finished: Deferred[None] = Deferred()

        def finish() -> None:
            order.append(name)
            finished.callback(None)

        begin(finish)
        return finished

    def add(phase: str, call: Callable[..., object], *arguments: object) -> None:
        reactor.addSystemEventTrigger(phase, "shutdown", call, *arguments)

    add("before", wait_for, "timed call", lambda finish: reactor.callLater(0.02, finish))
    add("before", wait_for, "qt timer", lambda finish: QTimer.singleShot(60, finish))
    add(
        "before",
        wait_for,
        "thread",
        lambda finish: reactor.callInThread(lambda: reactor.callFromThread(reactor.callLater, 0.1, finish)),
    )
    add("during", order.append, "during")
    add("after", order.append, "after")
    return order


SHUTDOWN_ORDER = ["timed call", "qt timer", "thread", "during", "after"]


@scenario
def stop_waits_for_its_triggers_in_order() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    pair = Pair(reactor)
    reactor.callLater(0, reactor.stop)
    execute(reactor, application)
    assert order == SHUTDOWN_ORDER
    assert pair.lost
    assert not reactor.getDelayedCalls()
    try:
        reactor.runReturn()
    except error.ReactorNotRestartable:
        return
    raise AssertionError("a reactor that was stopped has been started again")


@scenario
def stop_called_by_qt() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    QTimer.singleShot(0, reactor.stop)
    execute(reactor, application)
    assert order == SHUTDOWN_ORDER


@scenario
def quitting_the_application_stops_in_order() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    pair = Pair(reactor)
    QTimer.singleShot(0, application.quit)
    execute(reactor, application)
    assert order == SHUTDOWN_ORDER
    assert pair.lost


@scenario
def quitting_from_a_reactor_callback() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    reactor.callLater(0, application.quit)
    execute(reactor, application)
    assert order == SHUTDOWN_ORDER


@scenario
def closing_the_last_window_stops_in_order() -> None:
    application = QApplication([])
    reactor = qtreactor.install()
    order = record_shutdown(reactor, application)
    window = QWidget()
    window.show()
    QTimer.singleShot(0, window.close)
    execute(reactor, application)
    assert order == SHUTDOWN_ORDER


@scenario
def leaving_without_stopping_is_quiet() -> None:
    reactor, application = prepared()
    reactor.callLater(3600, print)
    reactor.runReturn()
    QTimer.singleShot(20, lambda: application.exit(0))
    loop = QEventLoop()
    QTimer.singleShot(10, loop.quit)
    loop.exec()
    assert reactor.running


# Starting.


def talks(reactor: Any) -> None:
    """Have the reactor stop as soon as a descriptor, a timed call and a thread have had their turn."""
    missing = {"descriptor", "timed call", "thread"}

    def had(what: str) -> None:
        missing.discard(what)
        if not missing:
            reactor.stop()

    class Heard(Pair):
        def dataReceived(self, data: bytes) -> None:
            had("descriptor")

    pair = Heard(reactor)
    pair.far.send(b"verse")
    reactor.callLater(0.01, had, "timed call")
    reactor.callInThread(reactor.callFromThread, had, "thread")


@scenario
def installed_before_the_application() -> None:
    reactor = qtreactor.install()
    assert QCoreApplication.instance() is None
    application = QApplication([])
    talks(reactor)
    execute(reactor, application)


@scenario
def run_makes_an_application_if_there_is_none() -> None:
    reactor = qtreactor.install()
    talks(reactor)
    reactor.run()
    assert QCoreApplication.instance() is not None


@scenario
def run_uses_the_application_that_there_is() -> None:
    reactor, application = prepared()
    quits = []
    application.aboutToQuit.connect(lambda: quits.append(True))
    talks(reactor)
    reactor.run()
    assert quits == [True]


@scenario
def run_ends_when_the_application_quits() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    QTimer.singleShot(0, application.quit)
    reactor.run()
    assert order == SHUTDOWN_ORDER


@scenario
def run_inside_a_loop_of_qt() -> None:
    reactor, application = prepared()
    talks(reactor)

    def run() -> None:
        reactor.run(installSignalHandlers=False)
        assert not reactor.running
        application.exit(5)

    QTimer.singleShot(0, run)
    assert application.exec() == 5


@scenario
def crash_ends_the_loop_and_allows_another() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    for crash_from in (lambda: reactor.callLater(0, reactor.crash), lambda: QTimer.singleShot(0, reactor.crash)):
        crash_from()
        reactor.run()
        assert not reactor.running
    assert order == []
    crash_from()
    execute(reactor, application)
    reactor.callLater(0, reactor.stop)
    reactor.run()
    assert order == SHUTDOWN_ORDER


@scenario
def iterate_serves_reactor_and_qt() -> None:
    reactor, application = prepared()
    ran = []
    pair = Pair(reactor)
    reactor.iterate(0)
    pair.far.send(b"verse")
    reactor.callLater(0, ran.append, "timed call")
    QTimer.singleShot(0, lambda: ran.append("qt"))
    while pair.received != [b"verse"] or len(ran) < 2:
        reactor.iterate(0.1)
    assert sorted(ran) == ["qt", "timed call"]
    reactor.iterate(0.01)


@scenario
def iterate_without_an_application() -> None:
    reactor = qtreactor.install()
    pair = Pair(reactor)
    pair.far.send(b"verse")
    while not pair.received:
        reactor.iterate(0.1)


# Nested loops of Qt.


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

    reactor.callFromThread(outer)
    for number in range(5):
        reactor.callFromThread(order.append, number)
    reactor.callFromThread(loop.quit)
    execute(reactor, application)
    assert order == ["begin", 0, 1, 2, 3, 4, "end"]


@scenario
def connection_closed_in_a_nested_loop_of_its_own() -> None:
    reactor, application = prepared()
    loop = QEventLoop()

    class Outer(Pair):
        def dataReceived(self, data: bytes) -> None:
            self.received.append(data)
            self.far.send(b"never read")
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


# Fairness and rest.


def qt_timer_fires_under(reactor: Any, application: QApplication) -> None:
    ticks: list[int] = []
    timer = QTimer()

    def tick() -> None:
        ticks.append(1)
        if len(ticks) == 20:
            reactor.stop()

    timer.timeout.connect(tick)
    timer.start(1)
    execute(reactor, application)
    timer.stop()
    assert len(ticks) >= 20


@scenario
def qt_timer_fires_under_a_chain_of_timed_calls() -> None:
    reactor, application = prepared()

    def again() -> None:
        reactor.callLater(0, again)

    again()
    qt_timer_fires_under(reactor, application)


@scenario
def qt_timer_fires_beside_a_descriptor_that_is_always_ready() -> None:
    reactor, application = prepared()
    reactor.addReader(AlwaysReady())
    qt_timer_fires_under(reactor, application)


@scenario
def descriptor_is_served_under_a_chain_of_timed_calls() -> None:
    reactor, application = prepared()
    served = Counter[str]()

    def work() -> None:
        served["descriptor"] += 1
        if served["descriptor"] == 20:
            reactor.stop()

    def again() -> None:
        reactor.callLater(0, again)

    for _ in range(100):
        again()
    reactor.addReader(AlwaysReady(work))
    execute(reactor, application)


@scenario
def descriptors_that_are_always_ready_share_alike() -> None:
    """However long each takes, none is served twice as often as another."""
    reactor, application = prepared()
    served = Counter[int]()

    def work(number: int) -> None:
        served[number] += 1
        sum(range(20_000))
        if sum(served.values()) == 40 * 20:
            reactor.stop()

    for number in range(40):
        reactor.addReader(AlwaysReady(lambda number=number: work(number)))
    execute(reactor, application)
    assert len(served) == 40
    assert max(served.values()) <= 2 * min(served.values()), served


@scenario
def idle_reactor_sleeps() -> None:
    """Open connections, and timed calls that were cancelled, wake nobody."""
    reactor, application = prepared()
    pairs = [Pair(reactor) for _ in range(50)]
    for _ in range(20):
        reactor.callLater(0.05, print).cancel()
    awake = []
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None

    def stop() -> None:
        awake_at_rest.extend(awake)
        reactor.stop()

    awake_at_rest: list[bool] = []
    QTimer.singleShot(20, lambda: dispatcher.awake.connect(lambda: awake.append(True)))
    QTimer.singleShot(500, stop)
    execute(reactor, application)
    assert all(pair.lost for pair in pairs)
    assert len(awake_at_rest) <= 5, len(awake_at_rest)


# Installing.


@scenario
def installing_twice_gives_the_same_reactor() -> None:
    reactor = qtreactor.install()
    assert qtreactor.install() is reactor
    assert type(reactor) is qtreactor.QtReactor
    from twisted.internet import reactor as installed

    assert installed is reactor


@scenario
def another_reactor_is_in_the_way() -> None:
    from twisted.internet import selectreactor

    selectreactor.install()
    try:
        qtreactor.install()
    except qtreactor.ReactorAlreadyInstalledError as refusal:
        assert isinstance(refusal, RuntimeError)
        assert isinstance(refusal, error.ReactorAlreadyInstalledError)
        assert "SelectReactor" in str(refusal)
        return
    raise AssertionError("two reactors are installed")


if __name__ == "__main__":
    SCENARIOS[sys.argv[1]]()
    gc.collect()
    print(sys.argv[1])
