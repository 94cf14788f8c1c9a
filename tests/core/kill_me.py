"""A program that keeps several poems until it is killed; started by test_killed.py.

Each line of standard input names a folder. For each, a new process keeps poems there, half of them with a recording;
its number is written to standard output, then a line for each report of what can be read, then, when it was killed,
``end``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from twisted.internet import selectreactor
from twisted.internet.task import LoopingCall

from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore

POEMS = 4


def chunk(poem: int, number: int) -> list[bytes]:
    """Return the frames of a poem's chunk: short, long, with a newline inside, and empty."""
    return [b"%d:%d" % (poem, number), b"x" * (number * 37 % 5000), b"two\nrows %d" % number, b""][: 1 + number % 4]


def wire(poem: int, number: int) -> bytes:
    """Return what came as a poem's chunk: lines as they are, with CR or without, and what is no row as it stands."""
    frames = chunk(poem, number)
    if number % 7 == 6:
        return b"?" + b"|".join(frames)
    return b"".join(frame + (b"\r\n" if poem % 4 == 1 else b"\n") for frame in frames)


class Writer:
    """Writes one poem, chunk by chunk."""

    def __init__(self, poem: int, folder: Path, disk: ThreadDisk) -> None:
        self._poem = poem
        self._number = 0
        self._disk = disk
        info = PoemInfo("a server", "", "", "", kept=WhatIsKept.EVERYTHING) if poem % 2 else None
        self._store = PoemStore(folder / str(poem), disk, info=info)
        self._store.subscribe(self._report)

    def write_some(self) -> None:
        for _ in range(5):
            if not self._disk.congested:
                self._store.received(wire(self._poem, self._number))
                self._store.frames(chunk(self._poem, self._number))
                self._store.flush()
                self._number += 1

    def _report(self) -> None:
        recording = self._store.recording
        say(f"{self._poem} {self._store.size} {0 if recording is None else recording.timed_size}")


def say(text: str) -> None:
    os.write(1, text.encode() + b"\n")


def write_until_killed(folder: Path) -> None:
    reactor: Any = selectreactor.SelectReactor()
    disk = ThreadDisk(reactor, high=1024 * 1024, low=256 * 1024)
    writers = [Writer(poem, folder, disk) for poem in range(POEMS)]

    def write_some() -> None:
        for writer in writers:
            writer.write_some()

    calls = LoopingCall(write_some)
    calls.clock = reactor
    calls.start(0)
    reactor.run()


def main() -> None:
    # One process that has everything imported: starting a Python for each kill would take most of the time.
    for line in sys.stdin:
        child = os.fork()
        if not child:
            write_until_killed(Path(line.strip()))
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
