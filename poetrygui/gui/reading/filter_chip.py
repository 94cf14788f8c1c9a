"""One condition above the text: it can be switched off and on, changed and removed, by mouse or keys."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QContextMenuEvent, QFont, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QMenu, QToolButton

from poetrygui.core.reading.conditions import Condition, condition_sentence, condition_words
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.plain_text import plain_tip
from poetrygui.gui.widgets.theme import chip_style

_LONGEST = 32  # characters of what is looked for
_KEYS = "Space switches it off and on, Enter changes it, Delete removes it."


class FilterChip(QToolButton):
    """Shows a condition, pressed while it is on."""

    switched = pyqtSignal()
    edit_wanted = pyqtSignal()
    turn_wanted = pyqtSignal()
    """Lines with it are to be those without it, or the other way round."""
    removed = pyqtSignal()
    went = pyqtSignal(int)
    """The keys lead so many chips on."""

    def __init__(self, condition: Condition, number: int, count: int) -> None:
        """Show ``condition``, the one of that ``number``, from 1, of so many: ``count``."""
        super().__init__()
        self.setObjectName("filterChip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCheckable(True)
        self.setChecked(condition.is_on)
        shown = label_text(condition_words(condition), _LONGEST).replace("&", "&&")
        self.setText(shown)
        sentence = label_text(condition_sentence(condition, number, count), 300)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(_KEYS)
        self.setToolTip(plain_tip("A filter", sentence, _KEYS))
        font = QFont(self.font())
        font.setStrikeOut(not condition.is_on)
        self.setFont(font)
        self._paint_anew()
        self.clicked.connect(lambda _=False: self.switched.emit())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take the keys of a chip."""
        if event is None:
            return
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.went.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Have it changed."""
        self.edit_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        """Offer all that can be done with it."""
        if event is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, signal in (
            ("&Change …", self.edit_wanted),
            ("Switch &off" if self.isChecked() else "Switch &on", self.switched),
            ("&Turn into the opposite", self.turn_wanted),
            ("&Remove", self.removed),
        ):
            action = QAction(text, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent | None) -> None:
        """Follow the palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            self._paint_anew()

    def _paint_anew(self) -> None:
        # Its own palette has the style's colours by now.
        style = chip_style(QApplication.palette(), is_on=self.isChecked())
        if style != self.styleSheet():
            self.setStyleSheet(style)
