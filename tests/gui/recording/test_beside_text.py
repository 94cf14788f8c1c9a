"""What stands beside the text comes and goes as it is wanted."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.recording_look import RecordingLook
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import record_lines


def test_frames_are_numbered_while_somebody_wants_it(qtbot: QtBot, tmp_path: Path) -> None:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", [b"one\n", b"two\n"]))
    margins = shown.view.margins
    for wanted in (True, True, False, False, True):
        shown.parts.show_look(RecordingLook(frames=wanted))
        assert (shown.parts.beside.numbers is not None) is wanted
        assert margins.accessibleName() == ("Frame numbers" if wanted else "Line numbers")
        shown.view.grab()
    shown.release()
    assert margins.accessibleName() == "Line numbers"
