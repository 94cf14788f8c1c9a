"""A recording as rows of a table: each frame, and between them what was sent and what happened, in their order.

A row is found by what the marks in the log sum up: so many frames, and so many records that are no chunk. Nothing is
kept for a frame, and any place among any number of them takes as long.
"""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, pairwise
from operator import attrgetter
from typing import NamedTuple

from poetrygui.core.poems.frame_places import FrameEnd, FramePlaces
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.log_places import PlaceInLog
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import Sums
from poetrygui.core.poems.wire_log_reader import Chunk, chunk_between
from poetrygui.core.poems.wire_records import Delivered, Record, Sent, SentMore
from poetrygui.recordings.row_origin import Origin

_MOST_KEPT = 8  # blocks

_MOST_TOGETHER = 1024 * 1024  # bytes of rows


class RowKind(enum.Enum):
    """What a row stands for."""

    FRAME = enum.auto()
    SENT = enum.auto()
    EVENT = enum.auto()
    BETWEEN = enum.auto()
    """A line between two connections."""


class TableRow(NamedTuple):
    """The row of that ``number``, from 0; of a frame, ``frame`` is its own number, from 0.

    ``time`` is in µs since the recording began, ``wait`` since the row before. A frame was delivered as the bytes of
    rows from ``start`` to ``stop``; all else stands between two bytes of them.
    """

    number: int
    kind: RowKind
    time: int
    wait: int
    size: int
    start: int
    stop: int
    frame: int | None = None
    record: Record | None = None
    """Of what was sent, or happened; None where it cannot be told any more, since the log is damaged there."""
    origin: Origin | None = None
    """Where it comes from, where that is told: of rows of several, one."""
    line: tuple[int, int] | None = None
    """Where the row stands for a line of a frame alone, the bytes of rows of that."""


_TIME, _FRAMES, _ROWS = 2, 3, 4  # of a place in a log


class _Entry(NamedTuple):
    """A record that has a row of its own, or completed frames, and what was there before and after it.

    Its own row stands before those of its frames.
    """

    after: int  # the row after its last
    before: PlaceInLog
    now: PlaceInLog
    record: Record | None = None  # None for a chunk, which has no row of its own
    sent: int = 0

    @property
    def first_frame(self) -> int:
        """The row of its first frame, or where that would be."""
        return self.after - (self.now[_FRAMES] - self.before[_FRAMES])

    @property
    def row(self) -> int:
        """Its first row."""
        return self.first_frame - (self.record is not None)


