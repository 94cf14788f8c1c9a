"""What is different between two framings of one wire, by where their frames end on it.

Equal ends agree. Whatever lies between two places where both agree, and is not the same frames, is one hunk. Frames
repeat, so their contents align nothing; and ends are numbers that grow, so one pass is enough, a window at a time.
"""

from __future__ import annotations

import enum
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress, count
from operator import ne, sub

from attrs import field, frozen

# Frames of each side that are looked at together: as many as take a few MiB as sets of numbers.
WINDOW = 32 * 1024

# Of these, frames that are compared at a glance, where not all are the same.
PIECE = 256

# How frames lie between two places where both sides end one: one on each side, or as many at one byte, or else.
_SINGLE, _OTHER, _SEVERAL = 0, 1, 2
_RUN = re.compile(rb"\x00+|[\x01\x03]+|\x02")


class HunkKind(enum.StrEnum):
    """In what two framings differ."""

    CUT = "cut"  # frames end elsewhere
    VALUE = "value"  # frames end at the same bytes, and say something else


@frozen
class Hunk:
    """Frames ``ours`` and ``theirs`` (from, up to) are what each side makes of the wire's bytes ``wire``."""

    kind: HunkKind
    wire: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]


@frozen(eq=False)
class Ends:
    """Where frames end on the wire: ascending, one after the other. ``values`` are digests of what each frame says."""

    ends: array[int] = field(factory=lambda: array("Q"))
    values: array[int] = field(factory=lambda: array("q"))


def hunks(ours: Iterable[Ends], theirs: Iterable[Ends], wire_size: int) -> Iterator[Hunk | None]:
    """Give the differences, from the wire's first byte to its last, and None for each block that was taken in.

    ``ours`` and ``theirs`` are blocks of where frames end on either side, and the wire is ``wire_size`` bytes long.
    What comes on each side is taken as it is needed; a block may be empty.
    """
    sides = _Side(ours), _Side(theirs)
    found = _Found()
    while True:
        for side in sides:
            while side.needs_more:
                side.take_in()
                yield None
        limit = min((side.known_to for side in sides if not side.is_over), default=None)
        if limit is None and not (len(sides[0]) or len(sides[1])):
            break
        first = tuple(side.first for side in sides)
        a, b = (side.take(limit) for side in sides)
        for before_a, before_b, piece_a, piece_b in [(0, 0, a, b)] if a.ends == b.ends else _pieces(a, b):
            if piece_a.ends != piece_b.ends:
                yield from _compare(found, first[0] + before_a, piece_a, first[1] + before_b, piece_b)
            elif piece_a.ends:
                yield from found.agree(first[0] + before_a, first[1] + before_b, piece_a, piece_b)
    yield from found.end(wire_size, sides[0].first, sides[1].first)


class _Side:
    """The frames of one framing that wait to be compared."""

    def __init__(self, blocks: Iterable[Ends]) -> None:
        self.first = 0  # the number of the first one that waits
        self.is_over = False
        self._blocks = iter(blocks)
        self._ends = array("Q")
        self._values = array("q")

    def __len__(self) -> int:
        return len(self._ends)

    @property
    def needs_more(self) -> bool:
        """Whether there is too little to be compared."""
        return not self.is_over and (len(self._ends) < WINDOW or self._ends[0] == self._ends[-1])

    def take_in(self) -> None:
        """Take in one more block, if there is one."""
        block = next(self._blocks, None)
        if block is None:
            self.is_over = True
        else:
            self._ends += block.ends
            self._values += block.values

    @property
    def known_to(self) -> int:
        """The byte up to which all ends are known: more frames may end at the last one."""
        return self._ends[-1] - 1

    def take(self, limit: int | None) -> Ends:
        """Return those that end up to a byte, or all; they wait no more."""
        count = len(self._ends) if limit is None else bisect_right(self._ends, limit)
        taken = Ends(self._ends[:count], self._values[:count])
        del self._ends[:count]
        del self._values[:count]
        self.first += count
        return taken


