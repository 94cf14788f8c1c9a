"""Times in words: short for waits, to the µs for moments; and read back as a user types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.moments import SECOND, of_day_text, parse_moment, since_start_text, wait_text

WALL = 1_767_225_600.25
TIMES = st.integers(0, 90_000 * SECOND)


@pytest.mark.parametrize(
    "wait,text",
    [
        (0, "+0 µs"),
        (153, "+153 µs"),
        (3200, "+3.2 ms"),
        (10_100, "+10.1 ms"),
        (999_400, "+999 ms"),
        (1_340_000, "+1.34 s"),
        (59_900_000, "+59.9 s"),
        (61_000_000, "+1 min 01 s"),
        (7_320_000_000, "+2 h 02 min"),
    ],
)
def test_a_wait_has_three_digits(wait: int, text: str) -> None:
    assert wait_text(wait) == text


@pytest.mark.parametrize(
    "time,text",
    [
        (24_664, "0.024664 s"),
        (59_999_999, "59.999999 s"),
        (62_000_004, "1:02.000004"),
        (3_723_000_004, "1:02:03.000004"),
    ],
)
def test_a_moment_is_told_to_the_microsecond(time: int, text: str) -> None:
    assert since_start_text(time) == text


@given(TIMES)
def test_what_is_shown_since_the_start_leads_back(time: int) -> None:
    assert parse_moment(since_start_text(time)) == time


@given(st.integers(0, 86_399 * SECOND))
def test_a_time_of_the_day_is_the_next_one_after_the_beginning(time: int) -> None:
    assert parse_moment(of_day_text(WALL, time), WALL) == time


@pytest.mark.parametrize(
    "text,time", [(" 1.5 ", 1_500_000), (".5s", 500_000), ("20 ms", 20_000), ("7µs", 7), ("2 min", 120_000_000)]
)
def test_people_write_times_in_several_ways(text: str, time: int) -> None:
    assert parse_moment(text, WALL) == time


@pytest.mark.parametrize("text", ["", "soon", "1:2:3:4", "5 parsecs", "-1", "1e9"])
def test_what_is_no_time_is_said_with_what_would_be(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no time: write seconds, as in 1\.5"):
        parse_moment(text)