class TableRows:
    """Reads rows of ``poem``, of which that is the recording, while it grows, too. Each method raises OSError."""

    def __init__(self, poem: StoredPoem, recording: Recording) -> None:
        """Read nothing yet."""
        self.poem = poem
        self.recording = recording
        self._places = FramePlaces(poem, recording)
        self._kept: OrderedDict[tuple[int, int], Sequence[_Entry]] = OrderedDict()
        self._ends: tuple[tuple[PlaceInLog, PlaceInLog] | None, dict[int, FrameEnd]] = None, {}  # that were found last

    @property
    def start(self) -> int:
        """The number of the first row that is kept."""
        return _rows_in(self.recording.dropped)

    @property
    def count(self) -> int:
        """How many rows there are by now, those that are not kept any more among them."""
        return max(_rows_in(self.recording.sums), self.start)

    def between(self, first: int, stop: int) -> list[TableRow]:
        """Return the rows from the one of number ``first`` up to ``stop``, as far as there are any."""
        first, stop = max(first, self.start), min(stop, self.count)
        found: list[TableRow] = []
        entries: list[tuple[_Entry, int]] = []
        for entry, wait in self._entries_from(first) if first < stop else ():
            if entry.row >= stop:
                break
            entries.append((entry, wait))
        ends = self._ends_of([entry for entry, _ in entries])
        for entry, wait in entries:
            begin = max(entry.row, first)
            # What is missing before it is in a block that is damaged.
            found += map(_damaged, range(first + len(found), begin))
            found += self._rows_of(entry, wait, begin, min(entry.after, stop), ends)
        return [*found, *map(_damaged, range(first + len(found), stop))]

    def row_of_frame(self, number: int) -> int | None:
        """Return the row of a frame, by its number from 0; None where it is not there."""
        if not self.recording.dropped.frames <= number < self.recording.sums.frames:
            return None
        for block in range(self.recording.log.block_with("frames", number), self.recording.log.blocks):
            for entry in self._of_block(block):
                if entry.before[_FRAMES] <= number < entry.now[_FRAMES]:
                    return entry.after - entry.now[_FRAMES] + number
        return None

    def row_at(self, offset: int) -> int | None:
        """Return the row of the frame that holds a byte of the rows; None where it is in none, or not yet whole."""
        frame = self._places.frame_at(offset)
        return None if frame is None else self.row_of_frame(frame)

    def _entries_from(self, row: int) -> Iterator[tuple[_Entry, int]]:
        """Give the entries from that of a row on, each with the time since the one before it."""
        log = self.recording.log
        blocks = range(log.first_block, log.blocks)
        first = max(bisect_right(blocks, row, key=self._rows_before) - 1, 0)
        last: int | None = None
        for block in blocks[first:]:
            entries = self._of_block(block)
            for at in range(bisect_right(entries, row, key=attrgetter("after")), len(entries)):
                entry = entries[at]
                time = entry.now[_TIME]
                if last is None:
                    last = entries[at - 1].now[_TIME] if at else self._time_before(block, entry)
                yield entry, max(time - last, 0)
                last = time

    def _rows_before(self, block: int) -> int:
        log = self.recording.log
        while block > log.first_block and (mark := log.mark(block)) is None:
            block -= 1
        mark = log.mark(block) if block > log.first_block else None
        return self.start if mark is None else _rows_in(mark)

    def _of_block(self, block: int) -> Sequence[_Entry]:
        is_last = block == self.recording.log.blocks - 1
        key = block, self.recording.sums.records if is_last else self.recording.dropped.records - 1
        if key not in self._kept:
            self._kept[key] = tuple(self._read(block))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _read(self, block: int) -> Iterator[_Entry]:
        log, dropped = self.recording.log, self.recording.dropped
        places, others = log.places_and_others(block)
        mark = log.mark(block) if block > log.first_block else None
        own = max(0 if mark is None else mark.records - mark.chunks, dropped.records - dropped.chunks)
        position, sent = 1, None
        for other in others:
            if isinstance(other.record, SentMore):
                sent = sent and sent._replace(sent=sent.sent + len(other.record.data))
                continue
            if sent is not None:
                yield sent
                sent = None
            yield from _of_chunks(places[position - 1 : other.before], own)
            before = places[max(other.before - 1, 0)]
            position = max(other.before + isinstance(other.record, Delivered), 1)
            own = other.records - other.place[0]
            entry = _Entry(own + other.place[_FRAMES], before, other.place, other.record)
            if isinstance(other.record, Sent):
                sent = entry._replace(sent=len(other.record.data))
            else:
                yield entry
        if sent is not None:
            yield sent if position < len(places) else sent._replace(sent=sent.sent + self._sent_behind(block))
        yield from _of_chunks(places[position - 1 :], own)

    def _time_before(self, block: int, entry: _Entry) -> int:
        """Return the time of the row before the first ``entry`` of a block."""
        for before in range(block - 1, self.recording.log.first_block - 1, -1):
            if entries := self._of_block(before):
                return entries[-1].now[_TIME]
        return entry.now[_TIME] if entry.row else 0

    def _sent_behind(self, block: int) -> int:
        """Return how many bytes, sent in one go with the last of a block, stand in those behind it."""
        size = 0
        for following in range(block + 1, self.recording.log.blocks):
            for record, _ in self.recording.log.entries(following):
                if not isinstance(record, SentMore):
                    return size
                size += len(record.data)
        return size

    def _ends_of(self, entries: Sequence[_Entry]) -> dict[int, FrameEnd]:
        """Return where in the rows the frames of these end, by their numbers."""
        completing = [entry for entry in entries if entry.after > entry.first_frame]
        if not completing:
            return {}
        key = completing[0].before, completing[-1].now
        if key != self._ends[0]:
            self._ends = key, self._find_ends(completing)
        return self._ends[1]

    def _find_ends(self, completing: Sequence[_Entry]) -> dict[int, FrameEnd]:
        # Asked for together they take a tenth of the time, and mostly that goes.
        whole = _chunk(completing[0].before, completing[-1].now)
        is_small = whole.rows_after - whole.rows_before <= _MOST_TOGETHER
        found = dict(enumerate((self._places.ends_in(whole) if is_small else None) or (), whole.frames_before))
        # Where a frame's last piece was empty, others may have been taken for it: then they end with other chunks.
        if found and all(_ends_within(entry, found) for entry in completing):
            return found
        found = {}
        for entry in completing:
            found |= enumerate(self._places.ends_in(_chunk(entry.before, entry.now)) or (), entry.before[_FRAMES])
        return found

    def _rows_of(
        self, entry: _Entry, waited: int, first: int, stop: int, ends: Mapping[int, FrameEnd]
    ) -> Iterator[TableRow]:
        """Give the rows of an ``entry``, from the one of number ``first`` up to ``stop``.

        The first row of it has ``waited`` since the one before; ``ends`` are those of frames.
        """
        time, own = entry.now[_TIME], entry.first_frame
        if first < own:
            kind, at = RowKind.SENT if isinstance(entry.record, Sent) else RowKind.EVENT, entry.before[_ROWS]
            yield TableRow(first, kind, time, waited, entry.sent, at, at, record=entry.record)
            first = own
        number = entry.before[_FRAMES] + first - own
        start: int | None = None
        for row, frame in zip(range(first, stop), count(number)):
            if frame not in ends:
                return
            if start is None:
                start = ends[frame - 1][0] if frame - 1 in ends else self._start_of(frame)
            wait = waited if row == entry.row else 0
            end, is_added = ends[frame]
            yield TableRow(row, RowKind.FRAME, time, wait, end - is_added - start, start, end - is_added, frame)
            start = end

    def _start_of(self, frame: int) -> int:
        rows = self._places.payload_of_frame(frame)
        return 0 if rows is None else rows[0]


def _rows_in(sums: Sums | Dropped) -> int:
    """Return how many rows there are of what sums tell: a row for each frame, and for each record that is no chunk."""
    return sums.frames + sums.records - sums.chunks


def _chunk(before: PlaceInLog, after: PlaceInLog) -> Chunk:
    return chunk_between(before, (*after[:-1], before[_TIME]))


def _of_chunks(places: Sequence[PlaceInLog], own: int) -> Iterator[_Entry]:
    """Give the chunks between places that completed frames; before them were so many rows of their ``own``."""
    return (_Entry(own + now[_FRAMES], was, now) for was, now in pairwise(places) if now[_FRAMES] > was[_FRAMES])


def _ends_within(entry: _Entry, ends: Mapping[int, FrameEnd]) -> bool:
    """Tell whether the frames that a chunk completed end among its rows."""
    first, last = ends[entry.before[_FRAMES]][0], ends[entry.now[_FRAMES] - 1][0]
    return entry.before[_ROWS] <= first and last <= entry.now[_ROWS]


def _damaged(row: int) -> TableRow:
    return TableRow(row, RowKind.EVENT, 0, 0, 0, 0, 0)
