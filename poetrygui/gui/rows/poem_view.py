"""The view of a poem: a page, and what is put together with it: place, selection, highlights, keys and mouse."""

from __future__ import annotations

from functools import cached_property

from PyQt6.QtCore import QMimeData, QPoint, pyqtSignal
from PyQt6.QtGui import QContextMenuEvent
from PyQt6.QtWidgets import QPlainTextEdit, QWidget

from poetrygui.core.poems.chosen_lines import came_between, stretch_from_whole, whole_of
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.poem_text import shown_lines
from poetrygui.core.text.selection import Selection
from poetrygui.gui import rows
from poetrygui.gui.rows.copying import Copying, mime_data
from poetrygui.gui.rows.highlights import FindColoured, FindMatches, Highlights, LinesBetween
from poetrygui.gui.rows.kept_in_sight import KeptInSight
from poetrygui.gui.rows.place import Place
from poetrygui.gui.rows.row_page import RowPage
from poetrygui.gui.rows.stand_in import StandIn
from poetrygui.gui.rows.text_colours import TextColours
from poetrygui.gui.rows.view_keys import ViewKeys
from poetrygui.gui.rows.view_mouse import ViewMouse


class PoemView(RowPage):
    """Reads a poem out to the user. It is given a poem by :meth:`set_reader`, and nothing can be written into it.

    The keys scroll; with Shift they select. End goes to the end and stays there while the poem grows. A selection is
    a stretch of the poem, not of what happens to be shown of it; selecting lets the end go.
    """

    followingChanged = pyqtSignal(bool)  # noqa: N815 - a signal, named as Qt's
    readerChanged = pyqtSignal()  # noqa: N815 - a signal, named as Qt's
    readFailed = pyqtSignal(str)  # noqa: N815 - a signal, named as Qt's
    copyRefused = pyqtSignal(str)  # noqa: N815 - a signal, named as Qt's
    hasSelectionChanged = pyqtSignal(bool)  # noqa: N815 - a signal, named as Qt's
    stretchSelected = pyqtSignal(object, object)  # noqa: N815 - a signal, named as Qt's
    """The bytes that are selected: the first and the one after the last, the caret's twice where none is."""
    zoomed = pyqtSignal(int)
    """The mouse has made the letters larger by so many steps."""
    marksChanged = pyqtSignal()  # noqa: N815 - a signal, named as Qt's
    """Other lines are marked than before, or with other notes."""
    menuWanted = pyqtSignal(QPoint)  # noqa: N815 - a signal, named as Qt's
    """A menu of what can be done here is to open at a point of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("poemView")
        self.setAccessibleName("Stream")
        self.place = Place(self)
        self.stand_in = StandIn(self)
        self.selected = Selection()
        self._zoom = 0
        self._highlights = Highlights(self, self.place)
        self._copying = Copying(self.copyRefused.emit)
        self.mouse = ViewMouse(self)
        ViewKeys(self)
        KeptInSight(self)
        TextColours(self)
        self.filled.connect(self._draw_selection)
        self.place.following_changed.connect(self.followingChanged)
        self.place.reader_changed.connect(self.readerChanged)
        self.place.read_failed.connect(self.readFailed)

    # What is shown

    @property
    def reader(self) -> PoemReader:
        """The poem that is shown; one of nothing where none was given."""
        return self.place.reader

    def set_reader(self, reader: PoemReader | None) -> None:
        """Show another poem, from its end on, with nothing selected; None shows nothing."""
        self._set_selection(0, 0)
        self.place.set_reader(reader)

    @cached_property
    def marks(self) -> rows.Marks:
        """The lines that somebody has marked."""
        return rows.Marks(self)

    def line_count(self) -> int:
        """Return how many lines the poem has; a last one without newline counts."""
        return self.reader.line_count

    def text_between(self, first_line: int, last_line: int) -> str:
        """Return the shown text of lines, counted from 0, both included; lines that are not there are left out."""
        return shown_lines(self.reader, first_line, last_line)

    def first_visible_line(self) -> int:
        """Return the number of the line at the top, counted from 0."""
        return self.reader.line_at(self.place.top)

    def zoomIn(self, steps: int = 1) -> None:  # noqa: N802 - Qt's name
        """Make letters larger by so many steps, or smaller."""
        super().zoomIn(steps)
        self._zoom += steps

    def zoom_to(self, steps: int) -> None:
        """Have letters so many steps larger than at first."""
        if steps != self._zoom:
            self.zoomIn(steps - self._zoom)

    def set_wrap(self, wraps: bool) -> None:
        """Wrap rows at the view's edge, or let them reach beyond it."""
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth if wraps else QPlainTextEdit.LineWrapMode.NoWrap)
        self.place.rows_changed()

    # Where it is

    @property
    def following(self) -> bool:
        """Whether the view stays at the end while the poem grows."""
        return self.place.following

    def follow(self) -> None:
        """Go to the end and stay there."""
        self.place.follow()

    def let_go(self) -> None:
        """Stay where the view is while the poem grows."""
        self.place.let_go()

    def show_offset(self, offset: int) -> None:
        """Bring the row that holds a byte to the top, or as far up as the end allows."""
        self.place.show_offset(offset)

    def top_offset(self) -> int:
        """Return the byte at which the first visible row begins."""
        return self.place.top

    def catch_up(self) -> None:
        """Show at once what has come and is not shown yet."""
        self.place.pacer.catch_up()

    # What is selected

    def selection(self) -> tuple[int, int]:
        """Return the bytes that are selected: the first and the one after the last, the same where nothing is."""
        return self.selected.span

    def select(self, anchor: int, caret: int) -> None:
        """Select the bytes between two offsets; nothing where they are the same."""
        self._set_selection(anchor, caret)
        if not self.selected.is_empty:
            self.place.let_go()
        self._draw_selection()

    def select_match(self, start: int, stop: int) -> None:
        """Select a stretch and show it, with some text above."""
        self.select(start, stop)
        self.place.let_go()
        self.place.reveal(start, self.row_map.page_lines() // 3)

    def select_in_whole(self, start: int, stop: int) -> None:
        """Select what is shown of a stretch of the whole poem, and show it."""
        self.select_match(*stretch_from_whole(self.reader, start, stop))

    def show_line(self, line: int) -> None:
        """Select a line, by its number from 0 in the whole poem, and show it; say so where it cannot be read.

        Where only some lines are shown and it is none of them, what stands in its place is shown.
        """
        try:
            whole = whole_of(self.reader)
            start, stop = whole.line_start(line), whole.line_start(line + 1)
        except OSError as error:
            self.readFailed.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
        else:
            self.select_in_whole(start, stop)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select the whole stream, as far as it has come."""
        self.select(0, self.reader.size)

    def copy(self) -> None:
        """Put the shown text of the selection on the clipboard."""
        self._copying.shown(self.reader, *self.selected.span)

    def copy_exact(self) -> None:
        """Put the selected bytes on the clipboard as text, with the control characters that they hold."""
        self._copying.exact(*came_between(self.reader, *self.selected.span))

    def offer_selection(self) -> None:
        """Let the middle mouse button paste the selection, where the platform has that."""
        self._copying.offer(self.reader, *self.selected.span)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give Qt the shown text of the selection, as far as it may be copied."""
        return mime_data(self.reader, *self.selected.span)

    def _set_selection(self, anchor: int, caret: int) -> None:
        was_empty = self.selected.is_empty
        self.selected.set(anchor, caret)
        if self.selected.is_empty is not was_empty:
            self.hasSelectionChanged.emit(was_empty)
        self.stretchSelected.emit(*self.selected.span)

    def _draw_selection(self) -> None:
        rows = self.row_map.rows
        self.mark_selected(self.selected.within(rows.start, rows.stop))

    # What is marked

    def set_highlighter(self, find_matches: FindMatches | None) -> None:
        """Mark what ``find_matches`` finds: of an offset and the bytes there it returns starts and stops in them."""
        self._highlights.set(find_matches)

    def set_rules(self, find_coloured: FindColoured | None) -> None:
        """Give what ``find_coloured`` finds in the rows at hand the colours of rules; None gives none."""
        self._highlights.set_rules(find_coloured)

    def set_lines_between(self, lines_between: LinesBetween | None) -> None:
        """Draw these lines so that no text of a server's looks like them; None draws none."""
        self._highlights.set_lines_between(lines_between)

    def draw_highlights(self) -> None:
        """Ask for the matches in the rows at hand, and mark them."""
        self._highlights.draw()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Ask for the menu beside the mouse, or in the view's corner for the menu key."""
        if event is not None:
            self.menuWanted.emit(event.globalPos())
