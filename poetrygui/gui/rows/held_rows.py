"""The rows that a page holds of a poem: about two pages around a place, read as they are needed."""

from __future__ import annotations

import enum
from collections.abc import Callable

from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import RUN_LIMIT
from poetrygui.core.text.row_cutter import LONGEST_ROW
from poetrygui.core.text.row_window import NoPoem, RowWindow
from poetrygui.gui.rows.row_page import RowPage

# Without wrapping all of a row is laid out and not only what is visible of it, so the rows of a long line are shorter.
_UNWRAPPED_ROW = 512


class Share(float, enum.Enum):
    """How many rows are held, in pages.

    Qt lays out the visible ones, and the last page to learn how far it can scroll: so there is little below those.
    """

    ABOVE = 0.5
    BELOW = 1.3
    # Text that is all marks takes so much less room than its length, in the worst case.
    OF_MARKS = 1.3 * (RUN_LIMIT + 1)


class HeldRows:
    """Reads rows and has the page lay them out; where reading fails, ``fail`` gets a sentence and nothing changes."""

    def __init__(self, page: RowPage, fail: Callable[[str], None]) -> None:
        """Hold no rows yet."""
        self._page = page
        self._fail = fail
        self._reader: PoemReader = NoPoem()
        self._rows = RowWindow(self._reader)

    @property
    def are_none(self) -> bool:
        """Whether there are none: the poem has nothing yet, or cannot be read."""
        return self._rows.is_empty

    @property
    def reach_start(self) -> bool:
        """Whether the first of them is the poem's first one."""
        return self._rows.start <= self._reader.start

    @property
    def reach_end(self) -> bool:
        """Whether the last of them was the poem's last one when they were read."""
        return self._rows.reaches_end

    @property
    def are_gone(self) -> bool:
        """Whether some of them are not kept any more."""
        return self._rows.start < self._reader.start

    def begin(self, reader: PoemReader) -> None:
        """Hold rows of another poem: none of them yet."""
        self._reader = reader
        self.cut_anew()
        self._page.show_rows(self._rows)

    def cut_anew(self) -> None:
        """Forget how rows were cut: the page wraps them now, or does not any more."""
        self._rows = RowWindow(self._reader, LONGEST_ROW if self._page.wraps else _UNWRAPPED_ROW)

    def load(self, offset: int | None, share_below: Share = Share.BELOW) -> None:
        """Hold the rows around a byte, or the last ones."""
        page = self._page.row_map.page_lines()
        width = self._page.row_map.line_width() if self._page.wraps else 0
        below = int(share_below * page) + 1
        try:
            if offset is None:
                changed = self._rows.load_end(below, width)
            else:
                changed = self._rows.load(offset, int(Share.ABOVE * page) + 1, below, width)
        except OSError as error:
            self._fail(f"The recording cannot be read from disk: {error.strerror or error}.")
        else:
            if changed:
                last = max(len(self._rows.rows) - 1, 0)
                self._page.show_rows(self._rows, last if offset is None else self._rows.index_of(offset))

    def load_around(self, index: int, share_below: Share = Share.BELOW) -> int:
        """Hold the rows around one of those at hand; return its new index."""
        if not self._rows.rows:
            return 0
        start = self._rows.rows[index].start
        self.load(start, share_below)
        return self._rows.index_of(start)

    def index_of(self, offset: int) -> int:
        """Return the index of the row of a byte, which is held now."""
        if not self._rows.start <= offset < self._rows.stop:
            self.load(offset)
        return self._rows.index_of(offset)

    def walk(self, index: int, line: int, lines: int) -> tuple[int, int]:
        """Return the row and visual line that are ``lines`` away from ``line`` of the row at ``index``.

        The rows at hand move along as far as needed.
        """
        line += lines
        while line < 0:
            if index == 0:
                index = self.load_around(0)
            if index == 0:
                return 0, 0
            index -= 1
            line += self._page.row_map.lines_in(index)
        while line >= (count := self._page.row_map.lines_in(index)):
            if index + 1 == len(self._rows.rows):
                index = self.load_around(index)
            if index + 1 == len(self._rows.rows):
                return index, count - 1
            index += 1
            line -= count
        return index, line
