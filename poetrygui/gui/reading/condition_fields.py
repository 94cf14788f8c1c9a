"""The fields that the forms of highlight rules and of triggers have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from poetrygui.core.text.display_text import label_text
from poetrygui.gui.widgets.tokens import GAP_WIDE

LONGEST = 1000
"""Characters that are looked for."""
LONGEST_NAME = 60

_NO_LETTERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class ServerChoice(QComboBox):
    """Chooses a server by its id, or all of them by an empty one."""

    def __init__(self, servers: Mapping[str, str]) -> None:
        """Offer ``servers``, names by ids."""
        super().__init__()
        for server, name in {"": "All streams", **servers}.items():
            self.addItem(label_text(name, LONGEST_NAME) or "A server without a name", server)

    def choose(self, server: str) -> None:
        """Choose the server of that id, which may have left the list."""
        if self.findData(server) < 0:
            self.addItem("A server that is not in the list", server)
        self.setCurrentIndex(self.findData(server))


def text_line(name: str, placeholder: str, longest: int) -> QLineEdit:
    """Return a line of that ``name`` for up to ``longest`` characters, which tells by ``placeholder`` what to type."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setPlaceholderText(placeholder)
    line.setAccessibleName(placeholder)
    line.setMaxLength(longest)
    return line


def named_box(name: str, text: str) -> QCheckBox:
    """Return a box of that name, with the text beside it."""
    box = QCheckBox(text)
    box.setObjectName(name)
    return box


def side_by_side(fields: Iterable[QWidget]) -> QHBoxLayout:
    """Return a row of fields, each as wide as it needs to be."""
    row = QHBoxLayout()
    row.setSpacing(GAP_WIDE)  # more than between a box and what it is called
    for field in fields:
        row.addWidget(field)
    row.addStretch(1)
    return row


def is_letter(event: QKeyEvent) -> bool:
    """Tell whether a key is one that a line takes as text."""
    return event.text().isprintable() and bool(event.text()) and not event.modifiers() & _NO_LETTERS


class ConditionForm(QWidget):
    """A form with a line for what is looked for, which letters on its boxes go to as well."""

    def __init__(self, name: str, placeholder: str) -> None:
        """Have a line of that ``name``, which tells by ``placeholder`` what to type."""
        super().__init__()
        self.looked_for = text_line(name, placeholder, LONGEST)
        """The line for what is looked for."""

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Take what is typed on a box, to which a key has led to check it, as text that is looked for."""
        if event is not None and is_letter(event) and isinstance(self.focusWidget(), QCheckBox):
            self.looked_for.setFocus(Qt.FocusReason.OtherFocusReason)
            self.looked_for.insert(event.text())
            self.looked_for.textEdited.emit(self.looked_for.text())  # which Qt does for its own keys alone
        else:
            super().keyPressEvent(event)

    def take_keyboard(self) -> None:
        """Have the text typed that is looked for."""
        self.looked_for.setFocus(Qt.FocusReason.OtherFocusReason)
        self.looked_for.selectAll()
