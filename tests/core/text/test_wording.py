"""Sizes, times and rates in words; every outcome has a word, an icon and a colour."""

from __future__ import annotations

import pytest
from PyQt6.QtGui import QGuiApplication, QPalette

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.text.rate import RateMeter
from poetrygui.core.text.wording import OUTCOME_WORDS, counted, rate_text, size_text, time_text
from poetrygui.gui.widgets.icons import state_icon
from poetrygui.gui.widgets.theme import badge_colours, badge_style, state_colour


@pytest.mark.parametrize(
    "size, text",
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (123_456, "123 kB"),
        (5 * 10**15, "5,000 TB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize("seconds, text", [(0.04, "0.0 s"), (59.9, "59 s"), (61, "1 min 01 s"), (7260, "2 h 01 min")])
def test_times(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


def test_counts_and_rates() -> None:
    assert (counted(1, "frame"), counted(2000, "frame")) == ("1 frame", "2,000 frames")
    assert (rate_text(12.7), rate_text(2500)) == ("12 B/s", "2.5 kB/s")


def test_a_steady_rate_is_found_and_a_silence_brings_it_down() -> None:
    meter = RateMeter()
    for step in range(101):
        meter.note(step / 10, step * 100)
    assert meter.rate == pytest.approx(1000, rel=0.01)
    meter.note(40, 10_000)
    assert meter.rate < 1


def test_a_clock_that_is_set_back_does_no_harm() -> None:
    meter = RateMeter()
    meter.note(100, 0)
    meter.note(101, 500)
    rate = meter.rate
    meter.note(-86_400, 600)
    assert meter.rate == rate


@pytest.mark.parametrize("state", [Connecting(), Receiving(), *(Ended(outcome, "why") for outcome in Outcome)])
def test_every_state_can_be_shown(state: State, qapp: QGuiApplication) -> None:
    assert not state_icon(state).pixmap(32, 32).isNull()
    text, _ground = badge_colours(state, QPalette())
    assert text.name() in badge_style(state, QPalette())
    # Darker or lighter, where it could not be read on its own ground, and still its own colour.
    assert text.hue() == pytest.approx(state_colour(state, QPalette()).hue(), abs=3)


def test_no_two_outcomes_have_one_word() -> None:
    assert len(set(OUTCOME_WORDS.values())) == len(Outcome)
