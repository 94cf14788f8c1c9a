"""One frame beside the table: its fields as a tree, its text, and its bytes, with what changed since the one before."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from poetrygui.core.fields.field_tree import field_tree
from poetrygui.core.text.byte_changes import changed_stretches
from poetrygui.core.text.display_text import LITERAL
from poetrygui.core.text.moments import wait_text
from poetrygui.core.text.wording import counted
from poetrygui.gui import recording
from poetrygui.gui.frames.detailed_frame import DetailedRow
from poetrygui.gui.frames.field_view import FieldView
from poetrygui.gui.frames.frame_text import FrameText
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.recordings.table_rows import RowKind

NOTHING = "Choose a row of the table to see what is in it."
_FEWEST_ROWS = 2
_WHAT = {
    RowKind.FRAME: "Frame",
    RowKind.SENT: "Sent",
    RowKind.EVENT: "What happened",
    RowKind.BETWEEN: "Between two connections",
}


class _Bytes:
    """The bytes of one frame, as a hex view reads them."""

    start = 0

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``."""
        return self._data[start:stop]


class FrameDetail(QWidget):
    """Shows what a row of the table stands for."""

    left = pyqtSignal()
    """Escape was pressed."""
    copy_refused = pyqtSignal(str)

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setObjectName("frameDetail")
        self.heading = PlainLabel()
        self.heading.setWordWrap(True)
        self.heading.setContentsMargins(8, 4, 8, 4)
        self.note = PlainLabel()
        self.note.setWordWrap(True)
        self.note.setContentsMargins(8, 4, 8, 4)
        self.fields = FieldView()
        self.text = FrameText()
        self.bytes = recording.HexView()
        self.bytes.setObjectName("frameBytes")
        self.bytes.setAccessibleName("Bytes of the frame")
        self.bytes.copy_refused.connect(self.copy_refused)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        for page, name in ((self.fields, "Fie&lds"), (self.text, "Te&xt"), (self.bytes, "H&ex")):
            page.setMinimumHeight(_FEWEST_ROWS * page.fontMetrics().lineSpacing())  # where much else is open
            self.pages.addTab(page, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.heading, self.note, self.pages):
            layout.addWidget(widget)
        layout.setStretchFactor(self.pages, 1)
        self.setFocusProxy(self.pages)
        self._was_on_fields = False
        self.show_row(None)

    def show_row(self, row: DetailedRow | None, problem: str = "") -> None:
        """Show a row, or that none is chosen; ``problem`` says why frames have no fields, where something is wrong."""
        self.heading.setText(NOTHING if row is None else _heading(row))
        data, before = (b"", None) if row is None else (row.data, row.before)
        tree = field_tree(row.fields, row.fields_before) if row is not None and row.fields else ()
        self._show_fields_or_not(has_fields=bool(tree))
        self.fields.show_tree(tree)
        changes: Sequence[tuple[int, int]] = () if before is None else changed_stretches(data, before)
        self.text.show_data(data, changes, LITERAL if row is None else row.lettering)
        self.bytes.set_source(_Bytes(data))
        self.bytes.changed = changes
        is_cut = row is not None and row.size > len(data)
        notes = [f"Its first {counted(len(data), 'byte')} are shown." if is_cut else "", problem]
        self.note.setText(" ".join(filter(None, notes)))
        self.note.setVisible(any(notes))

    def set_fading(self, fades: bool) -> None:
        """Fade fields that are as in the frame before, or do not."""
        self.fields.set_fading(fades)

    def focus_page(self) -> None:
        """Give the keyboard to the page that is seen."""
        page = self.pages.currentWidget()
        if page is not None:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Lead back to the table by Escape."""
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_fields_or_not(self, *, has_fields: bool) -> None:
        """Have the page of fields there where there are any, and on top again where it was before."""
        at = self.pages.indexOf(self.fields)
        if not has_fields and self.pages.currentIndex() == at:
            self._was_on_fields = True
            self.pages.setCurrentWidget(self.text)
        self.pages.setTabEnabled(at, has_fields)
        if has_fields and self._was_on_fields:
            self._was_on_fields = False
            if self.pages.currentWidget() is self.text:
                self.pages.setCurrentIndex(at)


def _heading(row: DetailedRow) -> str:
    number = "" if row.number is None else f" {row.number + 1:,}"
    size = counted(row.size, "byte") if row.kind in (RowKind.FRAME, RowKind.SENT) else ""
    words = f"{_WHAT[row.kind]}{number}", row.origin, size, row.time, wait_text(row.wait) if row.wait else ""
    return " · ".join(filter(None, words))
