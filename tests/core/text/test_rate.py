"""Bytes per second, smoothed: a steady stream's rate is told as it is, and what was long ago is forgotten."""

from __future__ import annotations

import pytest

from poetrygui.core.text.rate import RateMeter


def test_nothing_is_known_after_the_first_total() -> None:
    assert RateMeter().note(5.0, 1_000_000) == 0.0


@pytest.mark.parametrize("seconds", [0.01, 0.1, 1.0])
def test_a_steady_stream_comes_to_its_rate_however_often_it_is_asked(seconds: float) -> None:
    meter = RateMeter()
    rates = [meter.note(seconds * step, int(1000 * seconds) * step) for step in range(int(30 / seconds))]
    assert rates == sorted(rates)
    assert rates[-1] == meter.rate == pytest.approx(1000, rel=1e-3)


def test_a_stream_that_stops_comes_to_nothing() -> None:
    meter = RateMeter()
    meter.note(0, 0)
    before = meter.note(1, 1000)
    assert meter.note(2, 1000) < before
    assert meter.note(60, 1000) == pytest.approx(0, abs=1e-6)


def test_no_time_is_no_news_and_nothing_that_came_in_it_is_lost() -> None:
    meter = RateMeter()
    meter.note(0, 0)
    before = meter.note(1, 1000)
    assert meter.note(1, 5000) == before
    assert meter.note(0.5, 6000) == before
    assert meter.note(2, 5000) > before


def test_another_connection_begins_with_nothing_and_takes_nothing_back() -> None:
    meter = RateMeter()
    meter.note(0, 1_000_000)
    meter.note(1, 1_000_000)
    assert 0 < meter.note(2, 500) < 500
