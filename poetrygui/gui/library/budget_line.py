"""What stands below the list of recordings: how much they are, and how much they may be."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.core.text.wording import counted, size_text
from poetrygui.gui.widgets.gibibytes_field import gibibytes_field
from poetrygui.gui.widgets.plain_text import ElidedLabel

_SMALLEST = 0.1


class BudgetLine(QWidget):
    """Shows the total, and fields for the budget and for the most that one recording may take, both in GiB."""

    wanted = pyqtSignal(object)
    """The budget is to be another: so many bytes."""

    limit_wanted = pyqtSignal(object)
    """One recording is to take so many bytes at most."""

    def __init__(self, limit: int, recording_limit: int) -> None:
        """Show a budget of ``limit`` bytes, of which one recording may take ``recording_limit``."""
        super().__init__()
        self._count = self._size = self._left = 0
        self._total = ElidedLabel()
        self._total.setObjectName("recordingsTotal")
        self._field = gibibytes_field(_SMALLEST)
        self._field.setObjectName("budget")
        self._field.setAccessibleName("Budget of the profile in GiB")
        self._field.setToolTip("Where there is more, the oldest go: never what runs, has a tab or is kept")
        label = QLabel("Keep up &to")
        label.setBuddy(self._field)
        self._most = gibibytes_field(_SMALLEST)
        self._most.setObjectName("recordingLimit")
        self._most.setAccessibleName("The most that one recording keeps, in GiB")
        self._most.setToolTip(
            "Of one that grows larger, what came first is dropped as it runs, and that is said: of those that begin "
            "from now on, where the server has no limit of its own"
        )
        most_label = QLabel("of one &up to")
        most_label.setBuddy(self._most)
        self._most.setValue(recording_limit / GIBIBYTE)
        self._most.valueChanged.connect(self._ask_for_limit)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._total, 1)
        for widget in (label, self._field, most_label, self._most):
            layout.addWidget(widget)
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

    def _ask_for_limit(self, value: float) -> None:
        self.limit_wanted.emit(round(value * GIBIBYTE))

    def _ask(self) -> None:
        # Told also when the field is only left.
        if self._field.value() != self._shown:
            self._shown = self._field.value()
            self.wanted.emit(round(self._shown * GIBIBYTE))
