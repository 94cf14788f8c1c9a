"""Nobody starves beside what is always busy, and nobody wakes while nothing is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Any

from PyQt6.QtCore import QAbstractEventDispatcher, QTimer
from PyQt6.QtWidgets import QApplication

from tests.gui.reactor_scenarios.support import AlwaysReady, Pair, execute, main, native_scenario, prepared, scenario


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


def most_work_between_ticks(begin: Callable[[Any, Callable[[], None]], object]) -> int:
    """Return how often work of a millisecond was done, at most, between two ticks of an idle QTimer.

    A turn has time for four.
    """
    reactor, application = prepared()
    done: list[int] = [0]

    def work() -> None:
        end = monotonic() + 0.001
        while monotonic() < end:
            pass
        done[-1] += 1

    def tick() -> None:
        done.append(0)
        if sum(done) >= 300:
            reactor.stop()

    timer = QTimer()
    timer.timeout.connect(tick)
    reactor.callWhenRunning(begin, reactor, work)
    QTimer.singleShot(50, lambda: timer.start(0))
    execute(reactor, application)
    timer.stop()
    return max(done[1:])


@native_scenario
def descriptors_leave_qt_its_turn() -> None:
    def begin(reactor: Any, work: Callable[[], None]) -> None:
        for _ in range(100):
            reactor.addReader(AlwaysReady(work))

    assert most_work_between_ticks(begin) <= 5


@native_scenario
def timed_calls_leave_qt_its_turn() -> None:
    def begin(reactor: Any, work: Callable[[], None]) -> None:
        for _ in range(400):
            reactor.callLater(0.06, work)

    assert most_work_between_ticks(begin) <= 5


@native_scenario
def calls_from_threads_leave_qt_their_turn() -> None:
    def begin(reactor: Any, work: Callable[[], None]) -> None:
        def call_all() -> None:
            for _ in range(400):
                reactor.callFromThread(work)

        reactor.callLater(0.06, call_all)

    assert most_work_between_ticks(begin) <= 5


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
def timed_call_wakes_once() -> None:
    """A timer that fires too early would have the reactor spin until its time has come."""
    reactor, application = prepared()
    awake: list[bool] = []
    left = 20

    def call() -> None:
        nonlocal left
        left -= 1
        if left:
            reactor.callLater(0.0107, call)
        else:
            reactor.stop()

    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    dispatcher.awake.connect(lambda: awake.append(True))
    reactor.callWhenRunning(call)
    execute(reactor, application)
    assert len(awake) < 100, len(awake)


@scenario
def idle_reactor_sleeps() -> None:
    """Open connections, and timed calls that were cancelled, wake nobody."""
    reactor, application = prepared()
    pairs = [Pair(reactor) for _ in range(50)]
    cancelled = [reactor.callLater(0.2 + number * 0.02, print) for number in range(20)]
    awake: list[bool] = []
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None

    def begin() -> None:
        for call in cancelled:
            call.cancel()
        QTimer.singleShot(20, lambda: dispatcher.awake.connect(lambda: awake.append(True)))
        QTimer.singleShot(700, stop)

    def stop() -> None:
        awake_at_rest.extend(awake)
        reactor.stop()

    awake_at_rest: list[bool] = []
    # By then the reactor has the calls in its order.
    reactor.callLater(0.02, begin)
    execute(reactor, application)
    assert all(pair.lost for pair in pairs)
    assert len(awake_at_rest) <= 5, len(awake_at_rest)


if __name__ == "__main__":
    main()
