"""The list of highlight rules: each can be switched off and on, moved and removed, by mouse or keys."""

from __future__ import annotations

from attrs import evolve
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QListWidget, QListWidgetItem

from poetrygui.core.reading.highlight_rules import Rule, Rules, rule_words
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.reading.highlight_form import swatch

_RULE = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LONGEST = 60
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class RuleList(QListWidget):
    """Holds rules in their order; those that are checked are on."""

    changed = pyqtSignal()
    """The rules are others, or in another order."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName("highlightList")
        self.setAccessibleName("Highlight rules")
        self.setAccessibleDescription(
            "Space switches a rule off and on, Alt+Up and Alt+Down move it, Delete removes it."
        )
        self.itemChanged.connect(lambda _: self.changed.emit())

    @property
    def rules(self) -> Rules:
        """All of them."""
        items = [item for row in range(self.count()) if (item := self.item(row)) is not None]
        return tuple(_with_state(item) for item in items)

    def rule(self) -> Rule | None:
        """Return the current one."""
        item = self.currentItem()
        return None if item is None else _with_state(item)

    def add(self, rule: Rule) -> None:
        """Put a rule behind the others."""
        item = QListWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self.addItem(item)
        self._show(item, rule)

    def change(self, rule: Rule) -> None:
        """Have this one in the place of the current one."""
        item = self.currentItem()
        if item is not None:
            self._show(item, rule)

    def remove(self) -> None:
        """Remove the current one."""
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self.changed.emit()

    def move_current(self, rows: int) -> None:
        """Move the current one up or down."""
        row = self.currentRow()
        to = min(max(row + rows, 0), self.count() - 1)
        if row >= 0 and to != row:
            self.insertItem(to, self.takeItem(row))
            self.setCurrentRow(to)
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move or remove a rule, or do what a list does."""
        if event is None:
            return
        rows = _MOVES.get(Qt.Key(event.key()))
        if rows is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_current(rows)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    def _show(self, item: QListWidgetItem, rule: Rule) -> None:
        """Have an item be of that rule."""
        self.blockSignals(True)
        item.setData(_RULE, rule)
        item.setText(label_text(rule_words(rule), _LONGEST) if rule.condition.text or rule.name else "Nothing yet")
        item.setIcon(swatch(rule.colour, self.palette()))
        item.setCheckState(_CHECKED if rule.condition.is_on else _UNCHECKED)
        self.blockSignals(False)
        self.changed.emit()


def _with_state(item: QListWidgetItem) -> Rule:
    """Return an item's rule, on or off as it is checked."""
    rule: Rule = item.data(_RULE)
    return evolve(rule, condition=evolve(rule.condition, is_on=item.checkState() is _CHECKED))
