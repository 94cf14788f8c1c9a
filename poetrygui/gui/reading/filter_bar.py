"""The bar above the text with what its lines are filtered by: chips, how many lines are shown, and a form for more."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve
from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from poetrygui.core.reading.conditions import Condition, Conditions
from poetrygui.core.text.display_text import label_text
from poetrygui.core.text.wording import counted
from poetrygui.gui import widgets
from poetrygui.gui.reading.filter_chip import FilterChip
from poetrygui.gui.reading.filter_form import FilterForm
from poetrygui.gui.reading.shown_lines import ShownLines
from poetrygui.gui.widgets.flow_layout import FlowLayout
from poetrygui.gui.widgets.icon_button import IconButton
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.gui.widgets.tokens import GAP, GAP_SMALL

_LONGEST = 24  # characters of a condition on a button
_ROOM = 44  # characters of the count that are shown whole


class FilterBar(QWidget):
    """Shows and changes the conditions of ``ShownLines``. It is seen while there are any, or while one is asked for.

    Left and Right go from chip to chip; what was removed is brought back by Ctrl+Z or by a button.
    """

    closed = pyqtSignal()
    """The keyboard is for the text again."""

    def __init__(self, lines: ShownLines, field_names: Callable[[], tuple[str, ...]]) -> None:
        """Show those of ``lines``; ``field_names`` are those by which frames can be chosen, as far as any were seen."""
        super().__init__()
        self.setObjectName("filterBar")
        self._lines = lines
        self._chips: list[FilterChip] = []
        self._changes: int | None = None  # which one the form is about; None where it is about another one
        self._removed: list[list[tuple[int, Condition]]] = []
        self._all = QCheckBox("Fi&lter")
        self._all.setObjectName("filterSwitch")
        self._all.setToolTip("Show the lines that are filtered, or all of them")
        self._all.clicked.connect(lambda wanted: lines.show_all(not wanted))
        row = QWidget()
        self._flow = FlowLayout(row)
        self._back = QToolButton()
        self._back.setObjectName("filterBringBack")
        self._back.setAutoRaise(True)
        self._count = widgets.AnswerLabel()
        self._count.setObjectName("filterCount")
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._form = FilterForm(field_names)
        self._add = IconButton("add", "Add a filter", name="filterAdd")
        self._close = IconButton("close", "Remove all filters", name="filterRemoveAll")
        for button, call in ((self._back, self.bring_back), (self._add, self.add), (self._close, self.remove_all)):
            button.clicked.connect(lambda _=False, call=call: call())
        for part in (self._all, self._count):  # beside the first line of chips
            part.setMinimumHeight(self._add.sizeHint().height())
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(GAP)
        for widget in (self._all, row, self._count, self._close):
            top.addWidget(widget, widget is row, Qt.AlignmentFlag(0) if widget is row else Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP_SMALL, GAP, GAP_SMALL)
        layout.addWidget(self._top)
        layout.addWidget(self._form)
        self._form.hide()
        self._form.taken.connect(self._take)
        self._form.problem.connect(self._say)
        self._form.left.connect(self.leave)
        lines.changed.connect(self._show_count)
        self.show_conditions()

    def add(self) -> None:
        """Ask for another condition."""
        self._ask(None)

    def bring_back(self) -> None:
        """Have what was removed last again, where it stood."""
        if self._removed:
            conditions = list(self._lines.conditions)
            removed = self._removed.pop()
            for index, condition in removed:
                conditions.insert(index, condition)
            self._set(tuple(conditions), focus=removed[0][0])

    def remove_all(self) -> None:
        """Show all lines, and close."""
        self._remove(range(len(self._lines.conditions)))
        self.leave()

    def leave(self) -> None:
        """Ask for nothing, and give the keyboard back to the text."""
        self._form.hide()
        self._show_count()
        self.setVisible(bool(self._chips))
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take Esc, and Ctrl+Z."""
        if event is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self._brings_back(event):
            self.bring_back()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Have Ctrl+Z mean this bar while the keyboard is in it, but for where text is typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._brings_back(event):
            event.accept()
            return True
        return super().event(event)

    # Conditions

    def _ask(self, index: int | None) -> None:
        self._changes = index
        self.show()
        before = None if index is None else self._lines.conditions[index]
        self._form.ask(before, is_first=not (self._chips if index is None else index))

    def _take(self, condition: Condition) -> None:
        conditions = list(self._lines.conditions)
        if self._changes is None or self._changes >= len(conditions):
            conditions.append(condition)
            self._lines.show_all(False)
        else:
            conditions[self._changes] = condition
        self._form.hide()
        self._set(tuple(conditions))
        self.leave()

    def _change(self, index: int, condition: Condition) -> None:
        conditions = list(self._lines.conditions)
        conditions[index] = condition
        self._set(tuple(conditions), focus=index)

    def _remove(self, indexes: range) -> None:
        conditions = self._lines.conditions
        if indexes:
            self._removed.append([(index, conditions[index]) for index in indexes])
            self._set(tuple(each for index, each in enumerate(conditions) if index not in indexes), focus=indexes[0])

    def _set(self, conditions: Conditions, focus: int | None = None) -> None:
        """Filter by these; the keyboard goes to the chip of that index, or to the button beside the last."""
        self._count.answer.wait()
        self._lines.set_conditions(conditions)
        self.show_conditions()
        if focus is not None:
            near = [*self._chips[focus : focus + 1], *self._chips[-1:], self._back if self._removed else self._add]
            near[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _brings_back(self, event: QKeyEvent) -> bool:
        focus = self.focusWidget()
        return bool(self._removed) and not isinstance(focus, QLineEdit) and event.matches(QKeySequence.StandardKey.Undo)

    # What is shown

    def show_conditions(self) -> None:
        """Make the chips anew, for the conditions that there are."""
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in (self._add, self._back):
                widget.hide()
                widget.deleteLater()  # with its chip
        conditions = self._lines.conditions
        self._chips = []
        for index, condition in enumerate(conditions):
            self._chips.append(self._chip(index, condition, len(conditions)))
            word = "or" if condition.is_alternative else "and"
            both = _joined(self._chips[-1], word if index else "")
            self._flow.addWidget(both)
            both.show()  # now, so that the keyboard can go there
        self._flow.addWidget(self._add)
        self._flow.addWidget(self._back)
        for first, second in zip([self._all, *self._chips], [*self._chips, self._add], strict=True):
            self.setTabOrder(first, second)
        self._back.setVisible(bool(self._removed))
        if self._removed:
            removed = self._removed[-1]
            only = f"“{label_text(removed[0][1].text, _LONGEST)}”"
            what = only if len(removed) == 1 else counted(len(removed), "filter")
            self._back.setText(f"↶ {what}".replace("&", "&&"))
            tip = f"Bring back what was removed (Ctrl+Z): {what}"
            self._back.setToolTip(tip)
            self._back.setAccessibleName(tip)
        self.setVisible(bool(conditions) or self._form.isVisible())
        self._show_count()

    def _chip(self, index: int, condition: Condition, count: int) -> FilterChip:
        chip = FilterChip(condition, index + 1, count)
        chip.switched.connect(lambda: self._change(index, evolve(condition, is_on=not condition.is_on)))
        chip.turn_wanted.connect(lambda: self._change(index, evolve(condition, is_negated=not condition.is_negated)))
        chip.edit_wanted.connect(lambda: self._ask(index))
        chip.removed.connect(lambda: self._remove(range(index, index + 1)))
        chip.went.connect(lambda side: self._chips[(index + side) % len(self._chips)].setFocus())
        return chip

    def _show_count(self) -> None:
        self._all.setChecked(not self._lines.shows_all)
        for part in (self._all, self._add, self._close):
            part.setVisible(bool(self._chips))
        self._say(self._lines.words())

    def _say(self, words: str) -> None:
        if words != self._count.text():
            self._count.setText(words)
            metrics = self._count.fontMetrics()
            room = metrics.horizontalAdvance("0") * _ROOM if self._chips or self._removed else self.width() - 2 * GAP
            wanted = metrics.horizontalAdvance(words) + 1
            self._count.setFixedWidth(min(wanted, max(room, 0)))
            self._count.setToolTip(words if wanted > room else "")
        self._top.setVisible(bool(words or self._chips or self._removed))


def _joined(chip: FilterChip, word: str) -> QWidget:
    """Return a chip behind the word that joins it to the one before, which stay side by side."""
    both = QWidget()
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP_SMALL)
    if word:
        layout.addWidget(PlainLabel(word))
    layout.addWidget(chip)
    return both
