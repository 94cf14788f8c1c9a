"""What is written beside packets is read again, and what others write there is not taken for it."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Anchor, Event
from poetrygui.errors import RecordingError
from poetrygui.recordings.packet_comments import (
    anchors_in,
    comment_of,
    comment_of_end,
    comment_of_info,
    end_in,
    info_in,
    record_in,
)
from poetrygui.recordings.pcapng_writer import LONGEST_COMMENT

INFO = PoemInfo("a\0 server\n{", "127.0.0.1:7", "netstring", "", options=(("count", "2"),))


@given(st.sampled_from(EventKind), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_events(kind: EventKind, text: str) -> None:
    event = Event(5, kind, text)
    assert record_in(comment_of(event), 5) == event
    assert "\0" not in comment_of(event)


def test_clocks() -> None:
    assert record_in(comment_of(Anchor(5, 1_767_225_600.000001)), 5) == Anchor(5, 1_767_225_600.000001)


@pytest.mark.parametrize("wall", ["inf", "nan", "-1.0", "1e300"])
def test_no_clock_shows_that(wall: str) -> None:
    assert record_in(f"clock: {wall}", 5) is None


def test_clocks_that_are_told_at_first() -> None:
    anchors = [Anchor(0, 1_767_225_600.000001), Anchor(0, 5.0)]
    comment = comment_of_info(INFO, anchors)
    assert (info_in(comment), anchors_in(comment)) == (INFO, anchors)
    assert anchors_in(comment_of_info(INFO)) == anchors_in("see ticket 5") == []
    for damaged in ('["late"]', "[true, null]", "[1e300]", "[-1]"):
        with pytest.raises(RecordingError, match="no time that a clock shows"):
            anchors_in(f'a server\n{{"poetrygui": 1, "clocks": {damaged}}}')
    assert anchors_in('a server\n{"poetrygui": 1, "clocks": 5}') == []


def test_infos_and_ends() -> None:
    assert info_in(comment_of_info(INFO)) == INFO
    assert comment_of_info(INFO).startswith(
        "a\\0 server\n{ at 127.0.0.1:7, recorded by Poetry GUI. Protocol: netstring, c"
    )
    ended = Ended(Outcome.CUT, "as it was", details="x" * 20_000)
    assert end_in(comment_of_end(ended)) == evolve(ended, details="x" * 8_000)
    assert end_in(comment_of_end(None)) is None


def test_what_is_too_long_is_for_people_alone() -> None:
    for info in (evolve(INFO, name="x" * 40_000), evolve(INFO, name="x" * LONGEST_COMMENT)):
        comment = comment_of_info(info)
        assert len(comment) <= LONGEST_COMMENT + 200
        assert info_in(comment) in (info, None)


@pytest.mark.parametrize(
    "comment", ["", "late", "paused", "paused:", "clock: late", 'paused: "half', "ticket: 5", "{}"]
)
def test_comments_of_others(comment: str) -> None:
    assert (record_in(comment, 5), info_in(comment), end_in(comment)) == (None, None, None)


@pytest.mark.parametrize(
    "line, sentence",
    [
        ('{"poetrygui": 2, "poem": {}}', "later version"),
        ('{"poetrygui": "1"}', "not what belongs there"),
        ('{"poetrygui": 1, "poem": {}}', "not what belongs there"),
        ('{"poetrygui": 1, ', "no JSON"),
        ('{"poetrygui": 1, "poem": {' + '"a": [' * 100_000, "no JSON|larger"),
    ],
)
def test_damage_is_told(line: str, sentence: str) -> None:
    with pytest.raises(RecordingError, match=sentence):
        info_in(f"a server\n{line}")
