"""What stands beside the text comes and goes as it is wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.recording_look import RecordingLook
from poetrygui.gui.widgets import announcing
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


def test_a_screen_reader_hears_who_sent_what_is_selected(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(announcing, "announce", told.append)
    senders = {0: "127.0.0.1:1", 1: "127.0.0.1:2"}
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", [b"one\n", b"two\n"], senders=senders))
    shown.view.select_in_whole(4, 7)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["from 127.0.0.1:2"]
    shown.release()
