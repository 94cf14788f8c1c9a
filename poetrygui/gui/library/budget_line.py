"""What stands below the list of recordings: how much they are, and how much they may be."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.text.wording import counted, size_text
from poetrygui.gui.widgets.plain_text import ElidedLabel

_SMALLEST, _LARGEST = 0.1, 100_000.0


class BudgetLine(QWidget):
    """Shows the total, and a field for the budget in GiB."""

    wanted = pyqtSignal(object)
    """The budget is to be another: so many bytes."""

    def __init__(self, limit: int) -> None:
        """Show a budget of ``limit`` bytes."""
        super().__init__()
        self._count = self._size = self._left = 0
        self._total = ElidedLabel()
        self._total.setObjectName("recordingsTotal")
        self._field = QDoubleSpinBox()
        self._field.setObjectName("budget")
        self._field.setAccessibleName("Budget of the profile in GiB")
        self._field.setToolTip("Where there is more, the oldest go: never what runs, has a tab or is kept")
        self._field.setDecimals(1)
        self._field.setRange(_SMALLEST, _LARGEST)
        self._field.setSuffix(" GiB")
        self._field.setKeyboardTracking(False)
        label = QLabel("Keep up &to")
        label.setBuddy(self._field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._total, 1)
        layout.addWidget(label)
        layout.addWidget(self._field)
        self.show_limit(limit)
        self._field.editingFinished.connect(self._ask)

    def show_limit(self, limit: int) -> None:
        """Show a budget of so many bytes."""
        self._field.setValue(limit / GIBIBYTE)
        self._shown = self._field.value()

    def show_total(self, count: int, size: int) -> None:
        """Show that there are ``count`` recordings of ``size`` bytes together."""
        self._count, self._size = count, size
        self._show()

    def show_left(self, left: int) -> None:
        """Show that so many are still to be read."""
        self._left = left
        self._show()

    def _show(self) -> None:
        left = f" · reading {self._left:,} more …" if self._left else ""
        self._total.setText(f"{counted(self._count, 'recording')}, {size_text(self._size)}{left}")

    def _ask(self) -> None:
        # Told also when the field is only left.
        if self._field.value() != self._shown:
            self._shown = self._field.value()
            self.wanted.emit(round(self._shown * GIBIBYTE))
