"""Frames as rows of text, and back.

On disk a poem is one run of rows: the frames' bytes, and after each frame that does not itself end in a newline, one
newline that was not received. So every frame begins a row of its own, and a reader needs nothing else to show
lines. Which newlines were added is told by *borders*, of which a poem has few: a feed of lines has one.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from poetrygui.api import FrameBlock
from poetrygui.core.poems.lines_in_block import LinesInBlock, lines_of
from poetrygui.core.poems.newlines import count_newlines

LINES = 0
"""From here on each newline was added, and ends a frame."""
FRAME = 1
"""A frame begins here; what follows up to the next border is all its own."""
ADDED = 2
"""The byte here is a newline that was added; the frame before it has ended."""

PACKED_BORDER_SIZE = array("Q").itemsize

KIND_BITS = 2
"""Of a border in one number, those that tell its kind; the others tell its offset."""
_READ_BLOCK = 1024 * 1024

Border = tuple[int, int]
"""Offset in the rows, and kind."""


class RowComposer:
    """Turns frames, in parts or whole, into rows and borders. Nothing is kept but counts and what is not taken yet."""

    __slots__ = (
        "_borders",
        "_counts",
        "_ends_in_newline",
        "_has_cr",
        "_in_lines",
        "_rows",
        "exact_size",
        "frame_count",
        "inside_frame",
        "size",
    )

    def __init__(self) -> None:
        """Begin a poem."""
        self.size = 0  # bytes of rows composed
        self.exact_size = 0  # bytes of frames, the added newlines left out
        self.frame_count = 0  # whole frames
        self.inside_frame = False
        self._has_cr = False  # whether there is a CR before each newline, for take_with_cr
        self._rows: list[bytes] = []
        self._counts: tuple[int, ...] = ()
        self._borders: list[int] = []
        self._in_lines = False
        self._ends_in_newline = False

    def frame(self, data: bytes) -> None:
        """Take a whole frame, or the last piece of one whose parts came before."""
        if not self.inside_frame and b"\n" not in data:
            self._begin_lines()
            self._add(data)
            self._add_newline()
        else:
            self.part(data)
            self._end_frame()
        self.frame_count += 1

    def part(self, data: bytes) -> None:
        """Take a piece of a frame that is still coming."""
        self._take_cr_out()
        if not self.inside_frame:
            self.inside_frame = True
            self._in_lines = False
            self._ends_in_newline = False
            self._borders.append(self.size << KIND_BITS | FRAME)
        if data:
            self._ends_in_newline = data.endswith(b"\n")
            self._add(data)

    def frames(self, frames: Sequence[bytes]) -> None:
        """Take many whole frames; cheap where none holds a newline."""
        if self.inside_frame and frames:
            self.frame(frames[0])
            frames = frames[1:]
        if not frames:
            return
        joined = self._joined(frames)
        if count_newlines(joined, 0, len(joined)) != len(frames):
            self._frames_one_by_one(frames)
            return
        self._add_lines(joined, len(frames))

    def frame_block(self, block: FrameBlock) -> int:
        """Take many whole frames in one run of bytes, which has the ending of the last; return how many."""
        lines = lines_of(block, self.size)
        if lines is not None:
            self.lines(lines)
            return lines.frame_count
        frames = block.frames()
        self.frames(frames)
        return len(frames)

    def lines(self, lines: LinesInBlock) -> None:
        """Take many whole frames that hold no newline, in one run of bytes."""
        if self.inside_frame and lines.frame_count:
            first, _, rest = lines.rows.partition(b"\n")
            self.frame(first)
            lines = LinesInBlock(rest, lines.frame_count - 1, have_cr=False)
        if lines.frame_count:
            if not lines.have_cr:
                self._take_cr_out()
                self._counts = () if self._rows else lines.counts
            # With the CRs that they have on the wire, they are compared with that at once.
            self._add_lines(lines.data if self._has_cr else lines.rows, lines.frame_count)

    def expect_cr(self) -> None:
        """Prepare for :meth:`take_with_cr`; there are no rows to be taken."""
        self._has_cr = True

    def take_with_cr(self) -> bytes:
        """Return the rows composed since :meth:`expect_cr`, with a CR before each newline; or none.

        What is not returned, as are the borders, is there for :meth:`take`.
        """
        if not self._has_cr:
            return b""
        self._has_cr = False
        rows, self._rows = self._rows, []
        return rows[0] if len(rows) == 1 else b"".join(rows)

    def take_counts(self) -> tuple[int, ...]:
        """Return how many newlines are in each piece of the rows up to a multiple of STRETCH, or none if not known.

        The rows are those that :meth:`take` returns next.
        """
        counts, self._counts = self._counts, ()
        return counts if len(self._rows) == 1 else ()

    def take(self) -> tuple[list[bytes], bytes]:
        """Return the rows and the packed borders composed since the last call."""
        self._take_cr_out()
        rows, self._rows, self._counts = self._rows, [], ()
        if not self._borders:
            return rows, b""
        borders = array("Q", self._borders).tobytes()
        self._borders.clear()
        return rows, borders

    def _take_cr_out(self) -> None:
        if self._has_cr:
            self._has_cr = False
            self._rows = [without_cr(b"".join(self._rows))] if self._rows else []

    def _frames_one_by_one(self, frames: Sequence[bytes]) -> None:
        """Take whole frames, of which some hold a newline; those between are lines."""
        self._take_cr_out()
        done = 0
        for at in [at for at, data in enumerate(frames) if b"\n" in data]:
            if at > done:
                self._add_lines(self._joined(frames[done:at]), at - done)
            self._add_frame(frames[at])
            done = at + 1
        if done < len(frames):
            self._add_lines(self._joined(frames[done:]), len(frames) - done)

    def _add_frame(self, data: bytes) -> None:
        """Add a whole frame that holds a newline."""
        size = self.size
        self._in_lines = False
        self._borders.append(size << KIND_BITS | FRAME)
        self._rows.append(data)
        size += len(data)
        if not data.endswith(b"\n"):
            self._borders.append(size << KIND_BITS | ADDED)
            self._rows.append(b"\n")
            size += 1
        self.size = size
        self.exact_size += len(data)
        self.frame_count += 1

    def _joined(self, frames: Sequence[bytes]) -> bytes:
        return (b"\r\n" if self._has_cr else b"\n").join([*frames, b""])

    def _add_lines(self, lines: bytes, count: int) -> None:
        """Add so many frames with the ending that each has here."""
        self._begin_lines()
        self._rows.append(lines)
        size = len(lines) - (count if self._has_cr else 0)
        self.size += size
        self.exact_size += size - count
        self.frame_count += count

    def _begin_lines(self) -> None:
        if not self._in_lines:
            self._in_lines = True
            self._borders.append(self.size << KIND_BITS | LINES)

    def _end_frame(self) -> None:
        self.inside_frame = False
        if not self._ends_in_newline:
            self._borders.append(self.size << KIND_BITS | ADDED)
            self._add_newline()

    def _add(self, data: bytes) -> None:
        self._rows.append(data)
        self.size += len(data)
        self.exact_size += len(data)

    def _add_newline(self) -> None:
        self._rows.append(b"\r\n" if self._has_cr else b"\n")
        self.size += 1


def without_cr(rows: bytes) -> bytes:
    """Return rows without the CR that stands before each newline."""
    return rows.replace(b"\r\n", b"\n")


def unpack_borders(packed: Iterable[bytes]) -> Iterator[Border]:
    """Give the borders back from blocks of what :meth:`RowComposer.take` packed; an unfinished last one is dropped."""
    rest = b""
    for block in packed:
        data = rest + block
        whole = len(data) - len(data) % PACKED_BORDER_SIZE
        values = array("Q")
        values.frombytes(data[:whole])
        rest = data[whole:]
        for value in values:
            yield value >> KIND_BITS, value & ((1 << KIND_BITS) - 1)


def exact_pieces(
    borders: Iterable[Border], size: int, read: Callable[[int, int], bytes], start_at: int = 0
) -> Iterator[bytes]:
    """Give the frames' bytes, in pieces of any length, with nothing between the frames.

    ``size`` is the length of the rows, ``read`` gives them from one offset up to another, and ``borders`` tell where
    frames end. Those before byte ``start_at`` of the rows are left out.
    """
    for start, stop, kind in _spans(borders, size):
        position = max(start + (kind == ADDED), start_at)
        while position < stop:
            piece = read(position, min(position + _READ_BLOCK, stop))
            if not piece:
                return
            position += len(piece)
            yield piece.replace(b"\n", b"") if kind == LINES else piece


def counts_in(rows: bytes, start: int, borders: Iterable[Border]) -> tuple[int, int]:
    """Return how many bytes of ``rows``, which begin at ``start``, are of frames, and how many frames end in them.

    ``borders`` are those that lie in these rows, led by the last one before them. A frame that ends in a newline of
    its own counts when the next one begins.
    """
    stop = start + len(rows)
    exact_size, frame_count = len(rows), 0
    for (offset, kind), (end, following) in pairwise([*borders, (stop, ADDED)]):
        if kind == LINES:
            added = rows.count(b"\n", max(offset - start, 0), max(end - start, 0))
        else:
            added = kind == ADDED and start <= offset < stop
        exact_size -= added
        frame_count += added + (kind == FRAME and following != ADDED and start < end <= stop)
    return exact_size, frame_count


def _spans(borders: Iterable[Border], size: int) -> Iterator[tuple[int, int, int]]:
    previous: Border | None = None
    for offset, kind in borders:
        if previous is not None:
            yield previous[0], min(offset, size), previous[1]
        if offset >= size:
            return
        previous = offset, kind
    if previous is not None:
        yield previous[0], size, previous[1]
