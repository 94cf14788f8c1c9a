"""Lines that somebody has marked, some with a note: drawn beside the text, and gone to by keys."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPalette

from poetrygui.core.library.closed_poems import PlacedMark
from poetrygui.core.poems.chosen_lines import in_whole, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.gui.rows.row_margins import VisibleRow, came_rows
from poetrygui.gui.widgets.theme import mark_colour

MARK = "◆"
LONGEST_NOTE = 120
_PADDING = 3
_NOTE_PADDING = 6


class Marks:
    """Keeps the marks of one view, and is a margin that draws them; it takes no room where there are none."""

    def __init__(self, view: PoemView) -> None:
        """Mark nothing yet in what ``view`` shows."""
        self._view = view
        self._starts: list[int] = []  # of the lines, in the whole poem
        self._notes: dict[int, str] = {}
        view.margins.add(self)
        view.painted.connect(self._draw_notes)

    @property
    def lines(self) -> list[int]:
        """The numbers of the marked lines, from 0."""
        return [whole_of(self._view.reader).line_at(start) for start in self._starts]

    def here(self) -> int | None:
        """Return where the line begins that a mark is for; None where there is none yet. Raises OSError.

        That is the one in which something is selected, else the last, where the end is followed, or the topmost.
        """
        reader, view = self._view.reader, self._view
        start, stop = view.selection()
        if reader.size <= reader.start:
            return None
        here = start if start < stop else reader.size - 1 if view.following else view.top_offset()
        whole = whole_of(reader)
        return whole.line_start(whole.line_at(in_whole(reader, here)))

    def toggle(self) -> int | None:
        """Mark the line that is :meth:`here`; one that is marked is so no more.

        Return the number of a line that is marked now, from 0. Raises OSError.
        """
        begins = self.here()
        if begins is None:
            return None
        was_marked = begins in self._starts
        if was_marked:
            self._starts.remove(begins)
            self._notes.pop(begins, None)
        else:
            insort(self._starts, begins)
        self._show_changes()
        return None if was_marked else whole_of(self._view.reader).line_at(begins)

    def put(self, begins: int, note: str) -> None:
        """Mark the line that begins there, with a ``note``, or without one where that is empty."""
        self.put_all([(begins, note)])

    def put_all(self, marks: Iterable[tuple[int, str]]) -> None:
        """Mark lines, each by where it begins and with its note, and show all of them at once."""
        marks = tuple(marks)
        for begins, note in marks:
            if begins not in self._starts:
                insort(self._starts, begins)
            self._notes.pop(begins, None)
            if shown := label_text(note.strip(), LONGEST_NOTE):
                self._notes[begins] = shown
        if marks:  # each tab that is built has those put that were to come, which are mostly none
            self._show_changes()

    def note_of(self, begins: int) -> str:
        """Return the note of the line that begins there; nothing where it has none."""
        return self._notes.get(begins, "")

    def go(self, *, backward: bool = False) -> bool:
        """Go to the next mark, or the one before, from the other end after the last; tell whether there is any."""
        reader, view = self._view.reader, self._view
        whole = whole_of(reader)
        starts = [start for start in self._starts if start >= whole.start]
        if not starts:
            return False
        start, stop = view.selection()
        here = in_whole(reader, start if start < stop else reader.size if view.following else view.top_offset())
        index = bisect_left(starts, here) - 1 if backward else bisect_right(starts, here)
        view.show_line(whole.line_at(starts[index % len(starts)]))
        return True

    # From one run to the next

    def placed(self, base: int) -> tuple[PlacedMark, ...]:
        """Return all of them, counted from the byte ``base`` of the rows."""
        return tuple((start - base, self.note_of(start)) for start in self._starts)

    def take(self, placed: Iterable[PlacedMark], base: int) -> None:
        """Mark these lines, counted from the byte ``base``, as far as they are there."""
        reader = whole_of(self._view.reader)
        there = [(place + base, note) for place, note in placed if reader.start <= place + base < reader.size]
        if there:
            self.put_all(there)

    def _show_changes(self) -> None:
        self._view.place_children()
        self._view.margins.update()
        self._view.canvas.update()
        self._view.marksChanged.emit()

    # What a margin has

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of a mark, whatever the ``reader`` has; nothing where there is none."""
        return metrics.horizontalAdvance(MARK) + 2 * _PADDING if self._starts else 0

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter``, in ``area``, a mark beside these rows of ``reader`` that begin a marked line."""
        if not self._starts:
            return
        painter.save()
        painter.setPen(mark_colour(self._view.palette()))
        height = painter.fontMetrics().height()
        for visible in rows:
            if self._is_marked(visible, reader):
                room = QRect(area.left(), visible.top, area.width(), height)
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), MARK)
        painter.restore()

    def _draw_notes(self, _seconds: float) -> None:
        """Draw a line below each row that has a note, and the note at its right end, over the text just painted."""
        if not self._notes:
            return
        painter = QPainter(self._view.canvas)
        painter.setFont(self._view.font())
        palette = self._view.palette()
        metrics, right = painter.fontMetrics(), self._view.canvas.width()
        rows, reader = came_rows(self._view.row_map.visible_rows(), self._view.reader)
        for visible in rows:
            note = self._notes.get(in_whole(reader, visible.row.start))
            if note is None:
                continue
            below = visible.top + visible.height
            painter.fillRect(0, below - 1, right, 1, mark_colour(palette))
            shown = metrics.elidedText(f"{MARK} {note}", Qt.TextElideMode.ElideRight, right // 2)
            width = metrics.horizontalAdvance(shown) + 2 * _NOTE_PADDING
            room = QRect(right - width, below - metrics.height(), width, metrics.height())
            painter.fillRect(room, mark_colour(palette))
            painter.setPen(palette.color(QPalette.ColorRole.Base))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.end()

    def _is_marked(self, visible: VisibleRow, reader: PoemReader) -> bool:
        start = in_whole(reader, visible.row.start)
        place = bisect_left(self._starts, start)
        return place < len(self._starts) and self._starts[place] == start
