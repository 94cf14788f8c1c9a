"""Refreshes: one for many requests, none while paused, and no more than their cost allows."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows import refresh_pacer
from poetrygui.gui.rows.refresh_pacer import FRAME, SHARE, RefreshPacer


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(refresh_pacer, "perf_counter", clock)
    return clock


def timer_of(pacer: RefreshPacer) -> QTimer:
    timer = pacer.findChild(QTimer)
    assert timer is not None
    return timer


def fire(pacer: RefreshPacer) -> None:
    """Have its time come."""
    timer_of(pacer).timeout.emit()


def test_many_requests_are_one_refresh(qtbot: QtBot) -> None:
    refreshed: list[int] = []
    pacer = RefreshPacer(lambda: refreshed.append(1))
    pacer.resume()
    for _ in range(1000):
        pacer.request()
    qtbot.waitUntil(lambda: refreshed == [1])
    assert not pacer.wakes


def test_nothing_is_refreshed_while_paused_and_it_is_made_up_for(qtbot: QtBot) -> None:
    refreshed: list[int] = []
    pacer = RefreshPacer(lambda: refreshed.append(1))
    pacer.request()
    assert not pacer.wakes
    pacer.resume()
    assert refreshed == [1]
    pacer.pause()
    pacer.resume()
    assert refreshed == [1]


@pytest.mark.parametrize("cost, wait", [(0.001, FRAME), (0.03, 0.03 / SHARE)])
def test_the_next_refresh_waits_as_the_last_one_cost(clock: Clock, qtbot: QtBot, cost: float, wait: float) -> None:
    def refresh() -> None:
        clock.now += cost

    pacer = RefreshPacer(refresh)
    pacer.resume()
    fire(pacer)
    pacer.request()
    assert timer_of(pacer).interval() == pytest.approx((wait - cost) * 1000, abs=1.01)


def test_painting_counts_even_when_it_comes_late(clock: Clock, qtbot: QtBot) -> None:
    refreshed: list[float] = []
    pacer = RefreshPacer(lambda: refreshed.append(clock.now))
    pacer.resume()
    fire(pacer)
    pacer.request()
    pacer.add_cost(0.3)
    clock.now += FRAME
    timer_of(pacer).stop()
    fire(pacer)
    assert len(refreshed) == 1
    assert pacer.wakes
    clock.now += 1.0
    fire(pacer)
    assert len(refreshed) == 2


def test_catching_up_comes_at_once_and_once(clock: Clock, qtbot: QtBot) -> None:
    refreshed: list[float] = []
    pacer = RefreshPacer(lambda: refreshed.append(clock()))
    pacer.request()
    pacer.catch_up()
    assert refreshed == []  # it is paused
    pacer.resume()
    pacer.catch_up()
    assert len(refreshed) == 1
    pacer.request()
    pacer.catch_up()
    pacer.catch_up()
    assert len(refreshed) == 2
    assert not pacer.wakes


def test_none_comes_for_what_is_dropped_and_the_next_request_has_its_own(qtbot: QtBot) -> None:
    refreshed: list[int] = []
    pacer = RefreshPacer(lambda: refreshed.append(1))
    pacer.request()
    pacer.drop_request()
    pacer.resume()
    assert (refreshed, pacer.is_waiting) == ([], False)
    pacer.request()
    pacer.drop_request()
    assert not pacer.wakes
    pacer.request()
    qtbot.waitUntil(lambda: refreshed == [1])
