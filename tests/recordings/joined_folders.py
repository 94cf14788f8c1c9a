"""Recordings of connection after connection, read in a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.recordings.framed_folder import record_lines

LINE = "── cut · connected again ──"


def recorded(folder: Path, *lines: bytes) -> StoredPoem:
    """Return a poem of these lines, each in a chunk of its own."""
    return StoredPoem.existing(record_lines(folder, [line + b"\n" for line in lines]))


def joined_folders(folder: Path, *connections: Sequence[bytes]) -> JoinedPoems:
    """Return what reads the lines of each of the connections."""
    first, *others = [recorded(folder / str(number), *lines) for number, lines in enumerate(connections)]
    joined = JoinedPoems(first)
    for poem in others:
        joined.go_on(LINE, poem)
    return joined


def release(joined: JoinedPoems) -> None:
    """Give back what it reads from."""
    for poem, _ in joined.with_bases():
        poem.close()
    joined.close()
