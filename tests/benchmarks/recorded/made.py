"""Large recordings of lines, written down without a connection: what a store would have left, in seconds."""

from __future__ import annotations

import random
from pathlib import Path

from attrs import frozen

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.outcomes import Ended, Outcome, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.rows import LINES, RowComposer
from poetrygui.core.poems.wire_log import LogComposer, Source
from poetrygui.core.poems.wire_records import Anchor, Event
from tests.benchmarks.shapes import MIB

CLOCK = 1_767_225_600.0
INFO = PoemInfo(
    "lines",
    "127.0.0.1:7",
    "lines",
    "2026-01-01T00:00:00+00:00",
    ended=Ended(Outcome.COMPLETE, "the server closed the connection"),
    clock=CLOCK,
    kept=WhatIsKept.EVERYTHING,
)

_MOST_WAIT = 2000  # µs


@frozen
class Shape:
    """A recording of ``chunks`` chunks of many sizes, and of ``frames`` lines that have ``line`` bytes each."""

    chunks: int
    frames: int
    line: int = 107

    @property
    def size(self) -> int:
        """Bytes of the wire."""
        return self.frames * self.line


def write_lines(folder: Path, shape: Shape) -> None:
    """Write a recording of that shape, the same in every run; its rows are the wire."""
    folder.mkdir()
    write_wire(folder, "wire", shape)
    log = LogComposer()
    log.add(Anchor(0, CLOCK))
    log.add(Event(0, EventKind.CONNECTED, "127.0.0.1:7"))
    log.begin_run(Source.WIRE, 0)
    log.first_border(LINES)
    chance = random.Random(1)
    mean, time, position, made = shape.size // shape.chunks, 0, 0, 0
    for number in range(shape.chunks):
        left = shape.chunks - number - 1
        size = chance.randrange(mean // 2, mean * 3 // 2) if left else shape.size - position
        # Each of those that are left has a byte, whatever chance says.
        size = max(min(size, shape.size - position - left), 1)
        time += chance.randrange(1, _MOST_WAIT)
        position += size
        frames = position // shape.line - made
        made += frames
        log.received(time, size, frames * shape.line, frames, frames, added=frames)
    log.add(Event(time, EventKind.LOST, "the server closed the connection"))
    file = SegmentedFile(folder, "log")
    file.append(log.take())
    file.close_writing()
    write_info(folder, INFO)


def write_version_1(folder: Path, shape: Shape) -> None:
    """Write the same lines as a poem of before there were recordings."""
    folder.mkdir()
    write_wire(folder, "rows", shape)
    composer = RowComposer()
    composer.frame(b"any line")
    borders = SegmentedFile(folder, "borders")
    borders.append(composer.take()[1])
    borders.close_writing()


def write_wire(folder: Path, name: str, shape: Shape) -> None:
    """Write the lines to the file of that name."""
    file = SegmentedFile(folder, name)
    lines = MIB // shape.line
    text = b"the line of verse of which all of this is made, once more and once more"
    block = (text.ljust(shape.line - 1, b".")[: shape.line - 1] + b"\n") * lines
    left = shape.frames
    while left:
        count = min(left, lines)
        file.append(block[: count * shape.line])
        left -= count
    file.close_writing()