class _Found:
    """What is known so far: where both sides agreed last, and the difference that is open since."""

    def __init__(self) -> None:
        self._agreed = 0, 0, 0  # the byte, and the frames of each side up to it
        self._open: Hunk | None = None

    def agree(self, first_a: int, first_b: int, a: Ends, b: Ends) -> Iterator[Hunk]:
        """Take frames that end at the same bytes on both sides; those before them are of the open difference."""
        if self._agreed[1:] != (first_a, first_b):
            # The first frame ends where the other side's does, and begins elsewhere.
            yield from self.differ(HunkKind.CUT, (a.ends[0], first_a + 1, first_b + 1))
            rest_a, rest_b = Ends(a.ends[1:], a.values[1:]), Ends(b.ends[1:], b.values[1:])
            if rest_a.ends:
                yield from self.agree(first_a + 1, first_b + 1, rest_a, rest_b)
            return
        yield from self._close() if a.values == b.values else self._compare_values(first_a, first_b, a, b)
        self._agreed = a.ends[-1], first_a + len(a.ends), first_b + len(b.ends)

    def differ(self, kind: HunkKind, until: tuple[int, int, int]) -> Iterator[Hunk]:
        """Take it that both sides agree again ``until`` a byte, up to which they have so many frames, not the same."""
        before, self._agreed = self._agreed, until
        if self._open is not None and self._open.kind is kind:
            begun = self._open
            before = begun.wire[0], begun.ours[0], begun.theirs[0]
        else:
            yield from self._close()
        self._open = Hunk(kind, (before[0], until[0]), (before[1], until[1]), (before[2], until[2]))

    def end(self, wire_size: int, count_a: int, count_b: int) -> Iterator[Hunk]:
        """Give what is open when both sides have no more frames."""
        if self._agreed[1:] != (count_a, count_b):
            yield from self.differ(HunkKind.CUT, (wire_size, count_a, count_b))
        yield from self._close()

    def _compare_values(self, first_a: int, first_b: int, a: Ends, b: Ends) -> Iterator[Hunk]:
        others = bytes(map(ne, a.values, b.values))
        for _start, stop, is_other in _runs(others):
            until = a.ends[stop - 1], first_a + stop, first_b + stop
            if is_other:
                yield from self.differ(HunkKind.VALUE, until)
            else:
                yield from self._close()
                self._agreed = until

    def _close(self) -> Iterator[Hunk]:
        if self._open is not None:
            yield self._open
            self._open = None


def _pieces(a: Ends, b: Ends) -> Iterator[tuple[int, int, Ends, Ends]]:
    """Give frames of both sides that end up to the same byte, a few at a time, and how many of each side come before.

    Most of them are the same where only some frames end elsewhere; so much is seen at a glance.
    """
    at_a = at_b = 0
    while at_a < len(a.ends) or at_b < len(b.ends):
        stop_a, stop_b = at_a + PIECE, len(b.ends)
        if stop_a < len(a.ends):
            limit = a.ends[stop_a - 1]
            stop_a, stop_b = bisect_right(a.ends, limit, stop_a), bisect_right(b.ends, limit, at_b)
        yield (
            at_a,
            at_b,
            Ends(a.ends[at_a:stop_a], a.values[at_a:stop_a]),
            Ends(b.ends[at_b:stop_b], b.values[at_b:stop_b]),
        )
        at_a, at_b = stop_a, stop_b


def _compare(found: _Found, first_a: int, a: Ends, first_b: int, b: Ends) -> Iterator[Hunk]:
    """Compare frames that do not all end at the same bytes."""
    common = set(a.ends).intersection(b.ends)
    places_a, places_b = _last_places(a.ends, common), _last_places(b.ends, common)
    ways = _ways(places_a, places_b)
    at_a = at_b = 0  # how many of each side are compared
    for _start, stop, way in _runs(ways):
        stop_a, stop_b = places_a[stop - 1] + 1, places_b[stop - 1] + 1
        # Several frames may end at one byte.
        if way == _SINGLE or (way == _SEVERAL and a.ends[at_a:stop_a] == b.ends[at_b:stop_b]):
            ours = Ends(a.ends[at_a:stop_a], a.values[at_a:stop_a])
            theirs = Ends(b.ends[at_b:stop_b], b.values[at_b:stop_b])
            yield from found.agree(first_a + at_a, first_b + at_b, ours, theirs)
        else:
            yield from found.differ(HunkKind.CUT, (a.ends[stop_a - 1], first_a + stop_a, first_b + stop_b))
        at_a, at_b = stop_a, stop_b


def _last_places(ends: array[int], common: set[int]) -> list[int]:
    """Return where each of the common ends stands last, in their order."""
    places = list(compress(count(), map(common.__contains__, ends)))
    if len(places) == len(common):
        return places
    return list({ends[place]: place for place in places}.values())


def _ways(places_a: list[int], places_b: list[int]) -> bytes:
    """Return how the frames lie between each common end and the one before: a byte for each."""
    # All of it without a step of Python's own for each frame.
    counts_a, counts_b = (list(map(sub, places, [-1, *places])) for places in (places_a, places_b))
    are_other = int.from_bytes(bytes(map(ne, counts_a, counts_b)))
    are_several = int.from_bytes(bytes(map((1).__lt__, counts_a)))
    return (are_other * _OTHER | are_several * _SEVERAL).to_bytes(len(places_a))


def _runs(ways: bytes) -> Iterator[tuple[int, int, int]]:
    """Give each stretch of equal ways: where it begins and ends, and the way; _SEVERAL comes one by one."""
    for match in _RUN.finditer(ways):
        yield match.start(), match.end(), ways[match.start()]
