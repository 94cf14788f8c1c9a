"""Every way in which a reactor is installed and started."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from PyQt6.QtCore import QCoreApplication, QTimer
from PyQt6.QtWidgets import QApplication
from twisted.internet import error

from poetrygui import qtreactor
from tests.gui.reactor_scenarios.support import Pair, execute, in_order, main, prepared, record_shutdown, scenario


@scenario
def installing_twice_gives_the_same_reactor() -> None:
    reactor = qtreactor.install()
    assert qtreactor.install() is reactor
    assert type(reactor) is qtreactor.QtReactor
    assert vars(sys.modules["twisted.internet"])["reactor"] is reactor


@scenario
def another_reactor_is_in_the_way() -> None:
    from twisted.internet import selectreactor

    selectreactor.install()
    with pytest.raises(qtreactor.ReactorAlreadyInstalledError, match="SelectReactor") as refusal:
        qtreactor.install()
    assert isinstance(refusal.value, RuntimeError)
    assert isinstance(refusal.value, error.ReactorAlreadyInstalledError)


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
    assert in_order(order)


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
    assert in_order(order)


@scenario
def iterate_serves_reactor_and_qt() -> None:
    reactor, _application = prepared()
    ran: list[str] = []
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


if __name__ == "__main__":
    main()
