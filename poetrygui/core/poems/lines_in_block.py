"""Many frames in one run of bytes, as the lines that they are in rows: nothing is made for each of them."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.api import FrameBlock, ended_by_newlines
from poetrygui.core.poems.newlines import STRETCH, comes_in_pairs, count_newlines, counts_in


class LinesInBlock(NamedTuple):
    """So many frames, none of which holds a newline, each with one behind it; or with CR and LF, and no other CR."""

    data: bytes
    frame_count: int
    have_cr: bool
    counts: tuple[int, ...] = ()
    """How many are in each piece up to a multiple of STRETCH of the rows, where that is known."""

    @property
    def rows(self) -> bytes:
        """The frames, each with a newline behind it."""
        return self.data.translate(None, b"\r") if self.have_cr else self.data

    @property
    def exact(self) -> bytes:
        """The frames, with nothing between them."""
        return self.data.translate(None, b"\r\n" if self.have_cr else b"\n")

    @property
    def exact_size(self) -> int:
        """Bytes of the frames."""
        return len(self.data) - self.frame_count * (1 + self.have_cr)

    def frames(self) -> list[bytes]:
        """Return the frames one by one."""
        return self.data.split(b"\r\n" if self.have_cr else b"\n")[:-1]


class LedLines(NamedTuple):
    """Lines that lie in a chunk from its beginning up to byte ``stop``, the first of them behind ``lead``.

    No newline is in ``lead``, no CR in any of them. Nothing is put together before it is known that this must be.
    """

    lead: bytes
    chunk: bytes
    stop: int
    counts: tuple[int, ...]
    """How many newlines are in each piece up to a multiple of STRETCH of the rows."""

    @property
    def size(self) -> int:
        """Bytes of all of them."""
        return len(self.lead) + self.stop

    @property
    def rows(self) -> bytes:
        """The lines in one."""
        return b"".join((self.lead, memoryview(self.chunk)[: self.stop]))


def led_lines(lead: bytes, chunk: bytes, stop: int, at: int = 0) -> LedLines | None:
    """Return the lines up to byte ``stop`` of a chunk, the first of them behind ``lead``, at byte ``at`` of the rows.

    None where they have to be put together to be looked at.
    """
    goes_over = at % STRETCH + len(lead) >= STRETCH
    if goes_over or b"\n" in lead or b"\r" in lead or chunk.find(b"\r", 0, stop) >= 0:
        return None
    return LedLines(lead, chunk, stop, counts_in(chunk, at + len(lead), stop))


def lines_of(block: FrameBlock, at: int = 0) -> LinesInBlock | None:
    """Return the frames of a block as lines, the first byte ``at`` of the rows; None where they may hold newlines."""
    data, ending, drop_cr = block
    if ending == b"\n":
        if drop_cr and b"\r" in data:
            if comes_in_pairs(data):
                return LinesInBlock(data, count_newlines(data, 0, len(data)), True)
            data = data.replace(b"\r\n", b"\n")
    elif drop_cr:
        return None
    elif ending == b"\r\n":
        return LinesInBlock(data, count_newlines(data, 0, len(data)), True) if comes_in_pairs(data) else None
    elif b"\n" in data:
        return None
    else:
        data = ended_by_newlines(block)
        if not data.endswith(b"\n"):
            return None  # its end is but half of an ending, of which the other half ends a frame before
    counts = counts_in(data, at)
    return LinesInBlock(data, sum(counts), False, counts)
