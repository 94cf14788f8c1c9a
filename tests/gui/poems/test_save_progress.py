"""How far saving is: shown where it takes long, and given up by a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.save_progress import SaveProgress
from tests.gui.hands import press

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


def bar_of(progress: SaveProgress) -> QProgressBar:
    bar = progress.findChild(QProgressBar)
    assert bar is not None
    return bar


def test_it_appears_by_itself_and_is_ended_by_escape(parent: QWidget, wait_until: Until) -> None:
    progress = SaveProgress(parent, Path("/tmp/<b>feed.txt"), 2000)
    cancelled: list[None] = []
    progress.cancelled.connect(lambda: cancelled.append(None))
    wait_until(progress.isVisible)
    progress.show_written(500)
    assert progress.sentence == "Saving <b>feed.txt: 500 bytes written."
    assert bar_of(progress).value() == 250
    progress.show_written(9000)
    assert bar_of(progress).value() == bar_of(progress).maximum()
    press(progress, Qt.Key.Key_Escape)
    assert len(cancelled) == 1
    assert "giving it up" in progress.sentence
    progress.finish()
    assert not progress.isVisible()


def test_what_is_quick_is_not_shown_and_a_size_that_is_not_known_not_guessed(parent: QWidget) -> None:
    progress = SaveProgress(parent, Path("feed.csv"), None)
    assert bar_of(progress).maximum() == 0
    progress.show_written(10**6)
    progress.finish()
    assert not progress.isVisible()
