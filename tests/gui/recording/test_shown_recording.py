"""What is shown of one poem's recording: what is seen is told once, and its frames are known with their framing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from poetrygui import recordings
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import Run
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.gui.recording.shown_recording import ShownRecording
from tests.recordings.framed_folder import record_lines, record_netstrings


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[ShownRecording]:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\ntwo\nth", b"ree\nunfi"]))
    assert poem.recording is not None
    found = ShownRecording(poem, poem.recording, recordings.RunEdges)
    yield found
    found.close()
    found.both.recording.close()
    poem.close()


def test_what_is_seen_is_told_once_and_with_the_rest_at_the_end(shown: ShownRecording) -> None:
    assert shown.newly_seen(4, 8, is_end=False) == (4, 8)
    assert shown.newly_seen(4, 8, is_end=False) is None
    shown.look_again()
    assert shown.newly_seen(4, 8, is_end=False) == (4, 8)
    assert shown.newly_seen(4, 14, is_end=True) == (4, 18)


def test_frames_and_chunks_are_found_around_places_and_times(shown: ShownRecording) -> None:
    shown.model.look()
    assert shown.frame_around((9, 9)) == (8, 14)
    assert shown.frame_around((16, 16)) == (16, 16), "no frame is there"
    assert [shown.chunk_near(time) for time in (0, 1500, 9000)] == [(0, 10), (0, 10), (10, 18)]
    assert [bar.framing for bar in shown.model.frames_over(0, 8)] == [((3, 4),), ((7, 8),)]


class Edges:
    """Knows where frames end once a test has told it."""

    def __init__(self, _recording: object) -> None:
        self.ends: dict[int, list[int]] = {}
        self.asked = 0
        self.tell: list[Callable[[], None]] = []

    def ends_in(self, chunk: Chunk, _run: Run) -> Sequence[int] | None:
        self.asked += 1
        return self.ends.get(chunk.start)

    def known_ends_in(self, chunk: Chunk, _run: Run) -> Sequence[int] | None:
        return self.ends.get(chunk.start)

    def subscribe(self, callback: Callable[[], None]) -> None:
        self.tell.append(callback)

    def close(self) -> None:
        self.ends.clear()


@pytest.fixture
def strings(tmp_path: Path) -> Iterator[ShownRecording]:
    """Three strings: bytes 0 to 6, 6 to 12 and 12 to 20 of the wire, of which the second begins in the first chunk."""
    poem = StoredPoem.existing(record_netstrings(tmp_path / "strings", [b"3:one,3:tw", b"o,5:three,4:fo"]))
    assert poem.recording is not None
    found = ShownRecording(poem, poem.recording, Edges)
    yield found
    found.close()
    found.both.recording.close()
    poem.close()


def test_rows_lead_to_the_bytes_of_their_frames_and_back(strings: ShownRecording) -> None:
    edges, told = strings.model.edges, list[str]()
    assert isinstance(edges, Edges)
    # As long as nothing is known of them, to those of their chunks.
    assert strings.led_to(4, 8, lambda: told.append("again")) == (0, 24)
    assert strings.rows_of((7, 8), None) == (0, 4)
    edges.ends |= {0: [6], 10: [12, 20]}
    edges.tell[0]()
    assert told == ["again"]
    assert strings.led_to(4, 8, lambda: told.append("once more")) == (6, 12)
    assert strings.led_to(0, 14, lambda: None) == (0, 20)
    assert strings.led_to(4, 4, lambda: None) == (6, 6), "a frame begins there"
    assert strings.led_to(5, 5, lambda: None) == (6, 12), "which of its bytes is not known"
    assert strings.rows_of((7, 8), None) == (4, 8)
    assert strings.rows_of((12, 12), None) == (8, 8)
    assert strings.rows_of((0, 20), None) == (0, 14)
    assert strings.rows_of((0, 20), 1) == (4, 8), "the frame of that number"
    edges.tell[0]()
    assert told == ["again"]


def test_frames_that_are_never_known_are_asked_for_a_few_times(strings: ShownRecording) -> None:
    edges, times = strings.model.edges, list[int]()
    assert isinstance(edges, Edges)

    def again() -> None:
        times.append(edges.asked)
        strings.led_to(4, 8, again)

    again()
    for _ in range(9):
        edges.tell[0]()
    assert len(times) == 4
    again()
    strings.seek_no_more()
    edges.tell[0]()
    assert len(times) == 5
