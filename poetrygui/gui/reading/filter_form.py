"""What is typed and chosen to filter lines by: one condition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import evolve
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from poetrygui.core import reading
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.field_test import EXAMPLE
from poetrygui.gui.reading.condition_fields import is_letter

_LONGEST = 1000  # characters to look for
_TEXT = "Text to filter lines by"


class FilterForm(QWidget):
    """A line for the text, how it is meant, and how it is joined to the conditions before it.

    Enter takes it, Esc leaves everything as it was.
    """

    taken = pyqtSignal(object)
    """The Condition that was asked for."""
    problem = pyqtSignal(str)
    """Why there is none, in a sentence."""
    left = pyqtSignal()

    def __init__(self, field_names: Callable[[], Iterable[str]] = tuple) -> None:
        """Ask for nothing yet; ``field_names`` are those of fields that may be written."""
        super().__init__()
        self._before = Condition("")
        self._join = _choice("filterJoin", "How it is joined to the filters before it", "and", "or")
        self._sense = _choice("filterSense", "Which lines are shown", "Lines with", "Lines without")
        self._text = QLineEdit()
        self._text.setObjectName("filterText")
        self._text.setClearButtonEnabled(True)
        self._text.setMaxLength(_LONGEST)
        self._text.setMinimumWidth(140)
        self._case = QCheckBox("Match &case")
        self._case.setObjectName("filterCase")
        self._pattern = QCheckBox("Regular e&xpression")
        self._pattern.setObjectName("filterPattern")
        self._field = QCheckBox("Fiel&d")
        self._field.setObjectName("filterField")
        self._field.setToolTip(f"Filter frames by a field that their protocol tells, as in {EXAMPLE}")
        self._field.toggled.connect(self._show_kind)
        self._field_names = field_names
        self._take = QPushButton()
        self._take.setObjectName("filterTake")
        self._take.setAutoDefault(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        parts: tuple[QWidget, ...] = (
            self._join,
            self._sense,
            self._text,
            self._case,
            self._pattern,
            self._field,
            self._take,
        )
        for part in parts:
            layout.addWidget(part, part is self._text)
        self._take.clicked.connect(lambda _=False: self._accept())

    def ask(self, before: Condition | None, *, is_first: bool) -> None:
        """Ask for another condition, or for ``before`` to be changed; one that ``is_first`` is joined to nothing."""
        self._take.setText("&Add" if before is None else "Ch&ange")
        self._before = before or Condition("")
        self._join.setVisible(not is_first)
        self._join.setCurrentIndex(self._before.is_alternative)
        self._sense.setCurrentIndex(self._before.is_negated)
        self._text.setText(self._before.text)
        self._case.setChecked(self._before.matches_case)
        self._pattern.setChecked(self._before.is_pattern)
        self._field.setChecked(self._before.is_field)
        self._show_kind(self._before.is_field)
        self.show()
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._text.selectAll()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take Enter and Esc."""
        if event is None:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif is_letter(event):
            # What is typed on a box is text, too: a key has led there, to check it.
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._text.insert(event.text())
        else:
            super().keyPressEvent(event)

    def _show_kind(self, is_field: bool) -> None:
        """Show what can be written: a text, or a test of a field."""
        self._pattern.setEnabled(not is_field)
        self._text.setPlaceholderText(EXAMPLE if is_field else "Text to filter by")
        self._text.setAccessibleName(f"Field to filter frames by, as in {EXAMPLE}" if is_field else _TEXT)
        names = sorted(self._field_names()) if is_field else []
        completer = QCompleter(names, self) if names else None
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._text.setCompleter(completer)

    def _accept(self) -> None:
        condition = evolve(
            self._before,
            text=self._text.text(),
            is_pattern=self._pattern.isChecked() and not self._field.isChecked(),
            is_field=self._field.isChecked(),
            matches_case=self._case.isChecked(),
            is_negated=bool(self._sense.currentIndex()),
            is_alternative=bool(self._join.currentIndex()),
        )
        try:
            reading.check(condition)
        except reading.FindError as error:
            self.problem.emit(str(error))
            self._text.setFocus()
        else:
            self.taken.emit(condition)


def _choice(name: str, accessible_name: str, *texts: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(accessible_name)
    box.addItems(texts)
    return box
