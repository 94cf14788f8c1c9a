"""Keeping dialogs within the smallest screen that the program is made for: 1024 × 640, with the window's frame."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

LARGEST = QSize(1000, 590)
"""Pixels that a dialog may take at first."""


class FittingScrollArea(QScrollArea):
    """Wants all the room that its content needs, and scrolls where that is not there."""

    content_changed = pyqtSignal()
    """The content needs another size."""

    def __init__(self, content: QWidget) -> None:
        """Show ``content``."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow what the content needs."""
        result = super().eventFilter(watched, event)
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self.content_changed.emit()
        return result

    def sizeHint(self) -> QSize:
        """Want what the content wants, and the scroll bar's width."""
        return self._content_size() + QSize(self._bar_width(), 0)

    def minimumSizeHint(self) -> QSize:
        """Need the content's width, and little height."""
        return QSize(self._content_size().width() + self._bar_width(), 120)

    def _content_size(self) -> QSize:
        content = self.widget()
        return QSize() if content is None else content.minimumSizeHint().expandedTo(content.sizeHint())

    def _bar_width(self) -> int:
        bar = self.verticalScrollBar()
        return 0 if bar is None else bar.sizeHint().width()


def fit(dialog: QDialog, wanted: QSize | None = None) -> None:
    """Make a dialog as large as it is wanted, or as its content wants it to be, as far as that fits."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
    dialog.resize(dialog.size().expandedTo(wanted or dialog.sizeHint()).boundedTo(LARGEST))
