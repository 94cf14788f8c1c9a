"""One block of a recording's log, gone through once: where its chunks end, and what else is noted in it."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.core.poems import wire_records as packed
from poetrygui.core.poems.wire_log import Source, Sums, unpack_mark
from poetrygui.core.poems.wire_records import Delivered, Received, Record, SentMore

PlaceInLog = tuple[int, int, int, int, int, int, int, int]
"""The sums of chunks, wire, time, frames, rows, newlines and added behind a record; the time of the one before it."""


class OtherInLog(NamedTuple):
    """A ``record`` that is no chunk, behind which the sums are those of ``place``; with it there are so many records.

    It stands ``before`` the chunk whose place has that number, or has that place itself: what came without a chunk.
    """

    before: int
    place: PlaceInLog
    records: int
    record: Record | SentMore

    def behind(self, gone: int) -> OtherInLog:
        """Return it where so many places before it are left out."""
        return self._replace(before=max(self.before - gone, 0)) if gone else self


def places_in(data: bytes) -> tuple[list[PlaceInLog], list[OtherInLog]]:
    """Return where a block that has ``data`` begins and where each of its chunks ends, and the other records in it."""
    places: list[PlaceInLog] = []
    others: list[OtherInLog] = []
    try:
        sums, position = unpack_mark(data)
        places.append(_place(sums, sums.time))
        while position < len(data) and data[position] != packed.PADDING:
            before = sums.time
            if data[position] & packed.SHORT:  # as take_record does, without a record: this is most of what a log has
                wait, size, rows, frames, newlines, position = packed.take_short(data, position)
                sums.time += wait
                sums.records += 1
                sums.chunks += 1
                sums.grow(size, rows, frames, newlines, frames)
                places.append(_place(sums, before))
                continue
            record, position = take_record(data, position, sums)
            if record is not None and not isinstance(record, Received):
                others.append(OtherInLog(len(places), _place(sums, before), sums.records, record))
            if isinstance(record, (Received, Delivered)):
                places.append(_place(sums, before))
    except (IndexError, ValueError):
        pass  # what is cut off or damaged ends the block
    return places, others


def _place(sums: Sums, before: int) -> PlaceInLog:
    return sums.chunks, sums.wire, sums.time, sums.frames, sums.rows, sums.newlines, sums.added, before


def take_record(data: bytes, position: int, sums: Sums) -> tuple[Record | SentMore | None, int]:
    """Return the record at ``position`` of ``data`` and where it ends, and add it to ``sums``.

    Raises IndexError where it is cut off, and ValueError where it is none.
    """
    if data[position] == packed.RUN:
        source = Source(data[position + 1])
        at, position = packed.take_number(data, position + 2)
        sums.begin_run(source, at)
        return None, position
    if data[position] == packed.FIRST_BORDER:
        sums.first_border = data[position + 1] + 1
        return None, position + 2
    record, position = packed.unpack(data, position, sums.time)
    if isinstance(record, SentMore):
        return record, position
    sums.time = record.time
    sums.records += 1
    if isinstance(record, Received):
        sums.chunks += 1
        sums.grow(record.size, record.rows, record.frames, record.newlines, record.added)
    elif isinstance(record, Delivered):
        sums.grow(0, record.rows, record.frames, record.newlines, record.added)
    return record, position
