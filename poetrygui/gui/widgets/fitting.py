"""Keeping dialogs and windows within their screen, at least the smallest that the program is made for, with a frame."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent, QScreen
from PyQt6.QtWidgets import QApplication, QDialog, QFrame, QLayout, QScrollArea, QWidget

from poetrygui.gui.widgets.sight_order import SightWindow

SMALLEST_SCREEN = QSize(1024, 640)
"""The screen that everything fits, in pixels."""
_FRAME = QSize(24, 50)  # of a window, with its title


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
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Show what has the keyboard now: Qt does where that comes from within, and not from a button below."""
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep in sight what has the keyboard."""
        super().resizeEvent(event)
        self._follow(None, QApplication.focusWidget())

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


class FittingWindow(SightWindow):
    """A window that its panels make larger as long as there is room on its screen; then they have to share."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        layout = self.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # else it grows beyond its screen

    def event(self, event: QEvent | None) -> bool:
        """Follow what its panels need."""
        result = super().event(event)
        if event is not None and event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumSize(first_size(self.screen(), self.minimumSizeHint()))
        return result


def largest_on(screen: QSize) -> QSize:
    """Return what a dialog may take at first on a screen of that size: its height, and no more width than it needs."""
    return QSize(SMALLEST_SCREEN.width(), max(screen.height(), SMALLEST_SCREEN.height())) - _FRAME


def largest_for(dialog: QDialog) -> QSize:
    """Return what a dialog may take at first where it is."""
    screen = dialog.screen()
    return largest_on(SMALLEST_SCREEN if screen is None else screen.availableSize())


def first_size(screen: QScreen | None, wanted: QSize) -> QSize:
    """Return as much of the size that is ``wanted`` for a window as a ``screen`` has room for, beside its frame."""
    available = SMALLEST_SCREEN if screen is None else screen.availableSize()
    return wanted.boundedTo(available.expandedTo(SMALLEST_SCREEN) - _FRAME)


def fit(dialog: QDialog, wanted: QSize | None = None) -> None:
    """Make a dialog as large as it is wanted, or as its content wants it to be, as far as that fits."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
    dialog.resize(dialog.size().expandedTo(wanted or dialog.sizeHint()).boundedTo(largest_for(dialog)))
