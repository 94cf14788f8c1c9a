"""What is typed and clicked to find something, and what is said about that."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.icon_button import IconButton
from poetrygui.gui.widgets.plain_text import ElidedLabel, plain_tip
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addWidget(self._text, stretch=2)
        layout.addWidget(_button("findPrevious", "up", "Previous match", self.previous_wanted.emit))
        layout.addWidget(_button("findNext", "down", "Next match", self.next_wanted.emit))
        layout.addWidget(self._case)
        layout.addWidget(self._word)
        layout.addWidget(self._pattern)
        layout.addWidget(self._list)
        layout.addWidget(self._status, stretch=2)
        layout.addWidget(_button("findClose", "close", "Close (Esc)", self.close_wanted.emit))
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

    def say_problem(self, problem: str) -> None:
        """Say why nothing can be found."""
        self._status.setText(label_text(problem, _LONGEST))
        self._status.setToolTip(plain_tip("Nothing can be found:", problem))


def _button(name: str, icon: str, tip: str, call: Callable[[], object]) -> QToolButton:
    button = IconButton(icon, tip, name=name)
    button.clicked.connect(lambda _=False: call())
    return button
