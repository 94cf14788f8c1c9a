"""Looking for the next torn frame of a recording, of any size, without holding the window."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from poetrygui.recordings.ruler_model import RulerModel

_SLICE = 0.004  # seconds at a time: a quarter of a frame of the screen


class TornSearch(QObject):
    """Goes through the chunks in turns of the event loop."""

    found = pyqtSignal(object, object, object)
    """The place, twice, since no byte is in it; and the number of the frame torn there, once that is complete."""
    problem = pyqtSignal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._places: Iterator[int | None] = iter(())
        self._model: RulerModel | None = None
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)

    def begin(self, model: RulerModel, offset: int) -> None:
        """Look for the first one behind a byte; what was looked for before is given up."""
        self._model, self._places = model, model.find_torn(offset)
        self._go_on()

    def stop(self) -> None:
        """Look no further."""
        self._next.stop()

    def _go_on(self) -> None:
        end = perf_counter() + _SLICE
        try:
            for place in self._places:
                if place is not None:
                    self.found.emit(place, place, self._frame_at(place))
                    return
                if perf_counter() >= end:
                    self._next.start(0)
                    return
        except OSError as error:
            self.problem.emit(f"The recording cannot be read from disk: {error.strerror or error}.")
            return
        self.problem.emit("No chunk after this place is known to end inside a frame.")

    def _frame_at(self, place: int) -> int | None:
        bar = None if self._model is None else self._model.frame_at(place)
        return bar.number if bar is not None and bar.exact and bar.start < place < bar.stop else None
