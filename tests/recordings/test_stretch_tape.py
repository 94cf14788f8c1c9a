"""A recording from some byte on, in other pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.recordings.stretch_tape import StretchTape
from tests.recordings.framed_folder import record_lines

CHUNKS = [b"Tyger\nTyg", b"er\n", b"burning bright\n"]


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    return Recording.existing(record_lines(tmp_path_factory.mktemp("stretch") / "poem", CHUNKS, sent={1: b"more"}))


def test_chunks_are_as_they_came_from_that_byte_on(recording: Recording) -> None:
    tape = StretchTape(recording, 7)
    assert list(tape.records()) == [
        Received(1000, 2),
        Received(2000, 3),
        Received(3000, 15),
        Event(3000, EventKind.LOST, "the server closed the connection"),
    ]
    assert (tape.wire_size, tape.wire(0, 5)) == (20, b"yger\n")
    assert list(tape.records(1)) == []
    assert tape.info == recording.info


@given(st.integers(0, 27), st.lists(st.integers(1, 12), min_size=1, max_size=9))
def test_pieces_are_as_large_as_is_wanted_and_all_of_it_comes(
    recording: Recording, start: int, sizes: list[int]
) -> None:
    taken: list[int] = []

    def next_piece(position: int, size: int) -> int:
        assert position == start + sum(taken)
        wanted = sizes[len(taken) % len(sizes)]
        if size < wanted:
            return 0
        taken.append(wanted)
        return wanted

    pieces = [each.size for each in StretchTape(recording, start, next_piece).records() if isinstance(each, Received)]
    assert sum(pieces) == 27 - start
    assert pieces[: len(taken)] == taken
    assert len(pieces) - len(taken) <= 1, "what is too little comes at the end"
