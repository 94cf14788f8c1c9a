"""A poem as text with a column of times: each row has that of the chunk that brought it."""

from __future__ import annotations

import enum
from collections.abc import Iterator

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text

READ_BLOCK = 1024 * 1024
"""Bytes of rows that are read at a time."""

_LONGEST_WAIT = 13  # characters
_BETWEEN = "  "


class Column(enum.StrEnum):
    """What the times beside the rows say."""

    START = "start"  # since the recording began
    DAY = "day"  # what the clock on the wall showed
    FRAME = "frame"  # since the row before


def timed_rows(
    poem: StoredPoem, recording: Recording, column: Column, span: tuple[int, int] | None = None
) -> Iterator[bytes]:
    """Give the rows of ``poem``, of which that is the recording, each with its time in ``column`` before it.

    They are all, or those of the bytes of a ``span``. What came at a time that is not known has none. Raises OSError.
    """
    times = TimeColumn(recording, column)
    if poem.dropped and span is None:
        yield f"{dropped_sentence(poem.dropped)}\n".encode()
    position, size = (poem.start, poem.size) if span is None else (max(span[0], poem.start), min(span[1], poem.size))
    before, begins_row = 0, True
    for chunk in recording.deliveries(0 if span is None else max(position - 1, 0)):
        if chunk.rows_before >= size:
            break
        if chunk.rows_after <= position:
            before = chunk.time if chunk.rows_after > chunk.rows_before else before
            continue
        if chunk.rows_before > position:
            # The log is damaged there.
            yield from _rows(poem, position, chunk.rows_before, times.none, begins_row=begins_row)
            begins_row = poem.read(chunk.rows_before - 1, chunk.rows_before) == b"\n"
        position = max(position, chunk.rows_before)
        stop = min(chunk.rows_after, size)
        if position >= stop:
            continue
        first, later = times.of(chunk.time, chunk.time - before), times.of(chunk.time, 0)
        for block in _rows(poem, position, stop, later, begins_row=False):
            yield first + block if begins_row else block
            begins_row = False
        begins_row = poem.read(stop - 1, stop) == b"\n"
        position, before = stop, chunk.time
    yield from _rows(poem, position, size, times.none, begins_row=begins_row)


def _rows(poem: StoredPoem, start: int, stop: int, beside: bytes, *, begins_row: bool) -> Iterator[bytes]:
    """Give rows with ``beside`` before each that begins among them, and the first as ``begins_row`` tells."""
    for at in range(start, stop, READ_BLOCK):
        data = poem.read(at, min(at + READ_BLOCK, stop))
        ends_row = data.endswith(b"\n")
        told = (data[:-1] if ends_row else data).replace(b"\n", b"\n" + beside) + (b"\n" if ends_row else b"")
        yield beside + told if begins_row else told
        begins_row = ends_row


class TimeColumn:
    """Puts times into a column whose width is that of the longest."""

    def __init__(self, recording: Recording, column: Column) -> None:
        """Have it say of that recording what ``column`` does."""
        self._column = column
        self._clock = recording.info.clock
        widths = {Column.START: len(since_start_text(recording.sums.time)), Column.FRAME: _LONGEST_WAIT}
        self._width = widths.get(column, len(of_day_text(0, 0)))
        self.none = self._beside("")
        """The column where no time is known, or wanted."""

    def of(self, time: int, since: int) -> bytes:
        """Return what stands beside a row that came at ``time``, and ``since`` µs after the one before it."""
        if self._column is Column.START:
            return self._beside(since_start_text(time))
        return self._beside(of_day_text(self._clock, time) if self._column is Column.DAY else wait_text(since))

    def _beside(self, text: str) -> bytes:
        return (text.rjust(self._width) + _BETWEEN).encode()
