"""The log of a recording, as it is read: while it grows, after its end, and where it was cut off or damaged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter, itemgetter

from attrs import frozen

from poetrygui.core.poems import wire_records as packed
from poetrygui.core.poems.kept_part import ALL, KeptPart
from poetrygui.core.poems.log_places import OtherInLog, PlaceInLog, places_in, take_record
from poetrygui.core.poems.wire_log import BLOCK, Run, Sums, unpack_mark
from poetrygui.core.poems.wire_records import Record, Sent, SentMore

Read = Callable[[int, int], bytes]
"""Gives the bytes of a file from one offset up to another, fewer where it ends before."""

_LONGEST_MARK = 256


@frozen
class Chunk:
    """The chunk of that ``number``, from 0: bytes ``start`` to ``stop`` of the wire, and what had come of it.

    ``time`` is in µs since the recording began, ``wait`` since the record before it. One whose bytes are none stands
    for frames that a timer or the end of the connection brought; its number is that of the next chunk.
    """

    number: int
    start: int
    stop: int
    time: int
    wait: int
    frames_before: int
    frames_after: int
    rows_before: int
    rows_after: int
    newlines_before: int
    newlines_after: int
    added: int
    """Newlines that were put after frames, and not received as a part of them."""


class LogPlace:
    """Up to where a block was read: so many bytes of it, none at first, after which the sums are these."""

    __slots__ = ("position", "sums")

    def __init__(self) -> None:
        """Begin before its mark."""
        self.position = 0
        self.sums = Sums()


class LogReader:
    """Reads a log of which ``size`` tells how many bytes may be read by now.

    Each method raises OSError where the file cannot be read. A damaged block is passed over, and so are records of what
    is not kept: numbers, sums and times are those of the whole stream all the same.
    """

    def __init__(self, read: Read, size: Callable[[], int], part: Callable[[], KeptPart] = lambda: ALL) -> None:
        """Read by way of ``read``; ``part`` tells what is kept."""
        self._read = read
        self._size = size
        self._part = part
        self._held: tuple[tuple[int, int, int], list[PlaceInLog], list[OtherInLog]] = (-1, 0, 0), [], []

    @property
    def first_block(self) -> int:
        """The number of the first block that is there."""
        return self._part().log // BLOCK

    @property
    def blocks(self) -> int:
        """How many blocks there were; the last may be unfinished, and may have no more than a piece of its mark."""
        return -(-self._size() // BLOCK)

    def size_of(self, block: int) -> int:
        """Return how many bytes of a block there are by now."""
        return min(self._size() - block * BLOCK, BLOCK)

    def mark(self, block: int) -> Sums | None:
        """Return the sums of all before a block, or None where its mark is cut off or damaged."""
        start = block * BLOCK
        try:
            return unpack_mark(self._read(start, min(start + _LONGEST_MARK, self._size())))[0]
        except (IndexError, ValueError):
            return None

    def block_with(self, name: str, value: int) -> int:
        """Return the last block before which the sum of that name is at most ``value``."""
        get, first = attrgetter(name), self.first_block

        def sum_before(block: int) -> int:
            while block > first and (mark := self.mark(block)) is None:
                block -= 1
            return int(get(mark)) if block > first and mark is not None else 0

        return first + max(bisect_right(range(first, self.blocks), value, key=sum_before) - 1, 0)

    def entries(self, block: int, place: LogPlace | None = None) -> Iterator[tuple[Record | SentMore | None, Sums]]:
        """Yield each record of a block with the sums after it, and None where a run or a border is noted.

        The sums are one object, which changes. What is cut off or damaged ends the block. With a ``place`` in it, those
        from there on, along which that moves.
        """
        start = block * BLOCK
        data = self._read(start, min(start + BLOCK, self._size()))
        place = place or LogPlace()
        try:
            if not place.position:
                place.sums, place.position = unpack_mark(data)
            while place.position < len(data) and data[place.position] != packed.PADDING:
                record, place.position = take_record(data, place.position, place.sums)
                yield record, place.sums
        except (IndexError, ValueError):
            return

    def records(self, first: int = 0) -> Iterator[Record]:
        """Yield the records from the one of that number on, of those that are kept."""
        first = max(first, self._part().dropped.records)
        sent: list[Sent | SentMore] = []
        for block in range(self.block_with("records", first), self.blocks):
            for record, sums in self.entries(block):
                if isinstance(record, SentMore):
                    if sent:
                        sent.append(record)
                    continue
                if sent:
                    yield _put_together(sent)
                    sent = []
                if isinstance(record, Sent) and sums.records > first:
                    sent.append(record)
                elif record is not None and sums.records > first:
                    yield record
        if sent:
            yield _put_together(sent)

    def end(self) -> Sums:
        """Return the sums of all that can be read."""
        for block in reversed(range(self.first_block, self.blocks)):
            if (sums := self.mark(block)) is not None:
                for _, after in self.entries(block):
                    sums = after
                return sums
        return Sums()

    # Chunks

    def chunks(self, block: int) -> Iterator[Chunk]:
        """Yield the chunks of a block, and what was delivered without one."""
        places = self._places(block)
        yield from map(chunk_between, places, places[1:])

    def places_and_others(self, block: int) -> tuple[Sequence[PlaceInLog], Sequence[OtherInLog]]:
        """Return where a block begins and where each of its chunks ends, and its records that are no chunks.

        All of them are of what is kept.
        """
        return self._places(block), self._held[2]

    def chunk_with(self, sum_of: str, value: int) -> Chunk | None:
        """Return the chunk by which that sum grew over ``value``, or None where none did."""
        places = self._places_around(sum_of, value)
        return None if places is None else chunk_between(*places)

    def added_before(self, row: int) -> int:
        """Return how many newlines were added before the chunk that brought byte ``row`` of the rows, or in all."""
        places = self._places_around("rows", row)
        return self.end().added if places is None else places[0][_SUMS.index("added")]

    def _places_around(self, sum_of: str, value: int) -> tuple[PlaceInLog, PlaceInLog] | None:
        if value < getattr(self._part().dropped, sum_of, 0):
            return None
        index = _SUMS.index(sum_of)
        for block in range(self.block_with(sum_of, value), self.blocks):
            places = self._places(block)
            at = bisect_right(places, value, key=itemgetter(index))
            if 0 < at < len(places):
                return places[at - 1], places[at]
        return None

    def chunk_at_time(self, time: int) -> Chunk | None:
        """Return the last chunk that had come ``time`` µs after the beginning, or None before the first one."""
        stop = self.block_with("time", time) + 1 if self.blocks else 0
        for block in reversed(range(self.first_block, stop)):
            places = self._places(block)
            at = bisect_right(places, time, key=itemgetter(_SUMS.index("time")))
            if at > 1:
                return chunk_between(places[at - 2], places[at - 1])
        return None

    def known_before(self, sum_of: str, value: int) -> tuple[int, int]:
        """Return bytes of rows, and newlines in them, at the last place where the sum is known to be at most ``value``.

        That is where a chunk begins, or in a damaged log a block, and never before what is kept.
        """
        dropped = self._part().dropped
        if value <= getattr(dropped, sum_of, -1):
            return dropped.rows, dropped.newlines
        if (chunk := self.chunk_with(sum_of, value)) is not None:
            return chunk.rows_before, chunk.newlines_before
        end = self.end()
        if getattr(end, sum_of) <= value:
            return end.rows, end.newlines
        mark = self.mark(self.block_with(sum_of, value)) or Sums()
        return mark.rows, mark.newlines

    def runs(self) -> Iterator[Run]:
        """Yield all runs, in their order; of those in a damaged block, the last, and of those before what is kept."""
        count, block = 0, self.block_with("runs", 0)
        if (first := self.first_block) and (mark := self.mark(first)) is not None and mark.runs:
            count, block = mark.runs, self.block_with("runs", mark.runs)
            yield mark.run
        while block < self.blocks:
            for _, sums in self.entries(block):
                if sums.runs > count:
                    count = sums.runs
                    yield sums.run
            following = next(filter(None, map(self.mark, range(block + 1, self.blocks))), None)
            if following is not None and following.runs > count:
                count = following.runs
                yield following.run
            before, block = block, self.block_with("runs", count)
            if block <= before:
                return

    def _places(self, block: int) -> list[PlaceInLog]:
        """Return where a block begins, and where each of its chunks ends."""
        dropped = self._part().dropped
        key = block, self.size_of(block), dropped.records
        if self._held[0] != key:
            places, others = places_in(self._read(block * BLOCK, min((block + 1) * BLOCK, self._size())))
            kept = [place for place in places if place[:2] >= (dropped.chunks, dropped.wire)]
            gone = len(places) - len(kept)
            self._held = key, kept, [each.behind(gone) for each in others if each.records > dropped.records]
        return self._held[1]


_SUMS = ("chunks", "wire", "time", "frames", "rows", "newlines", "added")


def chunk_between(before: PlaceInLog, after: PlaceInLog) -> Chunk:
    """Return the chunk that came between two places, or several as if they were one."""
    number, start, _, frames, rows, newlines, added, _ = before
    _, stop, time, frames_after, rows_after, newlines_after, added_after, time_before = after
    return Chunk(
        number=number,
        start=start,
        stop=stop,
        time=time,
        wait=time - time_before,
        frames_before=frames,
        frames_after=frames_after,
        rows_before=rows,
        rows_after=rows_after,
        newlines_before=newlines,
        newlines_after=newlines_after,
        added=added_after - added,
    )


def _put_together(pieces: list[Sent | SentMore]) -> Sent:
    first = pieces[0]
    assert isinstance(first, Sent)
    return first if len(pieces) == 1 else Sent(first.time, b"".join(piece.data for piece in pieces))
