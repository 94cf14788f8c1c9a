"""Killing a program while it receives, and what is there afterwards of what it had told."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from attrs import field, frozen

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core import kill_me
from tests.core.kill_me import POEMS, chunk, wire

MOST_REPORTS = 150

Program = tuple[IO[bytes], IO[bytes]]
"""Takes the names of folders; gives reports."""


@contextmanager
def killed_program() -> Iterator[Program]:
    """Run the program that is killed again and again."""
    command = [sys.executable, "-m", "tests.core.kill_me"]
    with subprocess.Popen(
        command, cwd=Path(kill_me.__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        yield child.stdin, child.stdout
        child.stdin.close()
    assert child.returncode == 0


@frozen
class Told:
    """What it had told of its poems, by their numbers, when it was killed: bytes of rows, and of what had come."""

    shown: dict[int, int] = field(factory=lambda: dict.fromkeys(range(POEMS), 0))
    came: dict[int, int] = field(factory=lambda: dict.fromkeys(range(POEMS), 0))


def kill_once(program: Program, folder: Path, seed: int) -> Told:
    """Have it keep poems in ``folder``, and kill it after some reports, of which ``seed`` says how many."""
    names, reports = program
    names.write(f"{folder}\n".encode())
    names.flush()
    told = Told()
    left = random.Random(seed).randrange(1, MOST_REPORTS)
    child: int | None = None
    for line in iter(reports.readline, b"end\n"):
        first, second, *third = line.split()
        if first == b"pid":  # which a report can come before
            child = int(second)
        else:
            told.shown[int(first)], told.came[int(first)], left = int(second), int(third[0]), left - 1
        if child is not None and left <= 0:
            os.kill(child, signal.SIGKILL)
            child = None
    return told


def beginning(poem: int, size: int) -> tuple[bytes, bytes]:
    """Return what was sent first as a poem, as rows of at least this size, and exactly."""
    rows, exact, number = bytearray(), bytearray(), 0
    while len(rows) < size:
        for frame in chunk(poem, number):
            rows += frame if frame.endswith(b"\n") else frame + b"\n"
            exact += frame
        number += 1
    return bytes(rows), bytes(exact)


def wire_beginning(poem: int, size: int) -> bytes:
    """Return what came first as a poem, so many bytes."""
    data, number = bytearray(), 0
    while len(data) < size:
        data += wire(poem, number)
        number += 1
    return bytes(data[:size])


@frozen
class Losses:
    """What is not as it was told: bytes that are not there or are others, and records of bytes that are not there."""

    bytes_lost: int = 0
    records_ahead: int = 0

    def __add__(self, other: Losses) -> Losses:
        return Losses(self.bytes_lost + other.bytes_lost, self.records_ahead + other.records_ahead)


def losses(folder: Path, told: Told) -> Losses:
    """Return those of all poems."""
    return sum((_losses_of(folder, poem, told) for poem in range(POEMS)), Losses())


def _losses_of(folder: Path, poem: int, told: Told) -> Losses:
    stored = StoredPoem.existing(folder / str(poem))
    try:
        rows = stored.read(0, told.shown[poem])
        lost = _differing(rows, beginning(poem, told.shown[poem])[0][: told.shown[poem]])
        return Losses(lost) + _losses_on_wire(stored.recording, poem, told.came[poem])
    finally:
        stored.close()


def _losses_on_wire(recording: Recording | None, poem: int, came: int) -> Losses:
    if recording is None:
        return Losses(came)
    lost = _differing(recording.wire(0, came), wire_beginning(poem, came))
    ahead = sum(chunk.stop > recording.wire_size for chunk in recording.chunks(0, recording.sums.wire))
    return Losses(lost + max(came - recording.sums.wire, 0), ahead)


def _differing(found: bytes, expected: bytes) -> int:
    """Return how many bytes there are from the first one on that is not as expected."""
    if found == expected:
        return 0
    same = next((at for at, (ours, theirs) in enumerate(zip(found, expected, strict=False)) if ours != theirs), None)
    return len(expected) - (len(found) if same is None else same)
