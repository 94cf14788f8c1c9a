"""Where nothing is recorded, that is said while something of a recording is wanted."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.not_recorded import SENTENCE, NotRecorded
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView


@pytest.mark.parametrize(
    "look, is_said",
    [
        (RecordingLook(), False),
        (RecordingLook(ruler=True), True),
        (RecordingLook(bytes=True), True),
        (RecordingLook(times=Times.OF_DAY), True),
    ],
)
def test_it_is_said_while_anything_is_wanted(qtbot: QtBot, look: RecordingLook, is_said: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    view = PoemView()
    parts = RecordingParts(view, layout.addWidget)
    label = NotRecorded(parts)
    layout.addWidget(view)
    layout.addWidget(label)
    window.show()
    assert not label.isVisible()
    parts.show_look(look)
    assert label.isVisible() == is_said
    assert label.text() == SENTENCE
