"""What a ruler keeps of a recording's log, so that it paints a million chunks without reading them each time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from heapq import nlargest
from operator import attrgetter
from typing import TypeVar

from attrs import evolve, frozen

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run, Sums
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.poems.wire_records import Event, Sent, SentMore

MOST_MARKS = 2000
"""Marks that are read in one go: twenty milliseconds."""

MOST_A_BLOCK = 64
"""Waits, and places where something was sent, that are kept of a block: it is drawn narrower than that."""

_BLOCKS_WHOLE = 8
_BLOCKS_IN_SHORT = 4096
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@frozen
class Cut:
    """The chunk that begins at byte ``wire`` came ``wait`` µs after what came before it."""

    wire: int
    wait: int


@frozen
class SentMark:
    """When ``wire`` bytes had come, at ``time`` µs, ``size`` bytes were sent in ``count`` writes."""

    wire: int
    time: int
    size: int
    count: int = 1


@frozen
class EventMark:
    """What else happened when ``wire`` bytes had come, at ``time`` µs; ``text`` is for people."""

    wire: int
    time: int
    kind: EventKind
    text: str = ""


@frozen
class BlockInShort:
    """What is drawn of a block that is too narrow for its chunks."""

    cuts: tuple[Cut, ...] = ()
    """The longest first."""
    sent: tuple[SentMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    runs: tuple[Run, ...] = ()
    """The one that holds where the block begins, and those that begin in it."""


class RulerBlocks:
    """Knows the marks of all blocks, the long waits and the sent bytes of many, and the chunks of a few."""

    def __init__(self, recording: Recording) -> None:
        """Know nothing of ``recording`` yet."""
        self.wire, self.frames, self.chunks, self.time, self.wait = (array("Q") for _ in range(5))
        """The sums of all before each block, and the longest wait in the block before it."""
        self.end = Sums()
        """The sums of all that there is."""
        self._recording = recording
        self._marks: list[tuple[int, int, Run]] = []  # records and runs before each block, and the one that holds
        self._whole: OrderedDict[tuple[int, int], tuple[Chunk, ...]] = OrderedDict()
        self._in_short: OrderedDict[tuple[int, int], BlockInShort] = OrderedDict()

    def look(self) -> bool:
        """Take notice of what there is by now; return whether there is more than is read in one go. Raises OSError."""
        log = self._recording.log
        blocks = log.blocks
        for block in range(len(self.wire), min(blocks, len(self.wire) + MOST_MARKS)):
            # Of a mark that is damaged nothing is known but that it is not before the one before.
            mark = log.mark(block) or (self.mark_at(block - 1) if block else Sums())
            for column, value in zip(
                (self.wire, self.frames, self.chunks, self.time, self.wait),
                (mark.wire, mark.frames, mark.chunks, mark.time, mark.longest_wait),
                strict=True,
            ):
                column.append(value)
            self._marks.append((mark.records, mark.runs, mark.run))
        self.end = self._recording.sums
        return len(self.wire) < blocks

    def mark_at(self, block: int) -> Sums:
        """Return the sums before a block that is known, as far as a ruler needs them; behind the last, those of all."""
        if block >= len(self.wire):
            return self.end
        records, runs, run = self._marks[block]
        return Sums(
            records=records,
            chunks=self.chunks[block],
            wire=self.wire[block],
            frames=self.frames[block],
            time=self.time[block],
            longest_wait=self.wait[block],
            runs=runs,
            run=run,
        )

    def frames_and_wire_at(self, block: int) -> tuple[int, int]:
        """Return how many frames, and how many bytes of the wire, there are before a block, as :meth:`mark_at` does."""
        if block >= len(self.wire):
            return self.end.frames, self.end.wire
        return self.frames[block], self.wire[block]

    def blocks_over(self, start: int, stop: int) -> range:
        """Return the blocks that may hold chunks of the bytes ``start`` to ``stop``."""
        if not self.wire:
            return range(0)
        return range(max(bisect_right(self.wire, start) - 1, 0), max(bisect_right(self.wire, max(stop - 1, start)), 1))

    def chunks_of(self, block: int) -> tuple[Chunk, ...]:
        """Return the chunks of a block, and what was delivered without one. Raises OSError."""
        key = self._key(block)
        found = self._whole.get(key)
        if found is None:
            found = tuple(self._recording.log.chunks(block))
            _keep(self._whole, key, found, _BLOCKS_WHOLE)
        else:
            self._whole.move_to_end(key)
        return found

    def chunks_over(self, start: int, stop: int) -> Iterator[Chunk]:
        """Yield the chunks that hold bytes ``start`` to ``stop``. Raises OSError."""
        for block in self.blocks_over(start, stop):
            chunks = self.chunks_of(block)
            for chunk in chunks[bisect_right(chunks, start, key=attrgetter("stop")) :]:
                if chunk.start >= stop:
                    return
                if chunk.start < chunk.stop:
                    yield chunk

    def chunk(self, number: int) -> Chunk | None:
        """Return the chunk of that number, from 0; None where there is none. Raises OSError."""
        block = bisect_right(self.chunks, number) - 1
        if block < 0 or number >= self.end.chunks:
            return None
        chunks = self.chunks_of(block)
        # What was delivered without a chunk has the number of the next one.
        last = bisect_right(chunks, number, key=attrgetter("number")) - 1
        return chunks[last] if last >= 0 and chunks[last].number == number else None

    def is_known(self, block: int) -> bool:
        """Tell whether :meth:`in_short` answers without reading."""
        return self._key(block) in self._in_short

    def in_short(self, block: int) -> BlockInShort:
        """Return what is drawn of a block that is narrow. Raises OSError."""
        key = self._key(block)
        found = self._in_short.get(key)
        if found is None:
            longest = nlargest(MOST_A_BLOCK, self.chunks_of(block), key=attrgetter("wait"))
            found = BlockInShort(
                tuple(Cut(chunk.start, chunk.wait) for chunk in longest if chunk.wait), *self._others_in(block)
            )
            _keep(self._in_short, key, found, _BLOCKS_IN_SHORT)
        return found

    def run_of(self, chunk: Chunk) -> Run:
        """Return the run that a chunk's rows belong to. Raises OSError."""
        block = max(bisect_right(self.chunks, chunk.number) - 1, 0)
        runs = [run for run in self.in_short(block).runs if run.rows <= chunk.rows_before]
        return runs[-1] if runs else Run()

    def _key(self, block: int) -> tuple[int, int]:
        """Return what a block is kept under: the last one may still grow."""
        return block, self.end.records if block == len(self.wire) - 1 else -1

    def _others_in(self, block: int) -> tuple[tuple[SentMark, ...], tuple[EventMark, ...], tuple[Run, ...]]:
        before, after = self.mark_at(block), self.mark_at(block + 1)
        first = next(self._recording.log.entries(block), (None,))[0]
        counts = after.records - before.records, after.runs
        # What goes on with bytes that were sent in the block before is no record of its own.
        if counts == (after.chunks - before.chunks, before.runs) and not isinstance(first, SentMore):
            return (), (), (before.run,)
        sent: list[SentMark] = []
        events: list[EventMark] = []
        runs = [before.run]
        for record, sums in self._recording.log.entries(block):
            if record is None:
                if sums.run != runs[-1]:
                    runs.append(sums.run)
            elif isinstance(record, Sent):
                sent.append(SentMark(sums.wire, record.time, len(record.data)))
            elif isinstance(record, Event):
                events.append(EventMark(sums.wire, record.time, record.kind, record.text))
            elif isinstance(record, SentMore):
                last = sent[-1] if sent else SentMark(sums.wire, sums.time, 0, 0)
                sent[-1:] = [evolve(last, size=last.size + len(record.data))]
        few = merge_sent(sent, max(len(sent) // MOST_A_BLOCK, 1))
        return few, tuple(events[:MOST_A_BLOCK]), tuple(runs)


def merge_sent(marks: list[SentMark], together: int) -> tuple[SentMark, ...]:
    """Return the marks, so many ``together`` as one: at the place of the first."""
    groups = (marks[at : at + together] for at in range(0, len(marks), together))
    return tuple(
        evolve(group[0], size=sum(mark.size for mark in group), count=sum(mark.count for mark in group))
        for group in groups
    )


def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)
