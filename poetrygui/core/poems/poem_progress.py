"""What is flushed at a time, and how far writing came: with a recording, and without."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.core.poems.lines_in_block import LedLines
from poetrygui.core.poems.stored_poem import Written


class Flushed(NamedTuple):
    """What was composed at once: rows, packed borders, and the counts up to their end.

    There is one for each chunk, and a tuple is made in a fourth of the time.
    """

    rows: bytes
    borders: bytes
    newlines: int
    exact_size: int
    frame_count: int
    with_cr: bytes = b""
    """The rows, where ``rows`` are none, with a CR before each newline."""
    led: LedLines | None = None
    """The rows, where ``rows`` are none, as they lie in the chunk that came."""


class PoemProgress(NamedTuple):
    """How far the writing of a batch came: ``written`` is what can be read now.

    Of what was written, ``size`` is what counts as backlog.
    """

    size: int
    written: Written
    error: OSError | None
    wire_size: int = 0
    log_size: int = 0
