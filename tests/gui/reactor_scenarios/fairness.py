"""Nobody starves beside what is always busy, and nobody wakes while nothing is."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from PyQt6.QtCore import QAbstractEventDispatcher, QTimer
from PyQt6.QtWidgets import QApplication

from tests.gui.reactor_scenarios.support import AlwaysReady, Pair, execute, main, prepared, scenario


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
        reactor.addReader(AlwaysReady(partial(work, number)))
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
    awake: list[bool] = []
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


if __name__ == "__main__":
    main()
