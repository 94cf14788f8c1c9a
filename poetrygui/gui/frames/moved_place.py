"""Where a table was before the text has shown other lines, so that it is there again."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from poetrygui import recordings
from poetrygui.core.poems.chosen_lines import ChosenLines, stretch_from_whole, stretch_in_whole
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.gui import frames
from poetrygui.gui.rows.poem_view import PoemView


class MovedPlace(QObject):
    """Notes where a table is, while the text that it stands for is the same, and leads it there among other rows."""

    def __init__(self, view: PoemView) -> None:
        """Lead a table in the place of ``view``."""
        super().__init__(view)
        self._view = view
        self._reader: PoemReader | None = None  # of which the text was at the last look
        self._rows: recordings.RowSource | None = None
        self._top: recordings.TableRow | None = None  # None where it is at the end
        self._wanted: int | None = None  # a byte of the whole

    def look(self, table: frames.FrameTable, rows: recordings.RowSource) -> None:
        """Note where the ``table`` is, which shows ``rows``; or go where it is to be, once that can be found."""
        reader = self._view.reader
        if self._wanted is not None:
            self._arrive(table, rows, self._wanted)
        elif reader is self._reader and rows is self._rows:
            self._top = table.model.rows[0].row if table.model.rows and not table.place.following else None

    def turn(self, rows: recordings.RowSource) -> None:
        """Have the table where it was, now that it shows ``rows``, or that its text has another reader."""
        before, reader_before, top = self._rows, self._reader, self._top
        self._rows, self._reader = rows, self._view.reader
        if before is None or reader_before is None or top is None or self._wanted is not None:
            return
        start, stop = before.stretch_of(top)
        # Where the rows are the same, they are those of what is read now.
        reader = self._reader if rows is before else reader_before
        self._wanted = stretch_in_whole(reader, start, max(stop, start + 1))[0]

    def forget(self) -> None:
        """Have it nowhere else than it is."""
        self._rows = self._reader = self._top = self._wanted = None

    def _arrive(self, table: frames.FrameTable, rows: recordings.RowSource, wanted: int) -> None:
        reader = self._view.reader
        is_there = not isinstance(reader, ChosenLines) or reader.searched > wanted
        if not is_there and isinstance(reader, ChosenLines) and reader.searched < reader.whole.size:
            return
        self._wanted = None
        row = rows.row_at(stretch_from_whole(reader, wanted, wanted)[0])
        if row is not None:
            self._view.let_go()
            table.place.scroll_to(row)
