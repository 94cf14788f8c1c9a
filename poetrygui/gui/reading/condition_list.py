"""A list of what has a condition: each can be switched off and on, moved and removed, by mouse or keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from attrs import evolve
from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QIcon, QKeyEvent
from PyQt6.QtWidgets import QListWidget, QListWidgetItem

from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.core.reading.triggers import Trigger

Listed = TypeVar("Listed", Rule, Trigger)

_LISTED = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Look(NamedTuple):
    """What a row shows."""

    text: str
    icon: QIcon | None = None


class ConditionList(QListWidget, Generic[Listed]):
    """Holds rules or triggers in their order; those that are checked are on."""

    changed = pyqtSignal()
    """They are others, or in another order."""

    def __init__(self, name: str, spoken: str, one: str, look_of: Callable[[Listed], Look]) -> None:
        """Begin empty. ``name`` is the object's, ``spoken`` what is heard of it, and ``one`` what each of them is.

        ``look_of`` returns what is shown of one.
        """
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setAccessibleDescription(
            f"Space switches a {one} off and on, Alt+Up and Alt+Down move it, Delete removes it."
        )
        self._look_of: Callable[[Listed], Look] = look_of
        self.itemChanged.connect(lambda _: self.changed.emit())

    @property
    def listed(self) -> tuple[Listed, ...]:
        """All of them."""
        return tuple(map(self._with_state, self._items()))

    def current(self) -> Listed | None:
        """Return the current one."""
        item = self.currentItem()
        return None if item is None else self._with_state(item)

    def add(self, listed: Listed) -> None:
        """Put one behind the others."""
        item = QListWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        self.addItem(item)
        self._show(item, listed)

    def change(self, listed: Listed) -> None:
        """Have this one in the place of the current one."""
        item = self.currentItem()
        if item is not None:
            self._show(item, listed)

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
        """Move or remove one, or do what a list does."""
        if event is None:
            return
        rows = _MOVES.get(Qt.Key(event.key()))
        if rows is not None and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.move_current(rows)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent | None) -> None:
        """Draw their icons in the colours of another palette."""
        super().changeEvent(event)
        if event is not None and event.type() == QEvent.Type.PaletteChange:
            for item in self._items():
                self._show_icon(item, self._look_of(item.data(_LISTED)))

    def _items(self) -> list[QListWidgetItem]:
        return [item for row in range(self.count()) if (item := self.item(row)) is not None]

    def _show_icon(self, item: QListWidgetItem, look: Look) -> None:
        if look.icon is not None:
            before = self.blockSignals(True)
            item.setIcon(look.icon)
            self.blockSignals(before)

    def _show(self, item: QListWidgetItem, listed: Listed) -> None:
        """Have an item be of that one."""
        look = self._look_of(listed)
        self.blockSignals(True)
        item.setData(_LISTED, listed)
        item.setText(look.text)
        self._show_icon(item, look)
        item.setCheckState(_CHECKED if listed.condition.is_on else _UNCHECKED)
        self.blockSignals(False)
        self.changed.emit()

    def _with_state(self, item: QListWidgetItem) -> Listed:
        """Return what is in an item, on or off as it is checked."""
        listed: Listed = item.data(_LISTED)
        return evolve(listed, condition=evolve(listed.condition, is_on=item.checkState() is _CHECKED))
