"""Lines as rows of a table, each with the frame that it is of: those that a filter has chosen, or of several poems."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from poetrygui.core.library.sent_found import FoundMessage
from poetrygui.core.poems.chosen_lines import in_whole, lines_behind, whole_of
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Sent
from poetrygui.recordings.row_origin import NameOf, Origin
from poetrygui.recordings.table_rows import RowKind, TableRow

_MOST_KEPT = 400  # rows
_MOST_POEMS = 16  # of which more is kept than is on disk
_READ_BLOCK = 64 * 1024
_NEAR = 20
"""Rows before one among which the frame is looked for with which it is compared."""
_MICROSECONDS = 1_000_000

At = Callable[[int], "tuple[StoredPoem | None, int]"]
"""Returns of a byte of the whole text which poem it is of, if of any, and where among its rows."""


class _Known(NamedTuple):
    origin: Origin
    places: FramePlaces


class LineRows:
    """Reads the lines of a reader as rows: a RowSource. Offsets are those of that reader.

    A frame of several lines has a row for each that is there. A time is that at which the line came, and a wait that
    since the row before, whatever came between.
    """

    def __init__(self, reader: PoemReader, at: At, name_of: NameOf, heading: Callable[[], str] = str) -> None:
        """Read the lines of ``reader``; ``at`` tells where the bytes of its whole are, ``name_of`` names origins.

        What these names are, ``heading`` tells.
        """
        self.reader = reader
        """Of which these are the lines."""
        self._at = at
        self._name_of = name_of
        self._heading = heading
        self._kept: OrderedDict[int, TableRow] = OrderedDict()
        self._known: OrderedDict[StoredPoem, _Known] = OrderedDict()
        self._moves = 0  # of the lines, when the rows were kept
        self._start = 0, 0  # the first byte that is kept, and its line

    @property
    def heading(self) -> str:
        """What the names of origins are; nothing where there is but one."""
        return self._heading()

    @property
    def start(self) -> int:
        """The number of the first row that is there."""
        start = self.reader.start
        if start != self._start[0]:
            self._start = start, self.reader.line_at(start)
        return self._start[1]

    @property
    def count(self) -> int:
        """The number behind that of the last row."""
        return max(self.reader.line_count, self.start)

    def look(self, _seconds: float) -> bool:
        """Do nothing: all that there is can be read."""
        return False

    def now(self) -> int:
        """Return what :meth:`new_since` is to be asked for later on."""
        return whole_of(self.reader).size

    def new_since(self, then: int) -> int:
        """Return how many of the lines have come since ``then``, and not only been chosen."""
        return lines_behind(self.reader, then)

    def between(self, first: int, stop: int) -> list[TableRow]:
        """Return the rows from the one of number ``first`` up to ``stop``, as far as there are any."""
        first, stop = max(first, self.start), min(stop, self.count)
        found: list[TableRow] = []
        before: int | None = None
        for row in self._rows(max(first - 1, self.start), stop):
            moment = _moment(row)
            wait = 0 if before is None or moment is None else max(moment - before, 0)
            before = before if moment is None else moment
            if row.number >= first:
                found.append(row._replace(wait=wait))
        return found

    def row_at(self, offset: int) -> int | None:
        """Return the row of a byte."""
        return self.reader.line_at(offset) if self.reader.size else None

    def stretch_of(self, row: TableRow) -> tuple[int, int]:
        """Return from which byte up to which a row is."""
        start = self.reader.line_start(row.number)
        if row.start == row.stop and isinstance(self.reader, SentAmong) and self.reader.index_at(start) is not None:
            return start, self.reader.line_start(row.number + 1)
        first, stop = row.line or (row.start, row.stop)
        return start, start + stop - first

    def frame_before(self, row: TableRow) -> TableRow | None:
        """Return the last row before one that is of another frame of the same poem, if that is near."""
        for other in reversed(self.between(row.number - _NEAR, row.number)):
            is_of_same = other.origin is not None and row.origin is not None and other.origin.poem is row.origin.poem
            if is_of_same and other.frame is not None and other.frame != row.frame:
                return other
        return None

    def read(self, row: TableRow, start: int, stop: int) -> bytes:
        """Return bytes from ``start`` up to ``stop`` of the poem that a row is of; of none, of the whole text."""
        poem = whole_of(self.reader) if row.origin is None else row.origin.poem
        return poem.read(start, stop)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called when there are more lines; the call returned ends that."""
        return self.reader.subscribe(callback)

    def _rows(self, first: int, stop: int) -> list[TableRow]:
        """Return rows without their waits: those that are not known are read together."""
        moves = self.reader.moves if isinstance(self.reader, SentAmong) else 0
        if moves != self._moves:
            self._moves = moves
            self._kept.clear()
        rows = {number: self._kept[number] for number in range(first, stop) if number in self._kept}
        lacking = [number for number in range(first, stop) if number not in rows]
        for number, start, end in self._lines(lacking[0], lacking[-1] + 1) if lacking else ():
            if number not in rows:
                rows[number] = self._row(number, start, end)
        return [rows[number] for number in sorted(rows)]

    def _lines(self, first: int, stop: int) -> Iterator[tuple[int, int, int]]:
        """Give the number of each line from ``first`` up to ``stop``, where it begins and where it ends."""
        place = base = self.reader.line_start(first)
        data = b""
        for number in range(first, stop):
            newline = data.find(b"\n", place - base)
            if newline < 0:
                base, data = place, self.reader.read(place, place + _READ_BLOCK)
                newline = data.find(b"\n")
            if newline >= 0:
                end = base + newline
                yield number, place, end
                place = end + 1
            else:  # it is long, or the last and open
                following = self.reader.line_start(number + 1)
                has_newline = self.reader.read(following - 1, following) == b"\n"
                yield number, place, following - has_newline
                place = following

    def _row(self, number: int, start: int, end: int) -> TableRow:
        whole = in_whole(self.reader, start)
        if isinstance(self.reader, SentAmong) and self.reader.index_at(start) is not None:
            sent = self.reader.what_at(start)
            return self._row_of_sent(number, sent) if isinstance(sent, FoundMessage) else _nothing_of(number, whole)
        poem, at = self._at(whole)
        known = None if poem is None else self._known_of(poem)
        if known is None:
            return _nothing_of(number, whole, end - start)
        line = at, at + end - start
        chunk = known.origin.recording.chunk_of_row(at)
        if chunk is None:  # what came last may have no record
            time = known.origin.recording.sums.time
            return TableRow(number, RowKind.FRAME, time, 0, end - start, *line, origin=known.origin, line=line)
        frame = known.places.frame_of_line(chunk, at)
        payload: tuple[int, int] | None = line
        if frame is None:
            frame = known.places.frame_at(at)
            payload = None if frame is None else known.places.payload_of_frame(frame)
        first, stop = payload or line
        kind, time = RowKind.FRAME, chunk.time
        row = TableRow(number, kind, time, 0, stop - first, first, stop, frame, origin=known.origin, line=line)
        if frame is not None:
            self._keep(row)
        return row

    def _row_of_sent(self, number: int, sent: FoundMessage) -> TableRow:
        """Return the row of a message that stands among the lines."""
        known = self._known_of(sent.store)
        record = next(sent.search.recording.records(sent.message.number), None)
        kind = RowKind.SENT if isinstance(record, Sent) else RowKind.EVENT
        origin = None if known is None else known.origin
        at, time, size = sent.message.at, sent.message.time, sent.message.size
        row = TableRow(number, kind, time, 0, size, at, at, record=record, origin=origin)
        self._keep(row)
        return row

    def _keep(self, row: TableRow) -> None:
        self._kept[row.number] = row
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    def _known_of(self, poem: StoredPoem) -> _Known | None:
        if poem.recording is None:
            return None
        if poem not in self._known:
            origin = Origin(poem, poem.recording, *self._name_of(poem))
            self._known[poem] = _Known(origin, FramePlaces(poem, poem.recording))
        self._known.move_to_end(poem)
        if len(self._known) > _MOST_POEMS:
            self._known.popitem(last=False)
        return self._known[poem]


def _nothing_of(number: int, whole: int, size: int = 0) -> TableRow:
    """Return the row of a line that no server has sent, of so many bytes of the whole."""
    return TableRow(number, RowKind.BETWEEN, 0, 0, 0, whole, whole + size)


def _moment(row: TableRow) -> int | None:
    """Return when a row came, in µs since the epoch; None for a line that no server sent."""
    return None if row.origin is None else round(row.origin.recording.info.clock * _MICROSECONDS) + row.time
