"""Frames in a file for others: lines of JSON or of CSV, each frame with its time and its fields; or text."""

from __future__ import annotations

import base64
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen
from twisted.internet.defer import Deferred

from poetrygui.core.fields.flat_fields import cell_text, flat_fields
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.fields.plain_fields import Fields
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.core.text.moments import local_time
from poetrygui.recordings.chosen_frames import ChosenFrames
from poetrygui.recordings.chunk_senders import ChunkSenders
from poetrygui.recordings.field_source import FieldSource
from poetrygui.recordings.frame_lines import FrameLines, Moment
from poetrygui.recordings.frames_as_text import FrameColumns
from poetrygui.recordings.laid_out import Stretch
from poetrygui.recordings.rows_with_times import Column
from poetrygui.recordings.table_rows import TableRow, TableRows
from poetrygui.recordings.wire_places import FoundPlaces, PlacesOf, SoughtPlaces

_AT_ONCE = 200
"""Rows: fewer than the frames of which the fields are kept."""
_MOST_COLUMNS = 200  # of fields
_HEADINGS = ("number", "time", "wait", "size")
_ON_WIRE = ("wire_from", "wire_to")
_CONTENT = ("text", "base64")

_Frame: TypeAlias = "tuple[TableRow, bytes, Fields | None, Stretch | None]"


