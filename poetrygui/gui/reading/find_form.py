"""What is typed and clicked to find something, and what is said about that."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.icon_button import IconButton
from poetrygui.gui.widgets.plain_text import ElidedLabel, plain_tip
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL, GAP_WIDE

_LONGEST = 1000  # characters to look for


class FindForm(QWidget):
    """A line for the text, how it is meant, buttons, and a status."""

    changed = pyqtSignal()
    """Something else is to be looked for."""
    next_wanted = pyqtSignal()
    previous_wanted = pyqtSignal()
    close_wanted = pyqtSignal()
    list_wanted = pyqtSignal(bool)
    """All lines with matches are to be listed, or no more."""

    def __init__(self) -> None:
        """Ask for nothing yet."""
        super().__init__()
        self._text = QLineEdit()
        self._text.setObjectName("findText")
        self._text.setPlaceholderText("Find in this stream")
        self._text.setAccessibleName("Text to find")
        self._text.setClearButtonEnabled(True)
        self._text.setMaxLength(_LONGEST)
        self._text.setMinimumWidth(160)
        self._case = QCheckBox("&Match case")
        self._case.setObjectName("findCase")
        self._word = QCheckBox("W&ord")
        self._word.setToolTip("Whole words only")
        self._word.setAccessibleName("Whole words only")
        self._word.setObjectName("findWord")
        self._pattern = QCheckBox("&Regex")
        self._pattern.setToolTip("Regular expression")
        self._pattern.setAccessibleName("Regular expression")
        self._pattern.setObjectName("findPattern")
        self._list = QToolButton()
        self._list.setObjectName("findList")
        self._list.setText("List &all")
        self._list.setToolTip("List all lines with matches")
        self._list.setAccessibleName("List all lines with matches")
        self._list.setCheckable(True)
        self._list.setAutoRaise(True)
        self._list.toggled.connect(self.list_wanted)
        self._status = ElidedLabel()
        self._status.setObjectName("findStatus")
        self._beside, below = QHBoxLayout(), QVBoxLayout(self)
        self._beside.setSpacing(GAP_WIDE)  # more than between a box and what it is called
        below.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        below.setSpacing(GAP_SMALL)
        below.addLayout(self._beside)
        self._beside.addWidget(self._text, stretch=2)
        for widget in (
            _button("findPrevious", "up", "Previous match", self.previous_wanted.emit),
            _button("findNext", "down", "Next match", self.next_wanted.emit),
            *(self._case, self._word, self._pattern, self._list),
        ):
            self._beside.addWidget(widget)
        self._status_place = self._beside.count()
        self._beside.addWidget(self._status, stretch=2)
        self._beside.addWidget(_button("findClose", "close", "Close (Esc)", self.close_wanted.emit))
        self._text.textChanged.connect(self.changed)
        self._case.toggled.connect(self.changed)
        self._word.toggled.connect(self.changed)
        self._pattern.toggled.connect(self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self._text.text()

    @property
    def lists_all(self) -> bool:
        """Whether all lines with matches are to be listed."""
        return self._list.isChecked()

    def condition(self) -> Condition:
        """Return what lines with matches have."""
        return Condition(
            self._text.text(),
            is_pattern=self._pattern.isChecked(),
            matches_case=self._case.isChecked(),
            is_word=self._word.isChecked(),
        )

    def scanner(self) -> Scanner:
        """Return what looks for the text as it is meant. Raises FindError."""
        kind = PatternScanner if self._pattern.isChecked() else TextScanner
        ignore_case, whole_word = not self._case.isChecked(), self._word.isChecked()
        return kind(self._text.text(), ignore_case=ignore_case, whole_word=whole_word)

    def take_keyboard(self) -> None:
        """Get ready for another text, which replaces this one."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def say(self, words: str) -> None:
        """Say how it stands."""
        if words != self._status.text():
            self._status.setText(words)
            self._status.setToolTip("")
            self._place_status()

    def say_problem(self, problem: str) -> None:
        """Say why nothing can be found."""
        self._status.setText(label_text(problem, _LONGEST))
        self._status.setToolTip(plain_tip("Nothing can be found:", problem))
        self._place_status()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find room for the status."""
        super().resizeEvent(event)
        self._place_status()

    def _place_status(self) -> None:
        """Have the status beside the rest while there is room for all of it, and else below."""
        items = [self._beside.itemAt(place) for place in range(self._beside.count())]
        others = [item.widget() for item in items if item is not None]
        wanted = sum(
            other.sizeHint().width() + self._beside.spacing()
            for other in others
            if other not in (None, self._text, self._status)
        )
        room = self.contentsRect().width() - 2 * GAP - wanted - self._beside.spacing()
        needed = self._status.fontMetrics().horizontalAdvance(self._status.text())
        fits = needed <= min(room - self._text.minimumWidth(), room // 2)
        below = self.layout()
        assert isinstance(below, QVBoxLayout)
        if fits is not (self._beside.indexOf(self._status) >= 0):
            for layout in (self._beside, below):
                layout.removeWidget(self._status)
            if fits:
                self._beside.insertWidget(self._status_place, self._status, stretch=2)
            else:
                below.addWidget(self._status)


def _button(name: str, icon: str, tip: str, call: Callable[[], object]) -> QToolButton:
    button = IconButton(icon, tip, name=name)
    button.clicked.connect(lambda _=False: call())
    return button
