"""What is noted of a recording goes to others and comes back, and what they write is read strictly."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import given

from poetrygui.core.outcomes import MOST_UNDELIVERED, Ended, Outcome, Undelivered
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.errors import RecordingError
from poetrygui.recordings.told_info import (
    LARGEST_TOLD,
    end_of,
    info_of,
    json_of,
    told_end,
    told_info,
    with_undelivered,
)
from tests.recordings.random_recordings import infos
from tests.recordings.tapes import MemoryTape

TOLD = told_info(PoemInfo("a server", "127.0.0.1:7", "raw", "2026-01-01T00:00:00+00:00", server_id="of the profile"))
ENDED = told_end(Ended(Outcome.CUT, "as it was", undelivered=Undelivered(5, b"abc", is_exact=False)))


@given(infos)
def test_what_is_told_is_read(info: PoemInfo) -> None:
    assert info_of(json_of(json.dumps(told_info(info)))) == evolve(info, ended=None, server_id="")
    assert info.ended is not None
    assert end_of(json_of(json.dumps(told_end(info.ended)))) == info.ended


def test_nothing_of_the_profile_is_told() -> None:
    assert "of the profile" not in json.dumps(TOLD)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": 5},
        {"path": "../../protocols/mine.py"},
        {"server_id": "0123"},
        {"ended": ENDED},
        {"started": "yesterday"},
        {"clock": -1.0},
        {"clock": 1e400},
        {"kept": "a lot"},
        {"options": [["a", "b"]]},
    ],
)
def test_an_info_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    info_of(TOLD)
    with pytest.raises(RecordingError):
        info_of(TOLD | wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "well"},
        {"bytes": -1},
        {"seconds": 1e400},
        {"undelivered": {"at": -1, "is_exact": True}},
        {"more": 1},
    ],
)
def test_an_end_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    end_of(ENDED)
    with pytest.raises(RecordingError):
        end_of(ENDED | wrong)


@pytest.mark.parametrize("text", ["", "{", "NaN", "[" * 200_000, '"' + "x" * LARGEST_TOLD + '"'])
def test_no_json_is_refused(text: str) -> None:
    with pytest.raises(RecordingError):
        json_of(text)


def test_what_was_not_delivered_is_the_end_of_the_wire() -> None:
    tape = MemoryTape([b"0123456789", bytes(MOST_UNDELIVERED)])
    ended = end_of(ENDED)
    assert with_undelivered(ended, tape).undelivered == Undelivered(
        5, b"56789" + bytes(MOST_UNDELIVERED - 5), is_exact=False
    )
    assert ended.undelivered is not None
    beyond = evolve(ended, undelivered=evolve(ended.undelivered, at=tape.wire_size))
    assert with_undelivered(beyond, tape).undelivered is None
