"""Frames as a text for people: each with its time, and with the bytes of the wire in which it came."""

from __future__ import annotations

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.laid_out import Stretch
from poetrygui.recordings.rows_with_times import Column, TimeColumn

_BETWEEN = "  "


class FrameColumns:
    """Puts a time before the first row of each frame, and ``FROM-TO`` where places on the wire are told.

    So a row without either goes on with the frame before it.
    """

    def __init__(self, recording: Recording, column: Column, *, has_places: bool) -> None:
        """Have times of that ``recording`` say what ``column`` does; ``has_places`` is whether places are told."""
        self._times = TimeColumn(recording, column)
        self._width = 2 * len(str(recording.wire_size)) + 1 if has_places else 0
        self._blank = self._times.none + self._place(None)

    def frame(self, data: bytes, time: int, since: int, wire: Stretch | None) -> bytes:
        """Return the rows of a frame, which is ``data``, that came at ``time``, in µs, ``since`` µs after the last one.

        It lies on the wire at ``wire``, if that is known.
        """
        return self._times.of(time, since) + self._place(wire) + self._rows(data)

    def rest(self, data: bytes) -> bytes:
        """Return the rows of what is no frame, or none yet."""
        return self._blank + self._rows(data)

    def _place(self, wire: Stretch | None) -> bytes:
        if not self._width:
            return b""
        place = "" if wire is None else f"{wire[0]}-{wire[1]}"
        return (place.rjust(self._width) + _BETWEEN).encode()

    def _rows(self, data: bytes) -> bytes:
        return data.removesuffix(b"\n").replace(b"\n", b"\n" + self._blank) + b"\n"
