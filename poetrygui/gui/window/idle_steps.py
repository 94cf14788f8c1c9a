"""What a window can be seen without, done bit by bit once it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PyQt6.QtCore import QObject, QTimer


class IdleSteps(QObject):
    """Takes one step at a time: between two of them, all that waits for the event loop has its turn."""

    def __init__(self, steps: Iterable[Callable[[], object]], parent: QObject) -> None:
        """Take the ``steps`` in their order, once :meth:`start` is called; each is asked for in its own time."""
        super().__init__(parent)
        self._steps = iter(steps)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._take)

    def start(self, milliseconds: int) -> None:
        """Take the first step after so long."""
        self._next.start(milliseconds)

    def stop(self) -> None:
        """Take no further step."""
        self._next.stop()

    def _take(self) -> None:
        step = next(self._steps, None)
        if step is not None:
            # Before the step, which may end all of this, and which may fail where the next one does not.
            self._next.start(0)
            step()
