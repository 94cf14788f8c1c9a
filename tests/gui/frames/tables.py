"""A poem's text with a table in its place, for tests."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from twisted.internet.task import Clock

from poetrygui import recordings
from poetrygui.api import PoemProtocol
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.frames.frame_table import FrameTable
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.frames.table_parts import TableParts
from poetrygui.gui.recording.recording_look import RecordingLook, Times
from poetrygui.gui.recording.recording_parts import RecordingParts
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.recording.recorded_views import release


class TextAndTable(QWidget):
    """A text, and the table that can stand in its place."""

    def __init__(self, qtbot: QtBot, folder: Path, protocol: type[PoemProtocol] | None = None) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.protocol = protocol
        """What is asked for fields, once that is needed."""
        self.view = PoemView()
        layout = QVBoxLayout(self)
        layout.addWidget(self.view, 1)
        self.parts = RecordingParts(self.view, layout.addWidget)
        self.problems: list[str] = []
        self.parts.problem.connect(self.problems.append)

        def fields_of(_recording: Recording) -> recordings.FieldSource:
            return recordings.OwnFields(self.protocol or PoemProtocol, Clock(), 10.0)

        self.fields = TableFields(fields_of)
        self.both = TableParts(self.view, layout.addWidget, self.parts, self.fields)
        self.resize(900, 400)
        with qtbot.waitExposed(self):
            self.show()
        self.poem = StoredPoem.existing(folder)
        self.view.set_reader(self.poem)
        self.parts.set_poem(self.poem)

    @property
    def table(self) -> FrameTable:
        """The table."""
        return self.both.table

    def switch(self, *, table: bool, times: Times = Times.NONE) -> None:
        """Show the table, or the text."""
        self.parts.show_look(RecordingLook(table=table, times=times))

    def follows(self) -> bool:
        """Tell whether both stay at the end."""
        assert self.view.following is self.table.place.following
        return self.view.following

    def texts(self) -> list[tuple[str, ...]]:
        """Return what stands in the rows that are seen."""
        model = self.table.model
        return [tuple(model.text(row, column) for column in range(model.columnCount())) for row in model.rows]

    def frames(self) -> list[int]:
        """Return the numbers of the frames that are seen, from 1."""
        return [row.row.frame + 1 for row in self.table.model.rows if row.row.frame is not None]

    def release(self) -> None:
        """Give back what it reads from."""
        release(self.view, self.parts, self.poem)
