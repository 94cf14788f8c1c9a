"""Stretches that were chosen of a poem, and where they stand once what lies between them is left out."""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, islice
from operator import add, sub
from typing import NamedTuple

_WORTH_PACKING = 4096  # bytes; of short lines there are many alike
_TYPES = ("H", "I", "Q")


class Runs(NamedTuple):
    """Runs of bytes: ``starts`` tells where each lies, ``places`` where it stands among all that is chosen.

    ``places`` has one more: where the last one ends.
    """

    starts: list[int]
    places: list[int]

    @classmethod
    def none(cls, place: int) -> Runs:
        """Return no runs, of which the first is going to stand at ``place``."""
        return cls([], [place])

    @property
    def stop(self) -> int:
        """Where the last one ends where it lies."""
        return self.starts[-1] + self.places[-1] - self.places[-2] if self.starts else 0

    def add(self, start: int, runs: Sequence[int]) -> None:
        """Put runs behind the others: from and up to, in turns, counted from ``start``.

        None of them touches the next; where the first lies right behind the last one here, that goes on.
        """
        begins = runs[::2]
        lengths = map(sub, runs[1::2], begins)
        if self.starts and start + begins[0] == self.stop:
            self.places[-1] += next(lengths)
            begins = begins[1:]
        self.starts.extend(map(start.__add__, begins))
        self.places.extend(islice(accumulate(lengths, initial=self.places[-1]), 1, None))

    def offset_of(self, place: int) -> int:
        """Return where the byte at ``place`` lies; one behind the last lies behind that."""
        index = min(bisect_right(self.places, place), len(self.starts)) - 1
        return self.starts[index] + place - self.places[index]

    def place_of(self, offset: int) -> int:
        """Return where the byte that lies at ``offset`` stands, or the next one that was chosen."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return self.places[0]
        return min(self.places[index] + offset - self.starts[index], self.places[index + 1])

    def between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return from where to where lies what stands from ``start`` up to ``stop``."""
        index = max(bisect_right(self.places, start) - 1, 0)
        found: list[tuple[int, int]] = []
        while index < len(self.starts) and self.places[index] < stop:
            at = self.starts[index] - self.places[index]
            found.append((at + max(start, self.places[index]), at + min(stop, self.places[index + 1])))
            index += 1
        return found

    def packed(self) -> bytes:
        """Return them in few bytes: where the first lies, how long it is, and for each other the gap before it, too."""
        lengths = [*map(sub, islice(self.places, 1, None), self.places)]
        gaps = [*map(sub, islice(self.starts, 1, None), map(add, self.starts, lengths))]
        numbers = [0] * (2 * len(lengths) - 1)
        numbers[::2], numbers[1::2] = lengths, gaps
        largest = max(numbers)
        kind = next(each for each in _TYPES if largest < 1 << 8 * array(each).itemsize)
        data = array("Q", self.starts[:1]).tobytes() + array(kind, numbers).tobytes()
        is_small = len(data) < _WORTH_PACKING
        return kind.encode() + (b"-" + data if is_small else b"z" + zlib.compress(data, 1))

    @classmethod
    def unpacked(cls, data: bytes, place: int) -> Runs:
        """Return those that :meth:`packed` gave, of which the first stands at ``place``."""
        rest = data[2:] if data[1:2] == b"-" else zlib.decompress(data[2:])
        first, numbers = array("Q"), array(chr(data[0]))
        first.frombytes(rest[: first.itemsize])
        numbers.frombytes(rest[first.itemsize :])
        lengths, gaps = numbers[::2], numbers[1::2]
        starts = [*accumulate(map(add, lengths, gaps), initial=first[0])]
        return cls(starts, [*accumulate(lengths, initial=place)])
