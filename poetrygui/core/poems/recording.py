"""A recording as its readers see it: what came on the wire, when, and what came of it; while it grows, too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Self

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.kept_part import ALL, Dropped, look_by_part
from poetrygui.core.poems.poem_info import PoemInfo, read_info
from poetrygui.core.poems.subscription import Subscription
from poetrygui.core.poems.wire_log import Run, Sums
from poetrygui.core.poems.wire_log_reader import Chunk, LogReader
from poetrygui.core.poems.wire_records import Record

WIRE = "wire"
LOG = "log"
"""What its files are called, before the number of the segment."""


_NOTHING = Sums()


class Recording:
    """What one connection brought: bytes of the wire at offsets from 0, and records, in the order in which they came.

    What came first may not be kept: there are no bytes, records and chunks of it, and numbers are the whole stream's.
    The last bytes of the wire may have no record, where the program was killed: they came before the end, and at which
    time is not known. Each method raises OSError where a file cannot be read.
    """

    def __init__(self, directory: Path, info: PoemInfo, wire: SegmentedFile, log: SegmentedFile) -> None:
        """Read what ``wire`` and ``log`` hold, as far as :meth:`grow_to` has told.

        They lie in ``directory``, with ``info`` beside them.
        """
        self.directory = directory
        self.info = info
        self.wire_size = 0
        """Bytes of the wire that can be read."""
        self.part = ALL
        """What is kept, as far as that was told."""
        self._log_size = 0
        self._wire = wire
        self._log = log
        self._end = 0, _NOTHING
        self._subscribers: list[Callable[[], None]] = []

    @cached_property
    def _reader(self) -> LogReader:  # made when something is read, which of most nothing is while they come
        return LogReader(self._log.read, lambda: self._log_size, lambda: self.part)

    @classmethod
    def existing(cls, directory: Path) -> Self:
        """Open the recording in a poem's folder. Raises OSError, and DamagedInfoError."""
        info = read_info(directory) or PoemInfo(directory.name, "", "", "")
        recording = cls(directory, info, SegmentedFile(directory, WIRE), SegmentedFile(directory, LOG))
        recording.look()
        return recording

    def look(self) -> None:
        """Take notice of what another process has added to a recording that runs there."""
        # The log first: it is never ahead of the wire.
        self.part = look_by_part(self.directory, {"log": self._log, "wire": self._wire})
        self.grow_to(self._wire.size, self._log.size)

    def grow_to(self, wire_size: int, log_size: int) -> None:
        """Let so many bytes of both be read, and tell who has subscribed."""
        if (wire_size, log_size) != (self.wire_size, self._log_size):
            self.wire_size, self._log_size = wire_size, log_size
            for callback in tuple(self._subscribers):
                callback()

    @property
    def dropped(self) -> Dropped:
        """What came first and is not kept."""
        return self.part.dropped

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more can be read; the call returned ends that."""
        return Subscription(self._subscribers, callback)

    def wire(self, start: int, stop: int) -> bytes:
        """Return what came, from byte ``start`` up to ``stop``, fewer where it ends before; none that is not kept."""
        start = max(start, 0)
        return self._wire.read(start, min(stop, self.wire_size)) if start >= self.dropped.wire else b""

    @property
    def log(self) -> LogReader:
        """Its log, for whoever reads that block by block."""
        return self._reader

    @property
    def sums(self) -> Sums:
        """What all records tell, added up; not to be changed."""
        if self._end[0] != self._log_size:
            self._end = self._log_size, self._reader.end()
        return self._end[1]

    @property
    def record_count(self) -> int:
        """How many records there are."""
        return self.sums.records

    @property
    def timed_size(self) -> int:
        """Bytes of the wire that have a record; those behind them came before the end, at times that are not known."""
        return min(self.sums.wire, self.wire_size)

    def records(self, first: int = 0) -> Iterator[Record]:
        """Yield the records from the one of that number on, counted from 0."""
        return self._reader.records(first)

    def marks(self) -> Iterator[Sums]:
        """Yield what was there at places throughout the recording: never more than 1,400 records apart.

        ``longest_wait`` is that of the records since the place before.
        """
        for block in range(self._reader.block_with("records", self.dropped.records), self._reader.blocks):
            if (mark := self._reader.mark(block)) is not None:
                yield mark

    def chunks(self, start: int = 0, stop: int | None = None) -> Iterator[Chunk]:
        """Yield the chunks that hold bytes ``start`` to ``stop`` of the wire, or to its end."""
        stop = self.wire_size if stop is None else stop
        for block in range(self._reader.block_with("wire", start), self._reader.blocks):
            for chunk in self._reader.chunks(block):
                if chunk.start >= stop:
                    return
                if chunk.start < chunk.stop and chunk.stop > start:
                    yield chunk

    def deliveries(self, rows: int = 0) -> Iterator[Chunk]:
        """Yield all chunks, and between them what timers and the end brought.

        Of those by which the rows came up to byte ``rows``, most may be left out.
        """
        where = ("rows", rows) if rows else ("records", self.dropped.records)
        for block in range(self._reader.block_with(*where), self._reader.blocks):
            yield from self._reader.chunks(block)

    def chunk_at(self, offset: int) -> Chunk | None:
        """Return the chunk that holds the byte at ``offset``; None for one that has no record."""
        return self._reader.chunk_with("wire", offset)

    def chunk_of_frame(self, number: int) -> Chunk | None:
        """Return the chunk that completed the frame of that number, from 0; None before it is complete."""
        return self._reader.chunk_with("frames", number)

    def chunk_of_row(self, offset: int) -> Chunk | None:
        """Return the chunk that brought the byte at ``offset`` of the rows; None for one that did not come yet."""
        return self._reader.chunk_with("rows", offset)

    def chunk_at_time(self, time: int) -> Chunk | None:
        """Return the last chunk that was there ``time`` µs after the beginning; None before the first one."""
        return self._reader.chunk_at_time(time)

    def runs(self) -> Iterator[Run]:
        """Yield where the rows lie, from the first of them on that is not in a file of its own."""
        return self._reader.runs()

    def known_before(self, sum_of: str, value: int) -> tuple[int, int]:
        """Return bytes of rows, and newlines in them, at the last place where that sum is known to be at most so much.

        ``sum_of`` is the name of one of the sums.
        """
        return self._reader.known_before(sum_of, value)

    def close(self) -> None:
        """Give descriptors back; what is read later is opened anew."""
        self._wire.close_reading()
        self._log.close_reading()
