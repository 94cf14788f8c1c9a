"""What is known of a poem's matches while it grows."""

from __future__ import annotations

import pytest

from poetrygui.core.reading import match_counts
from poetrygui.core.reading.match_counts import Match, MatchCounts, ShownMatches


def test_an_open_line_is_counted_anew_each_time() -> None:
    counts = MatchCounts()
    counts.add(3, 40, open_line=2, size=50)
    assert (counts.total, counts.end) == (5, 40)
    assert not counts.lacks(50)
    assert counts.lacks(51)
    counts.add(1, 60, open_line=0, size=60)
    assert (counts.total, counts.end) == (4, 60)


def test_where_none_was_found_there_is_none_to_be_counted() -> None:
    counts = MatchCounts()
    counts.add_none(0, 40)
    assert (counts.end, counts.total) == (40, 0)
    counts.add_none(50, 60)
    assert counts.end == 40, "what is between was not looked at"
    counts.add(1, 50, open_line=1, size=55)
    counts.add_none(50, 60)
    assert (counts.end, counts.total) == (60, 1)


def test_the_share_is_of_what_there_is_now() -> None:
    counts = MatchCounts()
    assert counts.share(0) == 1.0
    assert counts.share(100) == 0.0
    counts.add(0, 40, open_line=0, size=50)
    assert counts.share(100) == 0.5


def test_how_many_begin_before_a_place_is_remembered_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_counts, "CHECKPOINT", 100)
    counts = MatchCounts()
    for end, settled in ((60, 1), (120, 2), (180, 4), (240, 8)):
        counts.add(settled, end, open_line=0, size=end)
    assert [counts.before(offset) for offset in (0, 119, 120, 239, 240)] == [
        (0, 0),
        (0, 0),
        (120, 3),
        (120, 3),
        (240, 15),
    ]


def test_what_was_found_for_other_bytes_is_shown_as_far_as_it_lies_in_these() -> None:
    shown = ShownMatches()
    shown.wanted = (0, 20)
    behind = [shown.is_behind]
    shown.take((0, 20), [Match(2, 6), Match(9, 12), Match(30, 31)])
    behind.append(shown.is_behind)
    assert shown.within(4, 10) == [(0, 2), (5, 6)]
    shown.wanted = (4, 10)
    behind.append(shown.is_behind)
    assert behind == [True, False, True]
