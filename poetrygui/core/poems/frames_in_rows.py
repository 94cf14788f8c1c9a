"""Where frames lie in the rows of a poem, by its borders alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from poetrygui.core.poems.rows import ADDED, FRAME, LINES
from poetrygui.core.poems.stored_poem import StoredPoem


class FrameInRows(NamedTuple):
    """Bytes ``start`` to ``stop`` of the rows are a frame; at ``following`` begins the next one."""

    start: int
    stop: int
    following: int


class Stretch(NamedTuple):
    """Bytes ``start`` to ``stop`` of the rows: those of a ``frame``, or lines of which each is a frame."""

    start: int
    stop: int
    frame: FrameInRows | None


def stretches_in_rows(poem: StoredPoem, start: int, stop: int) -> Iterator[Stretch]:
    """Give what ``poem`` has of the rows from byte ``start`` up to ``stop``, at which lines begin: lines, or a frame.

    The first and the last frame may reach beyond them. Raises OSError.
    """
    borders = chain(poem.borders.read_at(start), [(poem.size, FRAME)])
    for (offset, kind), (end, following) in pairwise(borders):
        if offset >= stop:
            return
        if kind == FRAME and end > start:
            yield Stretch(offset, end, FrameInRows(offset, end, end + (following == ADDED)))
        elif kind == LINES:
            yield Stretch(max(offset, start), min(end, stop), None)


def frames_in_rows(poem: StoredPoem, start: int, stop: int) -> Iterator[FrameInRows]:
    """Give the frames of ``poem`` that have any of the rows from byte ``start`` up to ``stop``, at which lines begin.

    The first and the last may reach beyond them. Raises OSError.
    """
    for stretch in stretches_in_rows(poem, start, stop):
        if stretch.frame is None:
            yield from frames_of_lines(poem.read(stretch.start, stretch.stop), stretch.start)
        else:
            yield stretch.frame


def frames_of_lines(data: bytes, start: int) -> Iterator[FrameInRows]:
    """Give the frames of ``data``, in which each line ends one, and which stand at byte ``start`` of the rows."""
    place = 0
    while (newline := data.find(b"\n", place)) >= 0:
        yield FrameInRows(start + place, start + newline, start + newline + 1)
        place = newline + 1
    if place < len(data):
        yield FrameInRows(start + place, start + len(data), start + len(data))
