"""A poem on disk, as its readers see it: rows that can be read at any place, and lines that can be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, Self

from attrs import evolve, frozen

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.newline_index import NewlineIndex
from poetrygui.core.poems.rows import exact_pieces, unpack_borders

_READ_BLOCK = 1024 * 1024
_START_OF_LINE_LIMIT = 64 * 1024


class PoemReader(Protocol):
    """What a view needs of a poem. Offsets are bytes of rows; lines count from 0."""

    @property
    def size(self) -> int:
        """Bytes that can be read now; only grows."""

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any."""

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins; ``size`` for a line past the end."""

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""

    def start_of_line(self, offset: int, limit: int = _START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever ``size`` grew; the call returned ends that."""


@frozen
class Written:
    """What is on disk and may be shown: rows in bytes, newlines in them, and what they are of."""

    size: int = 0
    newlines: int = 0
    open_line: bool = False
    exact_size: int = 0
    frame_count: int = 0


class StoredPoem:
    """One poem on disk: a folder with its rows, in segments, and its borders. Can be read while it grows."""

    def __init__(self, directory: Path) -> None:
        """Read from ``directory``, which need not be there before the first byte is."""
        self.directory = directory
        self._rows = SegmentedFile(directory, "rows")
        self._borders = SegmentedFile(directory, "borders")
        self._index = NewlineIndex()
        self._written = Written()
        self._subscribers: list[Callable[[], None]] = []

    @classmethod
    def existing(cls, directory: Path) -> Self:
        """Open a poem that an earlier run left; reads it once to index it. Raises OSError."""
        poem = cls(directory)
        poem._rows = SegmentedFile.existing(directory, "rows")
        poem._borders = SegmentedFile.existing(directory, "borders")
        size = poem._rows.size
        for start in range(0, size, _READ_BLOCK):
            poem._index.add(poem._rows.read(start, start + _READ_BLOCK))
        open_line = size > 0 and poem._rows.read(size - 1, size) != b"\n"
        poem._written = Written(size, poem._index.newlines, open_line)
        exact_size = sum(len(piece) for piece in poem.exact_pieces())
        poem._written = evolve(poem._written, exact_size=exact_size)
        return poem

    @property
    def size(self) -> int:
        """Bytes of rows that can be read."""
        return self._written.size

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""
        return self._written.newlines + self._written.open_line

    @property
    def frame_count(self) -> int:
        """Whole frames in them."""
        return self._written.frame_count

    @property
    def exact_size(self) -> int:
        """Bytes of the frames themselves."""
        return self._written.exact_size

    def read(self, start: int, stop: int) -> bytes:
        """Return the rows' bytes from ``start`` up to ``stop``. Raises OSError."""
        return self._rows.read(max(start, 0), min(stop, self.size))

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins."""
        if line <= 0:
            return 0
        if line >= self.line_count:
            return self.size
        return self._index.after_newline(line, self._rows.read)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""
        offset = max(0, min(offset, self.size - 1))
        return self._index.newlines_before(offset, self._rows.read) if self.size else 0

    def start_of_line(self, offset: int, limit: int = _START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        floor = max(0, offset - limit)
        found = self.read(floor, offset).rfind(b"\n")
        return floor if found < 0 else floor + found + 1

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more can be read; the call returned ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback) if callback in self._subscribers else None

    def exact_pieces(self) -> Iterator[bytes]:
        """Give the frames' bytes in pieces, with nothing between the frames. Raises OSError."""
        blocks = _blocks(self._borders)
        return exact_pieces(unpack_borders(blocks), self.size, self.read)

    def row_pieces(self) -> Iterator[bytes]:
        """Give the rows in pieces. Raises OSError."""
        for start in range(0, self.size, _READ_BLOCK):
            yield self.read(start, start + _READ_BLOCK)

    def close(self) -> None:
        """Give descriptors back. The poem stays on disk and is opened anew when it is read."""
        self._rows.close_reading()
        self._borders.close_reading()


def _blocks(file: SegmentedFile) -> Iterator[bytes]:
    for start in range(0, file.size, _READ_BLOCK):
        yield file.read(start, start + _READ_BLOCK)
