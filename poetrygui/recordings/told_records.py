"""Going through a recording from its beginning to its end, with the bytes of each chunk: for whoever hands it on."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from poetrygui.core.poems.wire_records import Received, Record
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.wire_blocks import WireBlocks

LARGEST_CHUNK = 16 * 1024 * 1024
"""Bytes of a chunk; what a damaged log tells of a larger one comes in pieces."""


def told_records(tape: Tape) -> Iterator[tuple[Record, bytes]]:
    """Yield each record, with the bytes that came where it is of a chunk.

    What came before the end at times that are not known, since it has no record, stands at the end as chunks of that
    time. Raises OSError.
    """
    blocks = WireBlocks()
    position = time = 0
    for record in tape.records():
        time = record.time
        if not isinstance(record, Received) or not record.size:
            yield record, b""
            continue
        stop = min(position + record.size, tape.wire_size)
        for piece in _pieces(tape, blocks, position, stop):
            position += len(piece)
            yield evolve(record, size=len(piece)) if position == stop else Received(time, len(piece)), piece
    for piece in _pieces(tape, blocks, position, tape.wire_size):
        yield Received(time, len(piece)), piece


def _pieces(tape: Tape, blocks: WireBlocks, start: int, stop: int) -> Iterator[bytes]:
    while start < stop:
        data = blocks.read(tape, start, min(start + LARGEST_CHUNK, stop))
        if not data:
            return
        yield data
        start += len(data)
