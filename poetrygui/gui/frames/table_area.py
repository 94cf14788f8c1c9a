"""The table, and beside it, or below where there is little room, the frame that is chosen."""

from __future__ import annotations

from functools import cached_property

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter

from poetrygui.gui.frames.detailed_frame import DetailedRow, detailed_row
from poetrygui.gui.frames.frame_detail import FrameDetail
from poetrygui.gui.frames.frame_page import FramePage
from poetrygui.gui.frames.frame_table import FrameTable

_WIDE = 860  # pixels from which on both stand side by side
_SHARES = (3, 2)
_FEWEST_LINES = 4  # of text that the table is high, its heading among them


class TableArea(QSplitter):
    """Holds both; the frame is made when somebody wants to see it."""

    detail_wanted = pyqtSignal()
    """The frame that is chosen is to be shown."""

    def __init__(self) -> None:
        """Begin with the table alone."""
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.table = FrameTable()
        self.table.view.setMinimumHeight(_FEWEST_LINES * self.table.view.fontMetrics().lineSpacing())
        self.addWidget(self.table)
        self.setFocusProxy(self.table)
        self.table.seen.connect(self._show_row)
        self.table.view.entered.connect(self._enter)
        self._shown: tuple[FramePage | None, DetailedRow | None, str] | None = None

    @cached_property
    def detail(self) -> FrameDetail:
        """The frame that is chosen."""
        detail = FrameDetail()
        detail.hide()
        detail.left.connect(lambda: self.table.view.setFocus(Qt.FocusReason.OtherFocusReason))
        detail.copy_refused.connect(self.table.problem)
        self.addWidget(detail)
        for index, share in enumerate(_SHARES):
            self.setStretchFactor(index, share)
        return detail

    @property
    def shows_detail(self) -> bool:
        """Whether the frame is shown."""
        return "detail" in vars(self) and not self.detail.isHidden()

    def show_detail(self, wanted: bool, *, fades: bool) -> None:
        """Show the frame that is chosen, or do not; what is as before is faded where that ``fades``."""
        self.table.set_fading(fades)
        if wanted or self.shows_detail:
            had_focus = self.shows_detail and self.detail.isAncestorOf(self.focusWidget())
            self.detail.set_fading(fades)
            if wanted and not self.shows_detail:
                self._share()
            self.detail.setVisible(wanted)
            self._show_row()
            if had_focus and not wanted:
                self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Put the frame beside the table or below it."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self.width() >= _WIDE else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self._share()

    def _share(self) -> None:
        """Give each its part of the room, whatever either would like."""
        room = self.width() if self.orientation() is Qt.Orientation.Horizontal else self.height()
        self.setSizes([room * share // sum(_SHARES) for share in _SHARES])

    def _enter(self) -> None:
        if self.shows_detail:
            self.detail.focus_page()
        else:
            self.detail_wanted.emit()

    def _show_row(self) -> None:
        """Show the row that is chosen, or else the last one."""
        if not self.shows_detail:
            return
        page, place = self.table.page, self.table.place
        row, problem = None, ""
        if page is not None and page.rows.count:
            number = place.current if place.current >= 0 else page.rows.count - 1
            try:
                row = detailed_row(page, number, self.table.model.times)
            except OSError as error:
                self.table.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
            problem = page.fields.problem
        if self._shown != (page, row, problem):
            self._shown = page, row, problem
            self.detail.show_row(row, f"Some frames have no fields: {problem}." if problem else "")
