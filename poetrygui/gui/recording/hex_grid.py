"""Where each byte stands on a page of hex, in pixels: once among the digits, and once among the characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen
from PyQt6.QtCore import QPoint, QRect, QSizeF
from PyQt6.QtGui import QRegion

from poetrygui.core.text.hex_rows import ROW, HexLayout

Stretch = tuple[int, int]
"""The offsets of the first byte and of the one after the last."""


@frozen
class HexGrid:
    """Rows of bytes from offset ``top`` on, of which ``rows`` may be seen, and columns of characters.

    Each character has the room of a ``cell``, the first of a row at ``left``.
    """

    layout: HexLayout
    cell: QSizeF
    left: int
    top: int
    rows: int

    def offset_at(self, place: QPoint) -> int:
        """Return the byte nearest to a place, which may be behind the last one that there is."""
        row = self.top // ROW + int(place.y() // self.cell.height())
        column = int((place.x() - self.left) // self.cell.width())
        return max(0, row * ROW + self.layout.byte_at(column))

    def areas(self, stretch: Stretch) -> Iterator[QRect]:
        """Give the areas of a stretch that may be seen: two a row, of its digits and of its characters."""
        cell, layout, top = self.cell, self.layout, self.top
        first, stop = max(stretch[0], top), min(stretch[1], top + self.rows * ROW)
        for row in range(first // ROW, -(-stop // ROW)):
            start, last = max(first - row * ROW, 0), min(stop - row * ROW, ROW) - 1
            y = (row - top // ROW) * cell.height()
            for begin, end in (
                (layout.pair(start), layout.pair(last) + 2),
                (layout.character(start), layout.character(last) + 1),
            ):
                left, right = (round(self.left + column * cell.width()) for column in (begin, end))
                yield QRect(left, int(y), right - left, int(cell.height()))

    def region(self, stretches: Iterable[Stretch]) -> QRegion:
        """Return the areas of several stretches as one."""
        region = QRegion()
        for stretch in stretches:
            for area in self.areas(stretch):
                region += area
        return region
