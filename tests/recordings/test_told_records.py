"""Who hands a recording on gets each record with its bytes, and every byte that came."""

from __future__ import annotations

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.recordings import told_records
from tests.recordings.tapes import MemoryTape


def test_bytes_without_a_record_stand_at_the_end() -> None:
    tape = MemoryTape([b"abc"], None)
    tape.happened(EventKind.PAUSED, wait=1)
    tape.came(b"defgh", wait=1)
    told = list(told_records.told_records(tape))
    assert told == [
        (Received(1000, 3), b"abc"),
        (Event(1_001_000, EventKind.PAUSED), b""),
        (Received(2_001_000, 5), b"defgh"),
    ]


def test_a_record_of_bytes_that_are_not_there_tells_those_that_are() -> None:
    tape = MemoryTape([b"abc", b"defgh"], None)
    tape.lose_bytes(2)
    assert list(told_records.told_records(tape)) == [(Received(1000, 3), b"abc"), (Received(2000, 3), b"def")]


def test_a_chunk_that_is_too_large_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_records, "LARGEST_CHUNK", 4)
    tape = MemoryTape([b"0123456789", b"abc"], None)
    assert list(told_records.told_records(tape)) == [
        (Received(1000, 4), b"0123"),
        (Received(1000, 4), b"4567"),
        (Received(1000, 2), b"89"),
        (Received(2000, 3), b"abc"),
    ]
