"""Work that is done a step at a time, so that all else in the window has its turn between two of them."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal


class TurnByTurn(QObject):
    """Takes steps, each in a turn of the event loop of its own.

    Timers alone do not see to that: one that is started in a turn may be due in the same, if that takes long.
    """

    _in_next_turn = pyqtSignal()

    def __init__(self, step: Callable[[], bool], parent: QObject) -> None:
        """Take a ``step`` after the other once :meth:`start` is called, as long as they return that there is more."""
        super().__init__(parent)
        self._step = step
        self._after = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._take)
        self._in_next_turn.connect(self._begin_turn, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]  # PyQt6's own
        self.is_active = False
        """Whether a step is to come."""

    def start(self, milliseconds: int = 0) -> None:
        """Take the next step after so long, and not in this turn."""
        self._after = milliseconds
        self._timer.stop()
        self.is_active = True
        self._in_next_turn.emit()

    def stop(self) -> None:
        """Take no further step."""
        self.is_active = False
        self._timer.stop()

    def _begin_turn(self) -> None:
        if self.is_active and not self._timer.isActive():
            self._timer.start(self._after)

    def _take(self) -> None:
        self.is_active = False
        if self._step():
            self.start()
