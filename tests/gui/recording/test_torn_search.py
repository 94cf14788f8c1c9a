"""The next torn frame is looked for in turns, and can be given up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QObject
from PyQt6.QtTest import QSignalSpy
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.recording.torn_search import TornSearch
from poetrygui.recordings.ruler_model import RulerModel
from tests.recordings.framed_folder import record_lines

Until = Callable[[Callable[[], bool]], None]


def test_it_goes_on_until_one_is_found(qtbot: QtBot, tmp_path: Path, wait_until: Until) -> None:
    owner = QObject()
    recording = Recording.existing(record_lines(tmp_path / "poem", [*([b"line\n"] * 8000), b"to", b"rn\n"]))
    model, search = RulerModel(recording), TornSearch(owner)
    model.look()
    found = QSignalSpy(search.found)
    search.begin(model, 0)
    wait_until(lambda: len(found) == 1)
    assert found[0] == [40_002, 40_002, 8000]
    search.begin(model, 0)
    search.stop()
    count = len(found)
    QApplication.processEvents()
    assert len(found) == count
    recording.close()


def test_where_there_is_none_it_says_so(qtbot: QtBot, tmp_path: Path, wait_until: Until) -> None:
    owner = QObject()
    recording = Recording.existing(record_lines(tmp_path / "poem", [b"line\n"]))
    model, search = RulerModel(recording), TornSearch(owner)
    model.look()
    problems = QSignalSpy(search.problem)
    search.begin(model, 0)
    wait_until(lambda: len(problems) == 1)
    assert problems[0] == ["No chunk after this place is known to end inside a frame."]
    recording.close()
