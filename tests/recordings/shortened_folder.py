"""A recording that was longer than it might be: lines that are numbered, of which the first are not kept."""

from __future__ import annotations

from itertools import accumulate, count
from pathlib import Path
from typing import Any

from attrs import evolve
from twisted.internet.error import ConnectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.store import PoemStore
from poetrygui.plugins import shipped_protocol
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


def netstrings(number: int = 6000) -> tuple[list[bytes], list[int]]:
    """Return so many of them, no two of which are the same, and after which byte each ends, from 0 on."""
    strings = [
        b"%d:%b," % (len(verse), verse) for verse in (b"verse %d %b" % (at, b"y" * (at % 70)) for at in range(number))
    ]
    return strings, list(accumulate(map(len, strings), initial=0))


def shortened_by(folder: Path, protocol: str, wire: bytes, limit: int = 128 * 1024) -> Path:
    """Record what a shipped protocol makes of a wire, in chunks of CHUNK bytes, of which the last are kept."""
    ticks = count(1)
    info = evolve(INFO, name=folder.name, protocol=protocol)
    store = PoemStore(folder, info=info, clock=RecordingClock(lambda: next(ticks) / 1000, lambda: 1e9), limit=limit)
    built: Any = PoemFactory(shipped_protocol(protocol), store).buildProtocol(None)
    built.makeConnection(StringTransport())
    for at in range(0, len(wire), CHUNK):
        store.received(wire[at : at + CHUNK])
        built.dataReceived(wire[at : at + CHUNK])
        store.flush()
    built.connectionLost(Failure(ConnectionDone()))
    store.flush()
    store.close_writing()
    ended = Ended(Outcome.COMPLETE, "the server closed", store.exact_size, store.frame_count)
    store.close()
    write_info(folder, evolve(info, ended=ended))
    return folder
