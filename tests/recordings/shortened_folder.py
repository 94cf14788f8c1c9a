"""A recording that was longer than it might be: lines that are numbered, of which the first are not kept."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from tests.core.poems.recorded_poem import INFO

LIMIT = 1024 * 1024
LINE = 1000
"""Bytes of each, with its newline."""

CHUNK = 2500
"""Bytes that came at a time: no line begins with a chunk but each fifth."""


def line(number: int) -> bytes:
    return b"%07d" % number + b"x" * (LINE - 8)


class Lines:
    """Writes them into a recording of at most LIMIT bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ticks = count(1)
        clock = RecordingClock(lambda: next(ticks) / 1000, lambda: 1e9)
        self.info: PoemInfo = evolve(INFO, name=folder.name)
        self.store = PoemStore(folder, info=self.info, clock=clock, limit=LIMIT)
        self._rest = b""
        self._number = 0
        write_info(folder, self.info)

    def add(self, chunks: int) -> None:
        for _ in range(chunks):
            while len(self._rest) < CHUNK:
                self._rest += line(self._number) + b"\n"
                self._number += 1
            self._receive(self._rest[:CHUNK])
            self._rest = self._rest[CHUNK:]

    def end(self) -> Path:
        self.store.close_writing()
        write_info(self.folder, evolve(self.info, ended=Ended(Outcome.COMPLETE, "the server closed")))
        return self.folder

    def _receive(self, chunk: bytes) -> None:
        self.store.received(chunk)
        *ended, open_line = chunk.split(b"\n")
        for each in ended:
            self.store.frame(each)
        if open_line:
            self.store.part(open_line)
        self.store.flush()


def shortened(folder: Path, chunks: int = 800) -> Path:
    """Record so many chunks, of which the last 400 or so are kept."""
    lines = Lines(folder)
    lines.add(chunks)
    return lines.end()
