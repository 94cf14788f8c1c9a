"""Where in a poem a page is: which rows it holds, which is at the top, and whether it stays at the end."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, QPoint, pyqtSignal

from poetrygui.core.poems.chosen_lines import lines_behind, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.row_window import NoPoem
from poetrygui.gui.rows.held_rows import HeldRows, Share
from poetrygui.gui.rows.refresh_pacer import RefreshPacer
from poetrygui.gui.rows.row_page import RowPage


class Place(QObject):
    """Moves a page through a poem, and keeps what it shows up to date, at a pace that its cost allows.

    The page holds the rows of about two pages around the place, which is the end while it follows. Else it is a byte
    offset and, where rows are wrapped, a visual line within the row there.
    """

    following_changed = pyqtSignal(bool)
    reader_changed = pyqtSignal()
    read_failed = pyqtSignal(str)
    noticed = pyqtSignal()
    """Other rows may be seen than before."""

    def __init__(self, page: RowPage) -> None:
        """Show nothing on ``page`` yet."""
        super().__init__(page)
        self.reader: PoemReader = NoPoem()
        """The poem that is shown; one of nothing where none was given."""
        self.among: Callable[[PoemReader], PoemReader] = _as_it_is
        """Puts other lines among those of a poem that is to be shown."""
        self.top = 0
        """The byte at which the first visible row begins."""
        self.top_line = 0
        """The visual line in that row that is at the top."""
        self.following = True
        """Whether the page stays at the end while the poem grows."""
        self._seen = 0  # bytes of the whole, when the end was let go
        self.pacer = RefreshPacer(self._refresh, self)
        self._page = page
        self._held = HeldRows(page, self.read_failed.emit)
        self._unsubscribe: Callable[[], None] = lambda: None
        page.laid_out.connect(self._show_soon)
        page.painted.connect(self.pacer.add_cost)
        page.seen.connect(lambda seen: self.pacer.resume() if seen else self.pacer.pause())
        page.bar.moved.connect(self.show_offset)
        page.bar.moved_to_end.connect(self.follow)
        page.bar.stepped.connect(self.scroll_lines)
        page.bar.paged.connect(self.scroll_pages)
        page.to_end.clicked.connect(self.follow)

    def set_reader(self, reader: PoemReader | None) -> None:
        """Show another poem, from its end on; None shows nothing."""
        self._unsubscribe()
        self.reader = NoPoem() if reader is None else self.among(reader)
        self._page.margins.read_from(self.reader)
        self._held.begin(self.reader)
        self._unsubscribe = self.reader.subscribe(self.pacer.request)
        self.top = self.top_line = 0
        self.follow()
        self.reader_changed.emit()

    def rows_changed(self) -> None:
        """Cut the rows anew, at the same place: the page wraps them now, or does not any more."""
        self._held.cut_anew()
        self.top_line = 0
        self._show_soon()

    # Following

    def follow(self) -> None:
        """Go to the end and stay there."""
        self._set_following(True)
        self._show_soon()

    def let_go(self) -> None:
        """Stay at the place while the poem grows."""
        self._set_following(False)

    def _set_following(self, following: bool) -> None:
        if following != self.following:
            self.following = following
            self._seen = whole_of(self.reader).size
            self._page.say_new(0)
            self._page.to_end.setVisible(not following)
            self.following_changed.emit(following)

    # Going to a place

    def show_offset(self, offset: int, lines_above: int = 0) -> None:
        """Bring the row that holds a byte to the top, or as far up as the end allows, some lines of text above it."""
        self.let_go()
        self._held.load(offset)
        index, line = self._page.row_map.visual_line(offset)
        self._scroll_to(*self._held.walk(index, line, -lines_above))

    def reveal(self, offset: int, lines_above: int = 0) -> None:
        """Scroll to a byte unless it is seen; where that is upwards or downwards, some lines of text are above it."""
        if not self._page.row_map.shows(offset):
            self.show_offset(offset, lines_above)
        self._page.reveal_column(offset)

    def row_of(self, offset: int) -> int:
        """Return the index of the row of a byte, among the rows at hand, which are those around it then."""
        return self._held.index_of(offset)

    def lines_away(self, index: int, line: int, lines: int) -> tuple[int, int]:
        """Return the row and visual line that are ``lines`` away from visual ``line`` of the row of that ``index``.

        The rows at hand move along as far as needed.
        """
        return self._held.walk(index, line, lines)

    def scroll_pages(self, pages: int) -> None:
        """Go down by pages, or up."""
        self.scroll_lines(pages * max(self._page.row_map.page_lines() - 2, 1))

    def scroll_lines(self, lines: int) -> None:
        """Go down by visual lines, or up. What leaves the end lets it go; what comes down to it takes it up again."""
        if self._held.are_none or (self.following and lines > 0):
            return
        before = (self.top, self.top_line)
        self._scroll_to(*self._held.walk(*self._top_in_window(), lines))
        if lines < 0 and (self.top, self.top_line) != before:
            self.let_go()
        elif lines > 0 and self._is_at_end:
            self.follow()

    @property
    def _is_at_end(self) -> bool:
        return self._held.reach_end and self._page.is_at_bottom

    def _scroll_to(self, index: int, line: int) -> None:
        """Bring a visual line of a row at hand to the top."""
        self._page.scroll_to(index, line)
        for share in (Share.BELOW, Share.OF_MARKS):
            if self._page.is_at_bottom and not self._held.reach_end:
                index = self._held.load_around(index, share)
                self._page.scroll_to(index, line)
        self._notice_place()

    def _top_in_window(self) -> tuple[int, int]:
        return self._held.index_of(self.top), self.top_line

    # Refreshing

    def _refresh(self) -> None:
        # Rows that come out of sight change nothing but the scroll bar and the margins.
        if self.following or self._held.reach_end or self._held.are_gone:
            self._reload()
        else:
            self._notice_place()

    def _show_soon(self) -> None:
        """Show the rows at once, or where nobody looks, when somebody does."""
        if self._page.isVisible():
            self.pacer.drop_request()
            self._reload()
        else:
            self.pacer.request()

    def _reload(self) -> None:
        """Read the rows anew, at the end or at the same place."""
        if self.following:
            self._held.load(None)
            if self._page.fits and not self._held.reach_start:
                self._held.load(None, Share.OF_MARKS)
            self._page.scroll_to_bottom()
            self._notice_place()
        else:
            self._held.load(self.top)
            self._scroll_to(*self._top_in_window())

    def _new_lines(self) -> int:
        """Return how many lines have come since the end was let go: not those that are only chosen since then."""
        try:
            return lines_behind(self.reader, self._seen)
        except OSError:
            return 0  # said where the rows themselves are read

    def _notice_place(self) -> None:
        """Find out which rows are visible now, and show it beside them."""
        first = last = 0
        row_map = self._page.row_map
        if row_map.rows.rows:
            index, self.top_line = row_map.first_visible()
            self.top = row_map.rows.rows[index].start
            first, last = row_map.about(QPoint(0, 0)), row_map.about(self._page.canvas.rect().bottomRight())
        if not self.following:
            self._page.say_new(self._new_lines())
        at_end = self.following or self._is_at_end
        self._page.bar.show_place(first, last - first, self.reader.size, at_end=at_end)
        self._page.place_children()
        self._page.margins.update()
        self.noticed.emit()


def _as_it_is(reader: PoemReader) -> PoemReader:
    return reader
