"""What stands in an empty place: what it is for, and what to do first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QIcon, QPalette
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from poetrygui.gui.widgets.plain_text import PlainLabel, sized
from poetrygui.gui.widgets.tokens import GAP_HUGE, GAP_WIDE, ICON_HUGE, TITLE_TYPE


class EmptyState(QWidget):
    """A title, a sentence, and buttons for what can be done, each a text and what it calls."""

    def __init__(
        self,
        title: str,
        sentence: str,
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
        icon: QIcon | None = None,
    ) -> None:
        """Show them in the middle, below the icon, if there is one."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_HUGE, GAP_HUGE, GAP_HUGE, GAP_HUGE)
        layout.setSpacing(GAP_WIDE)
        layout.addStretch(2)
        if icon is not None:
            picture = QLabel()
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            picture.setPixmap(icon.pixmap(ICON_HUGE, ICON_HUGE))
            layout.addWidget(picture)
        heading = PlainLabel(title)
        heading.setFont(sized(heading.font(), TITLE_TYPE, bold=True))
        text = PlainLabel(sentence)
        text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for label in (heading, text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        for button_text, action in buttons:
            button = QPushButton(button_text)
            button.clicked.connect(lambda _=False, call=action: call())
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)


class CoverWhileEmpty(QObject):
    """Keeps a widget spread over another one; ``show`` it when there is nothing below."""

    def __init__(self, cover: QWidget, below: QWidget) -> None:
        """Spread ``cover`` over ``below``."""
        super().__init__(below)
        self._cover = cover
        cover.setParent(below)
        cover.setGeometry(below.rect())
        below.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Follow the size of what is below."""
        if event is not None and event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._cover.setGeometry(watched.rect())
        return False
