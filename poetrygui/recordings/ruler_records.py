"""All that a recording's log tells, row by row and in its order: chunks, what was sent, and the connection's events."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator

from attrs import evolve, frozen

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.poems.wire_records import Received, Record, Sent, SentMore
from poetrygui.recordings.ruler_blocks import RulerBlocks

_MOST_KEPT = 8  # blocks


@frozen
class Happening:
    """What one record tells: it happened when ``wire`` bytes had come, ``wait`` µs after the one before it.

    Of what was ``sent`` it has the size, and of a chunk what is known of that.
    """

    record: Record
    wire: int
    wait: int
    sent: int = 0
    chunk: Chunk | None = None


class RulerRecords:
    """Finds records by their numbers, from 0, among any number of them. Each method raises OSError."""

    def __init__(self, recording: Recording, blocks: RulerBlocks) -> None:
        """Find those of ``recording``, of which ``blocks`` are known."""
        self._recording = recording
        self._blocks = blocks
        self._kept: OrderedDict[tuple[int, int], tuple[Happening, ...]] = OrderedDict()

    @property
    def count(self) -> int:
        """How many there are by now."""
        return self._blocks.end.records

    def at(self, number: int) -> Happening | None:
        """Return the record of that number; None where there is none, it is not kept, or its block is damaged."""
        block = bisect_right(range(len(self._blocks.wire)), number, key=self._before) - 1
        if not self._recording.dropped.records <= number < self.count or block < 0:
            return None
        found, place = self._of_block(block), number - self._before(block)
        return found[place] if place < len(found) else None

    def number_of_chunk(self, number: int) -> int:
        """Return which record a chunk of that number has; the first one where it has none."""
        block = bisect_right(self._blocks.chunks, number) - 1
        for place, happening in enumerate(self._of_block(block) if block >= 0 else ()):
            if happening.chunk is not None and happening.chunk.number == number:
                return self._before(block) + place
        return 0

    def _before(self, block: int) -> int:
        return self._blocks.mark_at(block).records

    def _of_block(self, block: int) -> tuple[Happening, ...]:
        key = block, self.count if block == len(self._blocks.wire) - 1 else -1
        if key not in self._kept:
            self._kept[key] = tuple(self._read(block))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _read(self, block: int) -> Iterator[Happening]:
        before = self._blocks.mark_at(block).time
        last: Happening | None = None
        for record, sums in self._recording.log.entries(block):
            if isinstance(record, SentMore) and last is not None:
                last = evolve(last, sent=last.sent + len(record.data))
            if record is None or isinstance(record, SentMore):
                continue
            if last is not None:
                yield last
            chunk = self._blocks.chunk(sums.chunks - 1) if isinstance(record, Received) else None
            sent = len(record.data) if isinstance(record, Sent) else 0
            wire = sums.wire if chunk is None else chunk.start
            last = Happening(record, wire, max(record.time - before, 0), sent, chunk)
            before = record.time
        if last is not None:
            yield evolve(last, sent=last.sent + self._sent_behind(block)) if last.sent else last

    def _sent_behind(self, block: int) -> int:
        """Return how many bytes, sent in one go with the last of a block, stand in those behind it."""
        size = 0
        for following in range(block + 1, len(self._blocks.wire)):
            for record, _ in self._recording.log.entries(following):
                if not isinstance(record, SentMore):
                    return size
                size += len(record.data)
        return size
