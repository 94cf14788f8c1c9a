"""Where on the wire frames come, as it follows from the layout that their protocol tells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Protocol as StructuralType
from typing import TypeAlias

from poetrygui.api import Ended, Layout, Sized, VarintLed

Stretch: TypeAlias = tuple[int, int]
"""Bytes of the wire, from and up to."""

_LONGEST_VARINT = 64
"""Bytes of one; who reads no such thing has refused it by then."""


class FramePlacing(StructuralType):
    """Follows the wire of one connection and what is delivered of it, in the order in which it all comes.

    A frame's stretch begins where the one before ended. Once something came that cannot be by the layout, nothing more
    is known.
    """

    def received(self, chunk: bytes) -> None:
        """Take what came."""

    def frames(self, sizes: Sequence[int]) -> list[Stretch | None]:
        """Return the places of whole frames of so many bytes, the first of which may be the last piece of one."""

    def part(self, size: int) -> Stretch | None:
        """Return the place of a piece of a frame that is still coming."""

    def delivered(self) -> None:
        """Take notice that nothing more is made of what came."""

    def ended(self) -> None:
        """Take notice that nothing more comes: the last frame may lack what else stands behind one."""


def placing_for(layout: Layout) -> FramePlacing:
    """Return what places the frames of one connection."""
    if isinstance(layout, VarintLed):
        return PlacedByVarint()
    return PlacedBySize(layout) if isinstance(layout, Sized) else PlacedByDelimiter(layout)


class PlacedBySize:
    """Places frames one behind the other."""

    def __init__(self, layout: Sized) -> None:
        """Begin before the first byte."""
        self._layout = layout
        self._size = 0  # bytes of the wire
        self._start = 0  # where the frame at hand begins
        self._parts = 0  # bytes of it that were delivered
        self._is_over = False
        self._is_lost = False

    def received(self, chunk: bytes) -> None:
        """Count the bytes."""
        self._size += len(chunk)

    def frames(self, sizes: Sequence[int]) -> list[Stretch | None]:
        """Return where they lie."""
        if self._is_lost or not sizes:
            return [None] * len(sizes)
        layout, sizes = self._layout, [sizes[0] + self._parts, *sizes[1:]]
        if layout.has_digits:
            sizes = [size + len(str(size)) for size in sizes]
        around = layout.before + layout.behind
        ends = [*accumulate(map(around.__add__, sizes), initial=self._start)]
        if ends[-1] > self._size:
            if not self._is_over or ends[-1] - layout.behind > self._size:
                self._is_lost = True
                return [None] * len(sizes)
            ends[-1] = self._size
        self._start, self._parts = ends[-1], 0
        return [*pairwise(ends)]

    def part(self, size: int) -> Stretch | None:
        """Return where it lies; not known where its frame's size stands before it."""
        start = self._start + self._layout.before + self._parts if self._parts else self._start
        stop = self._start + self._layout.before + self._parts + size
        self._parts += size
        return None if self._is_lost or self._layout.has_digits else (start, stop)

    def delivered(self) -> None:
        """Do nothing."""

    def ended(self) -> None:
        """Let a last frame lack what stands behind it."""
        self._is_over = True


class PlacedByDelimiter:
    """Places frames by where delimiters came."""

    def __init__(self, layout: Ended) -> None:
        """Begin before the first byte."""
        self._layout = layout
        self._size = 0  # bytes of the wire
        self._is_blank = True  # whether nothing else came behind the last delimiter
        self._ends: list[int] = []  # of pieces of which a frame is to come
        self._start = 0  # where the frame at hand begins
        self._parts = 0  # bytes of it that were delivered
        self._is_lost = False

    def received(self, chunk: bytes) -> None:
        """Note where pieces end."""
        if self._is_lost:
            return
        blanks, ends, at, is_blank = self._layout.blanks, self._ends, self._size, self._is_blank
        *pieces, rest = chunk.split(self._layout.delimiter)
        for piece in pieces:
            at += len(piece) + 1
            if blanks is None or not is_blank or (piece.strip(blanks) if blanks else piece):
                ends.append(at)
            is_blank = True
        self._is_blank = is_blank and not (rest if blanks is None else rest.strip(blanks))
        self._size += len(chunk)

    def frames(self, sizes: Sequence[int]) -> list[Stretch | None]:
        """Return where they lie."""
        count = len(sizes)
        if self._is_lost or count > len(self._ends):
            self._is_lost = True
            return [None] * count
        places = [*pairwise([self._start, *self._ends[:count]])]
        if places:
            self._start, self._parts = places[-1][1], 0
            del self._ends[:count]
        return [*places]

    def part(self, size: int) -> Stretch | None:
        """Return where it lies: a piece that is told in parts is told as it came."""
        start = self._start + self._parts
        self._parts += size
        return None if self._is_lost else (start, start + size)

    def delivered(self) -> None:
        """Be lost where a piece came of which no frame was made."""
        self._is_lost = self._is_lost or bool(self._ends)
        if self._is_lost:
            self._ends.clear()

    def ended(self) -> None:
        """Let the last piece end here."""
        if not self._is_blank and not self._is_lost:
            self._ends.append(self._size)


class PlacedByVarint:
    """Places frames behind the varints that came: one may be longer than its number needs."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self._size = 0  # bytes of the wire
        self._chunk = b""  # the last of it
        self._head = b""  # the first bytes that came of the frame at hand
        self._start = 0  # where that begins
        self._parts = 0  # bytes of it that were delivered
        self._is_lost = False

    def received(self, chunk: bytes) -> None:
        """Keep it, and what the frame at hand begins with."""
        self._head += chunk[: _LONGEST_VARINT - len(self._head)]
        self._chunk = chunk
        self._size += len(chunk)

    def frames(self, sizes: Sequence[int]) -> list[Stretch | None]:
        """Return where they lie."""
        places: list[Stretch | None] = []
        for size in () if self._is_lost else sizes:
            start, header = self._start, _varint_size(self._head)
            end = start + header + self._parts + size
            if not header or end > self._size:
                self._is_lost = True
                break
            places.append((start, end))
            self._start, self._parts = end, 0
            # A frame was complete with the last chunk: the next one begins in it.
            begin = end - (self._size - len(self._chunk))
            self._head = self._chunk[begin : begin + _LONGEST_VARINT]
            self._is_lost = begin < 0
        return places + [None] * (len(sizes) - len(places))

    def part(self, size: int) -> Stretch | None:
        """Return where it lies."""
        header = _varint_size(self._head)
        start = self._start + header + self._parts if self._parts else self._start
        stop = self._start + header + self._parts + size
        self._parts += size
        return (start, stop) if header and not self._is_lost else None

    def delivered(self) -> None:
        """Do nothing."""

    def ended(self) -> None:
        """Do nothing."""


def _varint_size(head: bytes) -> int:
    """Return how many bytes the varint has that stands there; 0 where it is not all there."""
    return next((number for number, byte in enumerate(head, 1) if byte < 0x80), 0)
