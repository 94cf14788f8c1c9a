"""Who leads is not led, and what cannot be read is said."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.recording.leading import Leading
from poetrygui.gui.recording.shown_recording import ShownRecording
from poetrygui.recordings.frame_edges import RunEdges
from tests.recordings.framed_folder import record_lines


def test_one_leads_at_a_time(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\n"]))
    shown = ShownRecording.of(poem, None, RunEdges)
    problems: list[str] = []
    leading = Leading(lambda: shown, problems.append)
    with leading() as first, leading() as second:
        assert leading.is_on
        assert (first, second) == (shown, None)
    assert not Leading(lambda: None, problems.append).is_on
    with Leading(lambda: None, problems.append)() as nothing:
        assert nothing is None
    assert problems == []
    poem.close()


def test_what_cannot_be_read_is_said_and_another_may_lead(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\n"]))
    problems: list[str] = []
    leading = Leading(lambda: ShownRecording.of(poem, None, RunEdges), problems.append)

    def fail() -> None:
        raise OSError(5, "Input/output error")

    with leading():
        fail()
    assert problems == ["The recording cannot be read from disk: Input/output error."]
    assert not leading.is_on
    poem.close()
