"""A view of a poem with its recording's parts below, for tests of how they lead each other."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView


class RecordedView(QWidget):
    """A text with room for what is shown of its recording."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.view = PoemView()
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        self.parts = RecordingParts(self.view, layout.addWidget)
        self.resize(900, 700)
        with qtbot.waitExposed(self):
            self.show()
        self.poem = StoredPoem.existing(folder)
        self.view.set_reader(self.poem)
        self.parts.set_poem(self.poem)

    def release(self) -> None:
        """Give back what it reads from."""
        release(self.view, self.parts, self.poem)


def release(view: PoemView, parts: RecordingParts, poem: StoredPoem) -> None:
    """Show the poem no more in the view and its parts, and close it."""
    view.set_reader(None)
    parts.set_poem(None)
    if poem.recording is not None:
        poem.recording.close()
    poem.close()
