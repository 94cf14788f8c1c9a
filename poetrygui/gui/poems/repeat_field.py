"""Doing something again and again: every how many milliseconds, and whether."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

SHORTEST, LONGEST, FIRST = 10, 3_600_000, 1000
"""Milliseconds."""


class RepeatField(QWidget):
    """A box to be checked, and a number of milliseconds beside it. It stops where what is done says that it failed."""

    def __init__(self, do: Callable[[], bool]) -> None:
        """Do nothing before it is checked; ``do`` returns whether it could be done."""
        super().__init__()
        self._do = do
        self.box = QCheckBox("Ever&y")
        self.box.setObjectName("repeatSending")
        self.box.setToolTip("Send what is in the line, or else what was sent last, again and again")
        self.every = QSpinBox()
        self.every.setObjectName("repeatEvery")
        self.every.setAccessibleName("Milliseconds between two messages")
        self.every.setRange(SHORTEST, LONGEST)
        self.every.setSuffix(" ms")
        self.every.setKeyboardTracking(False)
        self.every.setValue(FIRST)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addWidget(self.every)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._again)
        self.box.toggled.connect(self._begin_or_stop)
        self.every.valueChanged.connect(self._timer.setInterval)

    def stop(self) -> None:
        """Do it no more."""
        self.box.setChecked(False)

    def _begin_or_stop(self, wanted: bool) -> None:
        self._timer.stop()
        if wanted:
            self._timer.start(self.every.value())
            self._again()

    def _again(self) -> None:
        if not self._do():
            self.stop()
