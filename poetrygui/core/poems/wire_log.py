"""The log of a recording, as it is written: blocks of one size, each led by a mark that sums up all before it.

A block is found by where it lies and not by reading what comes before: so is what belongs to a time, a frame or a byte
of the wire, among any number of chunks, and a log that was cut off or damaged loses one block at most.
"""

from __future__ import annotations

import enum

from attrs import astuple, define, frozen

from poetrygui.core.poems import wire_records as packed
from poetrygui.core.poems.wire_records import Delivered, Event, Received, Record, Sent

BLOCK = 4 * 1024
"""Bytes of a block: a record takes three at least, so that a mark comes with every 1,365 or sooner."""

_MOST_BYTES_A_CHARACTER = 4


class Source(enum.IntEnum):
    """Where rows are kept."""

    OWN = 0  # in a file of their own
    WIRE = 1  # they are a stretch of the wire
    WIRE_WITHOUT_CR = 2  # they are a stretch of the wire, once the CR is taken away that stands before each of its LFs


@frozen
class Run:
    """From byte ``rows`` of the rows on, where ``newlines`` came before, they are the source's from byte ``at`` on."""

    source: Source = Source.OWN
    rows: int = 0
    newlines: int = 0
    at: int = 0


FIRST_RUN = Run()
"""With which all rows begin."""


@define
class Sums:
    """All that a log tells up to some place in it, added up. Sizes are in bytes."""

    records: int = 0
    chunks: int = 0
    wire: int = 0
    rows: int = 0
    frames: int = 0
    newlines: int = 0
    added: int = 0
    """Newlines that were not received, but put after a frame."""
    time: int = 0
    """µs, of the last record."""
    longest_wait: int = 0
    """µs between two records, in the block that ends here."""
    first_border: int = 0
    """The kind of the first border, and one more; 0 before it."""
    runs: int = 0
    run: Run = FIRST_RUN
    """The one that holds here, the last of so many."""

    def grow(self, size: int, rows: int, frames: int, newlines: int, added: int) -> None:
        """Add a chunk of ``size`` bytes.

        It brought ``rows``, in bytes, ``frames``, and ``newlines``, of which so many were ``added`` after frames.
        """
        self.wire += size
        self.rows += rows
        self.frames += frames
        self.newlines += newlines
        self.added += added

    def begin_run(self, source: Source, at: int) -> None:
        """Have the rows that follow be those of a source, from byte ``at`` of it on."""
        self.run = Run(source, self.rows, self.newlines, at)
        self.runs += 1


NUMBERS = tuple(each for each in Sums.__annotations__ if each != "run")
"""The names of the sums."""


class LogComposer:
    """Puts records into blocks. Nothing is kept but sums and what is not taken yet."""

    __slots__ = ("_parts", "_room", "size", "sums")

    def __init__(self) -> None:
        """Begin a log."""
        self.sums = Sums()
        self.size = 0
        """Bytes composed so far."""
        self._parts: list[bytes] = []
        self._room = 0  # bytes that are left of the block

    def received(self, time: int, size: int, rows: int, frames: int, newlines: int, *, added: int) -> None:
        """Add a chunk that came at ``time`` µs since the beginning.

        It has ``size`` bytes, and brought ``rows``, in bytes, ``frames``, and ``newlines``, of which so many were
        ``added`` after frames.
        """
        sums = self.sums
        wait = self._begin(time)
        self._append(packed.pack_received(wait, size, rows, frames, newlines, added=added))
        sums.chunks += 1
        sums.grow(size, rows, frames, newlines, added)

    def add(self, record: Record) -> None:
        """Add a record of any kind. Times never go back: one that does is taken for that of the record before."""
        if isinstance(record, Received):
            self.received(record.time, record.size, record.rows, record.frames, record.newlines, added=record.added)
        elif isinstance(record, Sent):
            self._sent(record)
        else:
            text = min(len(record.text), packed.LONGEST_TEXT) if isinstance(record, Event) else 0
            before = self.sums.time
            self._begin(record.time, packed.MOST_NUMBERS + text * _MOST_BYTES_A_CHARACTER)
            self._append(packed.pack(record, before))
            if isinstance(record, Delivered):
                self.sums.grow(0, record.rows, record.frames, record.newlines, record.added)

    def begin_run(self, source: Source, at: int) -> None:
        """Have the rows of the records that follow be those of a source, from byte ``at`` of it on."""
        self._make_room()
        self._append(bytes((packed.RUN, source)) + packed.number(at))
        self.sums.begin_run(source, at)

    def first_border(self, kind: int) -> None:
        """Note of which kind the border is with which the rows begin."""
        self._make_room()
        self._append(bytes((packed.FIRST_BORDER, kind)))
        self.sums.first_border = kind + 1

    def take(self) -> bytes:
        """Return what was composed since the last call."""
        parts, self._parts = self._parts, []
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _sent(self, record: Sent) -> None:
        before = self.sums.time
        self._begin(record.time)
        piece, rest = self._fitting(record.data)
        self._append(packed.pack(Sent(record.time, piece), before))
        while rest:
            self._make_room()
            piece, rest = self._fitting(rest)
            self._append(packed.pack_sent_more(piece))

    def _fitting(self, data: bytes) -> tuple[bytes, bytes]:
        """Return the bytes for which a block has room, beside the numbers before them, and the rest."""
        room = self._room - packed.MOST_NUMBERS // 2
        return data[:room], data[room:]

    def _begin(self, time: int, size: int = packed.MOST_NUMBERS) -> int:
        """Make room for a record of at most this size; count it, and return the µs since the one before it."""
        if self._room < size:
            self._begin_block()
        sums = self.sums
        sums.records += 1
        wait = time - sums.time
        if wait <= 0:
            return 0
        sums.time = time
        sums.longest_wait = max(sums.longest_wait, wait)
        return wait

    def _make_room(self) -> None:
        if self._room < packed.MOST_NUMBERS:
            self._begin_block()

    def _begin_block(self) -> None:
        if self._room:
            self._append(bytes(self._room))
        self._room = BLOCK
        self._append(pack_mark(self.sums))
        self.sums.longest_wait = 0

    def _append(self, data: bytes) -> None:
        self._parts.append(data)
        self.size += len(data)
        self._room -= len(data)


def pack_mark(sums: Sums) -> bytes:
    """Return the mark that sums up what comes before it."""
    values = [getattr(sums, name) for name in NUMBERS] + list(astuple(sums.run))
    return bytes((packed.MARK,)) + b"".join(map(packed.number, values))


def unpack_mark(data: bytes) -> tuple[Sums, int]:
    """Return the sums in the mark with which ``data`` begins, and where it ends.

    Raises IndexError where it is cut off, and ValueError where it is none.
    """
    if data[0] != packed.MARK:
        raise ValueError("this is no mark")
    values, end = packed.take_numbers(data, 1, len(NUMBERS) + 4)
    source, rows, newlines, at = values[len(NUMBERS) :]
    sums = Sums(run=Run(Source(source), rows, newlines, at))
    for name, value in zip(NUMBERS, values, strict=False):
        setattr(sums, name, value)
    return sums, end
