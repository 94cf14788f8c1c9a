"""Stretches that were chosen of a poem, and where they stand once what lies between them is left out."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from operator import sub

from poetrygui.core.extras import NUMPY

_WORTH_PACKING = 4096  # bytes; of short lines there are many alike
_TYPES = ("H", "I", "Q")


class Runs:
    """Runs of bytes, none of which touches the next: where each lies, and where it stands among all that is chosen."""

    __slots__ = ("_edges", "_looked_up", "_place", "stop_place")

    def __init__(self, place: int, edges: Sequence[int] = ()) -> None:
        """Begin with those that lie from and up to ``edges``, in turns; the first stands at ``place``."""
        self._place = place
        self._edges = array("q", edges)
        self.stop_place = place + sum(self._edges[1::2]) - sum(self._edges[::2])
        """Where the last one ends where it stands."""
        self._looked_up: tuple[list[int], list[int]] | None = None  # where each lies, and stands

    def __bool__(self) -> bool:
        """Tell whether there are any."""
        return bool(self._edges)

    @property
    def edges(self) -> list[int]:
        """From where to where they lie, in turns."""
        return self._edges.tolist()

    @property
    def stop(self) -> int:
        """Where the last one ends where it lies."""
        return self._edges[-1] if self._edges else 0

    def add(self, start: int, runs: Sequence[int]) -> None:
        """Put runs behind the others: from and up to, in turns, counted from ``start``.

        None of them touches the next; where the first lies right behind the last one here, that goes on.
        """
        edges = self._edges
        if edges and start + runs[0] == edges[-1]:
            edges.pop()
            self.stop_place += runs[1] - runs[0]
            edges.append(start + runs[1])
            runs = runs[2:]
        numpy = NUMPY.if_read
        if numpy is None or not isinstance(runs, array):
            edges.extend(map(start.__add__, runs))
            self.stop_place += sum(runs[1::2]) - sum(runs[::2])
        elif runs:
            numbers = numpy.frombuffer(runs, dtype=numpy.int64)
            edges.frombytes((numbers + start).tobytes())
            self.stop_place += int(numbers[1::2].sum() - numbers[::2].sum())
        self._looked_up = None

    def offset_of(self, place: int) -> int:
        """Return where the byte at ``place`` lies; one behind the last lies behind that."""
        starts, places = self._lookup
        index = min(bisect_right(places, place), len(starts)) - 1
        return starts[index] + place - places[index]

    def place_of(self, offset: int) -> int:
        """Return where the byte that lies at ``offset`` stands, or the next one that was chosen."""
        starts, places = self._lookup
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return places[0]
        return min(places[index] + offset - starts[index], places[index + 1])

    def between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return from where to where lies what stands from ``start`` up to ``stop``."""
        starts, places = self._lookup
        index = max(bisect_right(places, start) - 1, 0)
        found: list[tuple[int, int]] = []
        while index < len(starts) and places[index] < stop:
            at = starts[index] - places[index]
            found.append((at + max(start, places[index]), at + min(stop, places[index + 1])))
            index += 1
        return found

    def packed(self) -> bytes:
        """Return them in few bytes: where the first lies, how long it is, and for each other the gap before it, too."""
        edges = self._edges
        if (numpy := NUMPY.if_read) is None:
            numbers = array("q", map(sub, islice(edges, 1, None), edges))
            kind = _type_for(max(numbers))
            data = edges[:1].tobytes() + array(kind, numbers).tobytes()
        else:
            steps = numpy.diff(numpy.frombuffer(edges, dtype=numpy.int64))
            kind = _type_for(int(steps.max()))
            data = edges[:1].tobytes() + steps.astype(kind).tobytes()
        is_small = len(data) < _WORTH_PACKING
        return kind.encode() + (b"-" + data if is_small else b"z" + zlib.compress(data, 1))

    @classmethod
    def unpacked(cls, data: bytes, place: int) -> Runs:
        """Return those that :meth:`packed` gave, of which the first stands at ``place``."""
        rest = data[2:] if data[1:2] == b"-" else zlib.decompress(data[2:])
        first, numbers = array("q"), array(chr(data[0]))
        first.frombytes(rest[: first.itemsize])
        numbers.frombytes(rest[first.itemsize :])
        return cls(place, [*accumulate(numbers, initial=first[0])])

    @property
    def _lookup(self) -> tuple[list[int], list[int]]:
        if self._looked_up is None:
            starts = self._edges[::2].tolist()
            lengths = map(sub, self._edges[1::2], starts)
            self._looked_up = starts, [*accumulate(lengths, initial=self._place)]
        return self._looked_up


def _type_for(largest: int) -> str:
    """Return the smallest type of arrays that has room for a number."""
    return next(each for each in _TYPES if largest < 1 << 8 * array(each).itemsize)
