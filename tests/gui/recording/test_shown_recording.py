"""What is shown of one poem's recording: what is seen is told once, and its frames are known with their framing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui import recordings
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.recording.shown_recording import ShownRecording
from tests.recordings.framed_folder import record_lines


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
