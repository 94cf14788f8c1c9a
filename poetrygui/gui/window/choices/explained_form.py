"""A form whose every field is explained in a sentence below it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QFont, QPalette
from PyQt6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from poetrygui.gui.widgets.plain_text import PlainLabel

_LARGER = 1.1
_BETWEEN_PARTS, _BETWEEN_FIELDS, _BELOW_FIELD = 14, 8, 2


class ExplainedForm(QWidget):
    """Has parts with headings, and in each of them fields with their labels and sentences."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(_BELOW_FIELD)
        self._grid.setColumnStretch(1, 1)

    def add_part(self, title: str) -> None:
        """Begin a part below those that there are."""
        heading = PlainLabel(title)
        font = QFont(heading.font())
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        self._leave(_BETWEEN_PARTS if self._grid.rowCount() > 1 else 0)
        self._grid.addWidget(heading, self._grid.rowCount(), 0, 1, 2)

    def add_field(self, name: str, label: str, field: QWidget, sentence: str) -> None:
        """Add a ``field`` with its object ``name``, the ``label`` beside it, and the ``sentence`` that explains it."""
        field.setObjectName(name)
        field.setAccessibleDescription(sentence)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.installEventFilter(self)
        self._leave(_BETWEEN_FIELDS)
        row = self._grid.rowCount()
        if isinstance(field, QCheckBox):
            field.setText(label)
        else:
            text = QLabel(label)
            text.setBuddy(field)
            field.setAccessibleName(label.replace("&", ""))
            self._grid.addWidget(text, row, 0)
        self._grid.addWidget(field, row, 1)
        explained = PlainLabel(sentence)
        explained.setWordWrap(True)
        explained.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._grid.addWidget(explained, row + 1, 1, Qt.AlignmentFlag.AlignTop)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Have the wheel scroll the form, and change no value on its way but that of the field with the keyboard."""
        is_on_the_way = isinstance(watched, QWidget) and not watched.hasFocus()
        if event is not None and event.type() == QEvent.Type.Wheel and is_on_the_way:
            event.ignore()
            return True
        return False

    def finish(self) -> None:
        """Leave what room there is below all of it."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _leave(self, room: int) -> None:
        self._grid.setRowMinimumHeight(self._grid.rowCount(), room)