@frozen
class FramesToSave:
    """The frames of ``rows`` that lie between two bytes of the poem's rows, with what ``fields`` tells of them.

    Pieces of a file are given by :meth:`as_csv`, :meth:`as_json` and :meth:`as_text`; where a Deferred comes instead of
    one, the next is there once that fires. Each raises OSError.
    """

    rows: TableRows
    start: int
    stop: int
    fields: FieldSource
    places: PlacesOf | None = None
    """Has it found where frames lie on the wire, if that is to be told."""
    chosen: ChosenFrames | None = None
    """Those of them that there are to be, where that is not all."""

    def as_json(self) -> Iterator[bytes | Deferred[None]]:
        """Give a line of JSON for each frame, as ``get --jsonl --fields`` tells it."""
        lines: list[bytes] = []
        found: list[Fields | None] = []
        info = self.rows.recording.info
        told = FrameLines(1, info.address, lines.append, began_at=info.clock, fields=lambda _: found.pop())
        senders = ChunkSenders(self.rows.recording)
        for batch in self._batches():
            if isinstance(batch, Deferred):
                yield batch
                continue
            for row, data, fields, wire in batch:
                found.append(fields)
                places = None if self.places is None else deque([wire])
                told.frame(data, Moment(row.time, places=places, sender=self._sender_of(row, senders)))
            told.flush()
            yield from lines
            lines.clear()

    def as_csv(self, names: Sequence[str], *, has_head: bool = True) -> Iterator[bytes | Deferred[None]]:
        """Give a line with what columns hold, unless it is to have none, and one for each frame.

        ``names`` are the fields that have columns; where there are none, those of the first frames have. A frame that
        is no UTF-8 is in base64. The time is that of the day, or where it is not known, since the start. Where frames
        lie on the wire has two columns, if it is to be told.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        clock = self.rows.recording.info.clock
        for batch in self._batches():
            if isinstance(batch, Deferred):
                yield batch
                continue
            if has_head:
                has_head = False
                names = names or [*dict.fromkeys(name for _, _, fields, _ in batch for name in flat_fields(fields))]
                names = names[:_MOST_COLUMNS]
                writer.writerow([*_HEADINGS, *(() if self.places is None else _ON_WIRE), *names, *_CONTENT])
            for row, data, fields, wire in batch:
                flat = flat_fields(fields)
                assert row.frame is not None
                time = local_time(clock, row.time).isoformat(timespec="microseconds") if clock else row.time / 1e6
                cells = (cell_text(flat[name]) if name in flat else "" for name in names)
                on_wire = () if self.places is None else wire or ("", "")
                writer.writerow([row.frame + 1, time, row.wait / 1e6, row.size, *on_wire, *cells, *_content(data)])
            yield text.getvalue().encode("utf-8")
            text.seek(0)
            text.truncate()

    def as_text(self, column: Column) -> Iterator[bytes | Deferred[None]]:
        """Give the rows of each frame, the first one led by its time in ``column``, and where it lies on the wire.

        That is told if it is to be. Where these are all frames, what came behind the last follows as it is.
        """
        poem, at, before = self.rows.poem, self.start, None
        is_all = self.start <= poem.start and self.stop >= poem.size
        columns = FrameColumns(self.rows.recording, column, has_places=self.places is not None)
        if is_all and poem.dropped:
            yield f"{dropped_sentence(poem.dropped)}\n".encode()
        for batch in self._batches():
            if isinstance(batch, Deferred):
                yield batch
                continue
            for row, data, _, wire in batch:
                yield columns.frame(data, row.time, row.wait if before is None else row.time - before, wire)
                before, at = row.time, row.stop + (not data.endswith(b"\n"))
        if is_all and at < self.stop:
            yield columns.rest(poem.read(at, self.stop))

    def _batches(self) -> Iterator[list[_Frame] | Deferred[None]]:
        sought = None if self.places is None else self.places(self.rows.recording)
        try:
            if sought is not None:
                yield sought.found
            row = self._next_row(self.start, 0)
            while row < self.rows.count:
                found = self.rows.between(row, row + _AT_ONCE)
                frames = [(each, self.rows.poem.read(each.start, each.stop)) for each in found if self._is_wanted(each)]
                wanted = [(each.frame, data) for each, data in frames if len(data) <= LONGEST_FRAME]
                while unknown := [
                    (number, data)
                    for number, data in wanted
                    if number is not None and self.fields.known(number) is None
                ]:
                    told: Deferred[None] = Deferred()
                    unsubscribe = self.fields.subscribe(_once(told))
                    self.fields.want(unknown)
                    if all(self.fields.known(number) is not None for number, _ in unknown):
                        unsubscribe()
                        continue
                    told.addCallback(_calling(unsubscribe))
                    yield told
                yield [(each, data, self._of(each, data), _place_of(each, sought)) for each, data in frames]
                if not found or (frames and frames[-1][0].stop >= self.stop) or found[-1].start > self.stop:
                    return
                row = self._next_row(found[-1].stop, row + _AT_ONCE)
        finally:
            self.fields.close()
            if sought is not None:
                sought.close()

    def _is_wanted(self, row: TableRow) -> bool:
        is_within = row.frame is not None and self.start <= row.start and row.stop <= self.stop
        if row.start == self.stop < self.rows.poem.size:
            return False  # an empty one, which begins behind what is selected
        return is_within and (self.chosen is None or self.chosen.has(row.start, row.stop))

    def _next_row(self, offset: int, least: int) -> int:
        """Return the number of the first row that can be wanted of those from byte ``offset`` on, at ``least`` that."""
        if self.chosen is None:
            return least or self._row_at(offset)
        following = self.chosen.next_from(offset)
        return self.rows.count if following is None else max(least, self._row_at(following))

    def _sender_of(self, row: TableRow, senders: ChunkSenders) -> str:
        chunk = self.rows.recording.chunk_of_frame(row.frame) if senders.are_told and row.frame is not None else None
        return "" if chunk is None else senders.of(chunk)

    def _of(self, row: TableRow, data: bytes) -> Fields | None:
        if row.frame is None or len(data) > LONGEST_FRAME:
            return None
        return (self.fields.known(row.frame) or (None,))[0]

    def _row_at(self, offset: int) -> int:
        row = self.rows.row_at(offset) if offset else self.rows.start
        return self.rows.count if row is None else row


def _place_of(row: TableRow, sought: SoughtPlaces | FoundPlaces | None) -> Stretch | None:
    return None if sought is None or row.frame is None else sought.places.of(row.frame)


def _content(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return "", base64.b64encode(data).decode("ascii")


def _once(told: Deferred[None]) -> Callable[[], None]:
    return lambda: None if told.called else told.callback(None)


def _calling(unsubscribe: Callable[[], None]) -> Callable[[None], None]:
    return lambda _: unsubscribe()
