"""The frames of a recording as a table: any number of them, of which those that are seen are read."""

from __future__ import annotations

from time import perf_counter

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QPalette, QResizeEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from poetrygui.gui.frames.frame_model import HEADINGS, FrameModel, Times
from poetrygui.gui.frames.frame_page import FramePage, ShownRow
from poetrygui.gui.frames.frame_view import FrameView
from poetrygui.gui.frames.table_place import TablePlace
from poetrygui.gui.rows.byte_scroll_bar import ByteScrollBar
from poetrygui.gui.rows.refresh_pacer import RefreshPacer
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.recordings.table_rows import RowKind

_LEAST, _MOST = 3, 24
"""Characters that a column has room for by itself, whatever it holds; somebody may drag it to more or less."""
_SLICE = 0.004  # seconds for what takes long, between two refreshes
_BESIDE = 14  # pixels in a cell that are no text


class FrameTable(QWidget):
    """Shows a page of rows, of which one is current and some around it are selected.

    While it follows, the last row is at the bottom.
    """

    went = pyqtSignal(object, object)
    """To the first and the last of the rows that are selected now, each a TableRow."""
    let_go_wanted = pyqtSignal()
    follow_wanted = pyqtSignal()
    problem = pyqtSignal(str)
    seen = pyqtSignal()
    """Other rows are seen, or more is known of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FrameView()
        self.model = FrameModel(self.palette)
        self.model.setParent(self)
        self.view.setModel(self.model)
        self._words = PlainLabel()
        self._words.setParent(self.view.viewport())
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._words.setWordWrap(True)
        self.bar = ByteScrollBar(self)
        self.to_end = QToolButton(self)
        self.pacer = RefreshPacer(self.refresh, self)
        self.place = TablePlace(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.bar)
        self.to_end.setToolTip("Go to the last frame and stay there (End)")
        self.to_end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.to_end.hide()
        self.setFocusProxy(self.view)
        self._page: FramePage | None = None
        self._dragged: set[int] = set()  # columns that somebody has given a width
        self._is_fitting = False
        self.view.header.sectionResized.connect(self._note_dragged)
        self._fit_columns(afresh=True)

    @property
    def page(self) -> FramePage | None:
        """What is read."""
        return self._page

    def set_page(self, page: FramePage | None, times: Times | None = None) -> None:
        """Show other rows, from the end on where it follows, else from the first on; None shows none.

        ``times`` tells theirs.
        """
        self._page = page
        self.model.times = times or Times()
        self.place.begin()
        self.show_now()

    def set_times(self, times: Times) -> None:
        """Tell times so."""
        if times != self.model.times:
            self.model.times = times
            self.show_now()

    def show_fields(self, names: tuple[str, ...]) -> None:
        """Have columns for the fields of these names."""
        if self._has_columns(self.model.origins, names):
            self.show_now()

    def _has_columns(self, origins: str, fields: tuple[str, ...]) -> bool:
        """Have columns for these; tell whether they are others than before."""
        is_other = (origins, fields) != (self.model.origins, self.model.fields)
        if is_other:
            self.model.show_columns(origins, fields)
            self._dragged = {column for column in self._dragged if column < len(HEADINGS)}
            self._fit_columns(afresh=True)
        return is_other

    def say(self, words: str) -> None:
        """Have ``words`` said while there are no rows."""
        self._words.setText(words)
        self._show_words()

    def _show_words(self) -> None:
        viewport = self.view.viewport()
        if viewport is not None:
            self._words.setGeometry(viewport.rect())
        self._words.setVisible(not self.model.rows)

    def show_now(self) -> None:
        """Show what there is: at once where somebody looks, and else when somebody does."""
        if self.isVisible():
            self.refresh()
        else:
            self.pacer.request()

    def refresh(self) -> None:
        """Read what is seen, and show it."""
        started = perf_counter()
        before, rows = self._read()
        self._has_columns("" if self._page is None else self._page.rows.heading, self.model.fields)
        self.model.show(rows, before)
        self._show_words()
        spans = ((row, self.model.span_of(row)) for row in range(len(rows)))
        self.view.span((row, column) for row, column in spans if column is not None)
        self._fit_columns()
        self.place.show_selection()
        self.place.show_bar()
        self.seen.emit()
        self.pacer.add_cost(perf_counter() - started)

    def set_fading(self, fades: bool) -> None:
        """Fade fields that are as in the frame before, or do not."""
        if fades != self.model.fades:
            self.model.fades = fades
            self.show_now()

    def _read(self) -> tuple[ShownRow | None, list[ShownRow]]:
        """Return the rows that are seen, and the one before them."""
        page = self._page
        if page is None:
            return None, []
        try:
            if page.rows.look(_SLICE):
                self.pacer.request()
            self.place.settle()
            top = self.place.top
            found = page.read(top - 1, top + self.view.full_rows + 1)
        except OSError as error:
            self.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
            return None, []
        has_before = bool(found) and found[0].row.number < top
        return (found[0], found[1:]) if has_before else (None, found)

    def _fit_columns(self, *, afresh: bool = False) -> None:
        """Have columns wide enough for what is seen; ``afresh`` no wider than that, where nobody has dragged them."""
        character, header = self.view.fontMetrics().horizontalAdvance("0"), self.view.header
        self._is_fitting = True
        for column in range(self.model.columnCount() - 1):  # the last takes what is left
            if column in self._dragged:
                continue
            is_field = column >= self.model.lead
            rows = (
                number
                for number, row in enumerate(self.model.rows)
                if row.fields or (not is_field and row.row.kind is not RowKind.BETWEEN)
            )
            longest = max(_LEAST, 0, *(len(self.model.cell(number, column)) for number in rows))
            heading = min(header.sectionSizeHint(column), _MOST * character)
            width = max(min(longest, _MOST) * character + _BESIDE, heading)
            if afresh or width > header.sectionSize(column):
                header.resizeSection(column, width)
        self._is_fitting = False

    def _note_dragged(self, column: int, _before: int, _now: int) -> None:
        if not self._is_fitting and column < self.model.columnCount() - 1:
            self._dragged.add(column)

    # What Qt asks for

    def zoom_to(self, points: float) -> None:
        """Have letters of so many points."""
        font = self.view.font()
        if font.pointSizeF() != points:
            font.setPointSizeF(points)
            self.view.setFont(font)

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw in the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self.show_now()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Show as many rows as there is room for, and go on to show the current one."""
        super().resizeEvent(event)
        self.place.keep_current()
        self.show_now()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up."""
        super().showEvent(event)
        self.pacer.request()
        self.pacer.resume()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Do nothing while nobody looks."""
        super().hideEvent(event)
        self.pacer.pause()
        if self._page is not None:
            self._page.fields.pause()
