"""A program that is killed while it receives loses nothing that it had shown."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core import kill_me
from tests.core.kill_me import POEMS, chunk, wire

KILLS = 20
MOST_REPORTS = 150


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
    """Return what came first as a poem, at least so many bytes."""
    data, number = bytearray(), 0
    while len(data) < size:
        data += wire(poem, number)
        number += 1
    return bytes(data)


@pytest.fixture(scope="module")
def program() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    command = [sys.executable, "-m", "tests.core.kill_me"]
    with subprocess.Popen(
        command, cwd=Path(kill_me.__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        yield child.stdin, child.stdout
        child.stdin.close()
    assert child.returncode == 0


@pytest.mark.parametrize("seed", range(KILLS))
def test_what_was_shown_is_there(program: tuple[IO[bytes], IO[bytes]], tmp_path: Path, seed: int) -> None:
    names, reports = program
    names.write(f"{tmp_path}\n".encode())
    names.flush()
    shown: dict[int, int] = dict.fromkeys(range(POEMS), 0)
    came: dict[int, int] = dict.fromkeys(range(POEMS), 0)
    left = random.Random(seed).randrange(1, MOST_REPORTS)
    child: int | None = None
    for line in iter(reports.readline, b"end\n"):
        first, second, *third = line.split()
        if first == b"pid":  # which a report can come before
            child = int(second)
        else:
            shown[int(first)], came[int(first)], left = int(second), int(third[0]), left - 1
        if child is not None and left <= 0:
            os.kill(child, signal.SIGKILL)
            child = None
    assert max(shown.values()) > 0
    for poem, size in shown.items():
        stored = StoredPoem.existing(tmp_path / str(poem))
        rows, exact = beginning(poem, stored.size)
        assert stored.size >= size
        assert b"".join(stored.row_pieces()) == rows[: stored.size]
        assert exact.startswith(b"".join(stored.exact_pieces()))
        assert stored.exact_size == sum(map(len, stored.exact_pieces()))
        assert (stored.recording is not None) == (poem % 2 == 1)
        if stored.recording is not None:
            recording = stored.recording
            assert came[poem] <= recording.sums.wire <= recording.wire_size
            assert (
                recording.wire(0, recording.wire_size)
                == wire_beginning(poem, recording.wire_size)[: recording.wire_size]
            )
        stored.close()
