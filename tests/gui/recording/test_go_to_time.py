"""Going to a time that somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from poetrygui.core.text.moments import of_day_text
from poetrygui.gui.recording.go_to_time import GoToTime
from tests.gui.hands import press, write
from tests.gui.recording.recorded_views import RecordedView
from tests.recordings.framed_folder import CLOCK, record_lines


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path) -> Iterator[RecordedView]:
    shown = RecordedView(qtbot, record_lines(tmp_path / "poem", [b"line\n"] * 500))
    yield shown
    shown.release()


def ask(shown: RecordedView) -> tuple[GoToTime, QLineEdit]:
    question = GoToTime(shown.parts, shown)
    question.open()
    field = question.findChild(QLineEdit)
    assert field is not None
    return question, field


@pytest.mark.parametrize("text", ["0.3", "300 ms", of_day_text(CLOCK, 300_000)])
def test_it_goes_to_what_had_come_by_then(shown: RecordedView, text: str) -> None:
    question, field = ask(shown)
    write(field, text)
    press(field, Qt.Key.Key_Return)
    assert not question.isVisible()
    assert shown.view.selection() == (299 * 5, 300 * 5)


def test_what_is_no_time_is_asked_again(shown: RecordedView) -> None:
    question, field = ask(shown)
    write(field, "soon")
    press(field, Qt.Key.Key_Return)
    assert question.isVisible()
    assert question.labelText().startswith("'soon' is no time: write seconds")
    shown.parts.set_poem(None)
    field.clear()
    write(field, "1")
    press(field, Qt.Key.Key_Return)
    assert question.labelText().startswith("Nothing has come yet.")
    press(question, Qt.Key.Key_Escape)
