"""What is different between two framings of one wire, by where their frames end on it.

Equal ends agree. Whatever lies between two places where both agree, and is not the same frames, is one hunk. Frames
repeat, so their contents align nothing; and ends are numbers that grow, so one pass is enough, a window at a time.
"""

from __future__ import annotations

import enum
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import ne, sub

from attrs import field, frozen

# Frames of each side that are looked at together: as many as take a few MiB as sets of numbers.
WINDOW = 32 * 1024

# Of these, frames that are compared at a glance, where not all are the same.
PIECE = 256

# How frames lie between two places where both sides end one: one on each side, or as many at one byte, or else.
_SINGLE, _OTHER, _SEVERAL = 0, 1, 2
# How two frames of the same place stand to each other.
_SAME, _OTHER_END, _OTHER_VALUE = 0, 1, 4
_RUN = re.compile(rb"\x00+|[\x01\x03]+|\x02|\x04+")


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

    def some(self, start: int, stop: int) -> Ends:
        """Return those from one place up to another."""
        return Ends(self.ends[start:stop], self.values[start:stop])


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
        self.agreed = 0, 0, 0
        """The byte up to which frames were compared, and the frames of each side up to it."""
        self._kind: HunkKind | None = None  # of the difference that is open, if one is
        self._begun = 0, 0, 0  # where it begins, and ends with what was compared last

    def agree(self, first_a: int, first_b: int, a: Ends, b: Ends) -> Iterator[Hunk]:
        """Take frames that end at the same bytes on both sides; those before them are of the open difference."""
        start = 0
        if self.agreed[1:] != (first_a, first_b):
            # The first frame ends where the other side's does, and begins elsewhere.
            yield from self.differ(HunkKind.CUT, (a.ends[0], first_a + 1, first_b + 1))
            start = 1
        if a.values == b.values:
            if start < len(a.ends):
                yield from self.same((a.ends[-1], first_a + len(a.ends), first_b + len(b.ends)))
            return
        for _begin, stop, is_other in _runs(bytes(map(ne, a.values[start:], b.values[start:]))):
            until = a.ends[start + stop - 1], first_a + start + stop, first_b + start + stop
            yield from self.differ(HunkKind.VALUE, until) if is_other else self.same(until)

    def same(self, until: tuple[int, int, int]) -> Sequence[Hunk]:
        """Take it that both sides have the same frames from where they were compared last ``until`` a byte."""
        closed = self._closed() if self._kind is not None else ()
        self.agreed = until
        return closed

    def differ(self, kind: HunkKind, until: tuple[int, int, int]) -> Sequence[Hunk]:
        """Take it that both sides agree again ``until`` a byte, up to which they have so many frames, not the same."""
        closed: Sequence[Hunk] = ()
        if self._kind is not kind:
            closed = self._closed() if self._kind is not None else ()
            self._kind, self._begun = kind, self.agreed
        self.agreed = until
        return closed

    def end(self, wire_size: int, count_a: int, count_b: int) -> Iterator[Hunk]:
        """Give what is open when both sides have no more frames."""
        if self.agreed[1:] != (count_a, count_b):
            yield from self.differ(HunkKind.CUT, (wire_size, count_a, count_b))
        if self._kind is not None:
            yield from self._closed()

    def _closed(self) -> Sequence[Hunk]:
        assert self._kind is not None
        kind, self._kind = self._kind, None
        (byte, ours, theirs), (to_byte, to_ours, to_theirs) = self._begun, self.agreed
        return (Hunk(kind, (byte, to_byte), (ours, to_ours), (theirs, to_theirs)),)


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
        yield at_a, at_b, a.some(at_a, stop_a), b.some(at_b, stop_b)
        at_a, at_b = stop_a, stop_b


def _compare(found: _Found, first_a: int, a: Ends, first_b: int, b: Ends) -> Iterator[Hunk]:
    """Compare frames that do not all end at the same bytes."""
    if not _is_in_step(a.ends, b.ends):
        yield from _compare_places(found, first_a, a, first_b, b)
        return
    # Most of them stand at the same place on both sides, and only what lies between these is looked at.
    same_to = 0
    for start, stop, way in _runs(_pair_ways(a, b)):
        if way == _OTHER_END:
            continue
        begin = start
        if same_to < start or found.agreed[1:] != (first_a + start, first_b + start):
            # What ends here begins elsewhere.
            begin = start + 1
            if start - same_to == 1 and _is_between(found.agreed[0], a.ends, b.ends, same_to):
                yield from found.differ(HunkKind.CUT, (a.ends[start], first_a + begin, first_b + begin))
            else:
                ours, theirs = a.some(same_to, begin), b.some(same_to, begin)
                yield from _compare_places(found, first_a + same_to, ours, first_b + same_to, theirs)
        if begin < stop:
            until = a.ends[stop - 1], first_a + stop, first_b + stop
            yield from found.same(until) if way == _SAME else found.differ(HunkKind.VALUE, until)
        same_to = stop
    if same_to < len(a.ends):
        ours, theirs = a.some(same_to, len(a.ends)), b.some(same_to, len(b.ends))
        yield from _compare_places(found, first_a + same_to, ours, first_b + same_to, theirs)


def _is_in_step(ours: array[int], theirs: array[int]) -> bool:
    """Tell whether there are as many on both sides, and some of the same place are equal: then others are as well."""
    return len(ours) == len(theirs) and any(ours[place] == theirs[place] for place in (0, len(ours) // 2, -1))


def _pair_ways(a: Ends, b: Ends) -> bytes:
    """Return of each frame how it stands to that of the same place on the other side."""
    ends = int.from_bytes(bytes(map(ne, a.ends, b.ends)))
    values = 0 if a.values == b.values else int.from_bytes(bytes(map(ne, a.values, b.values)))
    return (ends * _OTHER_END | (values & ~ends) * _OTHER_VALUE).to_bytes(len(a.ends))


def _is_between(byte: int, ours: array[int], theirs: array[int], place: int) -> bool:
    """Tell whether the ends at a place lie behind that byte, and before those of the next, which both sides have."""
    one, other, behind = ours[place], theirs[place], ours[place + 1]
    return byte < one < behind and byte < other < behind


def _compare_places(found: _Found, first_a: int, a: Ends, first_b: int, b: Ends) -> Iterator[Hunk]:
    """Compare frames of which nothing is known."""
    common = set(a.ends).intersection(b.ends)
    places_a, places_b = _last_places(a.ends, common), _last_places(b.ends, common)
    ways = _ways(places_a, places_b)
    at_a = at_b = 0  # how many of each side are compared
    for _start, stop, way in _runs(ways):
        stop_a, stop_b = places_a[stop - 1] + 1, places_b[stop - 1] + 1
        # Several frames may end at one byte.
        if way == _SINGLE or (way == _SEVERAL and a.ends[at_a:stop_a] == b.ends[at_b:stop_b]):
            yield from found.agree(first_a + at_a, first_b + at_b, a.some(at_a, stop_a), b.some(at_b, stop_b))
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
