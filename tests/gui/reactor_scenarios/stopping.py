"""Every way in which a reactor and an application end."""

from __future__ import annotations

import os
import signal
import threading

import pytest
from PyQt6.QtCore import QEventLoop, QTimer
from PyQt6.QtWidgets import QApplication, QWidget
from twisted.internet import error

from poetrygui import qtreactor
from tests.gui.reactor_scenarios.support import Pair, execute, in_order, main, prepared, record_shutdown, scenario


def stops_on(signal_number: int) -> None:
    reactor, application = prepared()
    order: list[str] = []
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


@scenario
def stop_waits_for_its_triggers_in_order() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    pair = Pair(reactor)
    reactor.callLater(0, reactor.stop)
    execute(reactor, application)
    assert in_order(order)
    assert pair.lost
    assert not reactor.getDelayedCalls()
    with pytest.raises(error.ReactorNotRestartable):
        reactor.runReturn()


@scenario
def stop_called_by_qt() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    # By then the reactor has nothing to do and sleeps.
    QTimer.singleShot(50, reactor.stop)
    execute(reactor, application)
    assert in_order(order)


@scenario
def quitting_the_application_stops_in_order() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    pair = Pair(reactor)
    QTimer.singleShot(0, application.quit)
    execute(reactor, application)
    assert in_order(order)
    assert pair.lost


@scenario
def quitting_from_a_reactor_callback() -> None:
    reactor, application = prepared()
    order = record_shutdown(reactor, application)
    reactor.callLater(0, application.quit)
    execute(reactor, application)
    assert in_order(order)


@scenario
def closing_the_last_window_stops_in_order() -> None:
    application = QApplication([])
    reactor = qtreactor.install()
    order = record_shutdown(reactor, application)
    window = QWidget()
    window.show()
    QTimer.singleShot(0, window.close)
    execute(reactor, application)
    assert in_order(order)


@scenario
def leaving_without_stopping_is_quiet() -> None:
    reactor, _application = prepared()
    reactor.callLater(3600, print)
    loop = QEventLoop()
    reactor.callWhenRunning(lambda: QTimer.singleShot(0, loop.quit))
    reactor.runReturn()
    loop.exec()
    assert reactor.running


if __name__ == "__main__":
    main()
