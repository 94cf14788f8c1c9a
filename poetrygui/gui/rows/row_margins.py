"""What stands beside the rows: a list of margins, each a column of its own; line numbers are the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from typing import Protocol as StructuralType

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PyQt6.QtWidgets import QWidget

from poetrygui.core.poems.chosen_lines import stretch_in_whole, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.text.row_cutter import Row
from poetrygui.core.text.row_window import NoPoem

CONTINUES = "↪"
_PADDING = 6


class VisibleRow(NamedTuple):
    """A row that is seen at least in part: its top edge and its height in pixels, from the page's upper edge."""

    row: Row
    top: int
    height: int


def came_rows(rows: Iterable[VisibleRow], reader: PoemReader) -> tuple[tuple[VisibleRow, ...], PoemReader]:
    """Return those of the ``rows`` of ``reader`` that came, and what has them, where it has others among them."""
    if not isinstance(reader, SentAmong):
        return tuple(rows), reader
    found: list[VisibleRow] = []
    for visible in rows:
        row = visible.row
        if reader.index_at(row.start) is None:
            start, following = reader.stretch_in_whole(row.start, row.next)
            begins_line = row.begins_line and not reader.parts_line_at(row.start)
            stop = start + row.stop - row.start
            row = row._replace(start=start, stop=stop, next=max(following, stop), begins_line=begins_line)
            found.append(visible._replace(row=row))
    return tuple(found), reader.whole


class Margin(StructuralType):
    """One column beside the rows. It reads what it shows from the poem, and only for the rows that are visible."""

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return how many pixels it needs; it grows in steps, so that the text does not move with each line."""

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint into ``area``, as high as the page, what stands beside these rows of the reader's. Raises OSError.

        The painter's pen is as quiet as a margin is.
        """


class LineNumbers:
    """The number of each line where it begins, from 1, and a mark at each row that goes on with one."""

    def width(self, metrics: QFontMetrics, reader: PoemReader) -> int:
        """Return the width of the largest number; it grows in steps of a digit."""
        return metrics.horizontalAdvance("0") * max(len(str(whole_of(reader).line_count)), 4) + 2 * _PADDING

    def paint(self, painter: QPainter, area: QRect, rows: Iterable[VisibleRow], reader: PoemReader) -> None:
        """Paint with ``painter`` at the right of ``area`` the numbers of the rows' lines, and marks. Raises OSError.

        Which line it is, the ``reader`` knows; of some lines of a poem, each has the number that it has there.
        """
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        height = painter.fontMetrics().height()
        for visible, text in _numbered(rows, reader):
            painter.drawText(QRect(area.left(), visible.top, area.width() - _PADDING, height), flags, text)


def _numbered(rows: Iterable[VisibleRow], reader: PoemReader) -> Iterator[tuple[VisibleRow, str]]:
    whole = whole_of(reader)
    number = stop = -1
    for visible in rows:
        start, last = stretch_in_whole(reader, visible.row.start, visible.row.next)
        if start != stop:
            number = whole.line_at(start)
        else:
            number += visible.row.begins_line
        stop = last
        yield visible, str(number + 1) if visible.row.begins_line else CONTINUES


class MarginStrip(QWidget):
    """Holds the margins from left to right, and has each painted beside the rows that ``visible_rows`` gives."""

    def __init__(self, visible_rows: Callable[[], Iterable[VisibleRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self._visible_rows = visible_rows
        self._margins: list[Margin] = [LineNumbers()]
        self._widths = [0]
        self._of_all = [False]
        self._reader: PoemReader = NoPoem()
        self.setAccessibleName("Line numbers")

    def read_from(self, reader: PoemReader) -> None:
        """Show what is beside the rows of another poem."""
        self._reader = reader

    def add(self, margin: Margin, *, of_all: bool = False) -> None:
        """Put a margin at the right of those that are there.

        One ``of_all`` rows is given those, too, that did not come and stand among the others.
        """
        self._margins.append(margin)
        self._of_all.append(of_all)
        self._widths.append(0)

    def number_by(self, margin: Margin | None) -> None:
        """Have this margin stand where the numbers of lines do; None has those there again."""
        self._margins[0] = LineNumbers() if margin is None else margin
        self.setAccessibleName("Line numbers" if margin is None else "Frame numbers")

    def needed_width(self) -> int:
        """Return the width in pixels that all of them need, and let each have its own from now on."""
        _, came = came_rows((), self._reader)
        self._widths = [margin.width(self.fontMetrics(), came) for margin in self._margins]
        return sum(self._widths)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint them, more quietly than the text."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        visible, left = tuple(self._visible_rows()), 0
        all_rows, came = (visible, self._reader), came_rows(visible, self._reader)
        for margin, width, of_all in zip(self._margins, self._widths, self._of_all, strict=True):
            try:
                margin.paint(painter, QRect(left, 0, width, self.height()), *(all_rows if of_all else came))
            except OSError:
                return  # said where the rows themselves were read
            left += width
