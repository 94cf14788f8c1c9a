"""Timed calls, calls from threads, and what they raise."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from PyQt6.QtCore import QTimer
from twisted.internet.interfaces import IDelayedCall
from twisted.internet.protocol import Factory, ProcessProtocol, Protocol
from twisted.logger import ILogObserver, LogEvent, globalLogBeginner
from zope.interface import implementer

from tests.gui.reactor_scenarios.support import AlwaysReady, execute, main, prepared, scenario


@scenario
def timed_calls_run_in_order_and_never_early() -> None:
    reactor, application = prepared()
    ran: list[float] = []
    calls: list[IDelayedCall] = []

    def due(number: int) -> None:
        # Asked of the call: a busy machine may let any time pass between one call's making and the next one's.
        at = calls[number].getTime()
        assert reactor.seconds() >= at
        ran.append(at)

    for number, step in enumerate((7, 3, 0, 9, 1, 1, 5, 2, 8, 4, 6)):
        calls.append(reactor.callLater(step * 0.0137, due, number))
    reactor.callLater(0.01, due, 0).cancel()
    reactor.callLater(0.2, reactor.stop)
    execute(reactor, application)
    assert len(ran) == 11
    assert ran == sorted(ran)


@scenario
def timed_call_made_by_qt_while_the_reactor_sleeps() -> None:
    reactor, application = prepared()
    QTimer.singleShot(50, lambda: reactor.callLater(0.01, reactor.stop))
    execute(reactor, application)


@scenario
def timed_call_moved_by_qt_while_the_reactor_sleeps() -> None:
    reactor, application = prepared()
    distant = reactor.callLater(3600, reactor.stop)
    QTimer.singleShot(50, lambda: distant.reset(0.01))
    execute(reactor, application)


@scenario
def timed_calls_made_and_moved_by_qt() -> None:
    reactor, application = prepared()
    ran = []

    def distant_call() -> None:
        ran.append("moved sooner")
        reactor.stop()

    distant = reactor.callLater(3600, distant_call)
    delayed = reactor.callLater(0.5, ran.append, "delayed")  # not before Qt's timer on a busy machine, either

    def from_qt() -> None:
        reactor.callLater(0, ran.append, "called later")
        delayed.reset(0.6)
        distant.reset(0.7)

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
            reactor.callFromThread(lambda number=number: ran.append((number, threading.get_ident())))
        reactor.callFromThread(reactor.stop)

    def start_thread() -> None:
        threads.append(threading.Thread(target=from_another_thread))
        threads[0].start()

    # By then the reactor has nothing to do and sleeps.
    QTimer.singleShot(50, start_thread)
    execute(reactor, application)
    threads[0].join()
    # What comes after the call that stops is not promised; nothing came after.
    assert ran[-1][0] == 999
    for number, (called, thread) in enumerate(ran):
        assert (called, thread) == (number, threading.get_ident())


@scenario
def exceptions_are_logged_and_end_nothing() -> None:
    reactor, application = prepared()
    expected = {ArithmeticError, ValueError, SystemExit, LookupError, KeyboardInterrupt}
    logged = set()

    @implementer(ILogObserver)
    def observe(event: LogEvent) -> None:
        # Twisted's descriptors still log in the older of its two ways.
        failure = event.get("log_failure") or event.get("failure")
        if failure is not None:
            logged.add(failure.type)
            if logged == expected:
                reactor.callLater(0, reactor.stop)

    globalLogBeginner.beginLoggingTo([observe], redirectStandardIO=False)

    def fail(kind: type[BaseException]) -> None:
        raise kind

    reactor.addReader(AlwaysReady(lambda: fail(ArithmeticError)))
    reactor.callLater(0, fail, ValueError)
    reactor.callLater(0, fail, SystemExit)
    reactor.callFromThread(fail, LookupError)
    reactor.callFromThread(fail, KeyboardInterrupt)
    execute(reactor, application)
    assert logged == expected, logged


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


if __name__ == "__main__":
    main()
