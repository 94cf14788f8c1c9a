"""The borders of a poem as they lie on disk: found by where they stand in the rows, without reading all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE, Border, unpack_borders

_READ_BLOCK = 1024 * 1024


class Borders:
    """Reads the borders in ``file``. Where a poem has a log, that tells the first, which is then not in the file."""

    def __init__(self, file: SegmentedFile, first_kind: int | None = None) -> None:
        """Take ``first_kind`` for the kind of the border with which the rows begin, where the file does not have it."""
        self._file = file
        self._first: list[Border] = [] if first_kind is None else [(0, first_kind)]

    def begin_with(self, kind: int) -> None:
        """Know the first from now on, which the file does not have."""
        self._first = [(0, kind)]

    def __len__(self) -> int:
        return len(self._first) + self._file.size // PACKED_BORDER_SIZE

    @property
    def first(self) -> int:
        """The number of the first border that is kept."""
        start = self._file.start
        return len(self._first) + -(-start // PACKED_BORDER_SIZE) if start else 0

    def byte_before(self, offset: int) -> int:
        """Return from which byte of the file on those are that tell of the rows from ``offset`` on. Raises OSError."""
        return max(self.last_at(offset) - len(self._first), 0) * PACKED_BORDER_SIZE

    def __getitem__(self, index: int) -> Border:
        if index < len(self._first):
            return self._first[index]
        at = (index - len(self._first)) * PACKED_BORDER_SIZE
        return next(unpack_borders([self._file.read(at, at + PACKED_BORDER_SIZE)]))

    def read_from(self, index: int) -> Iterator[Border]:
        """Give those from the one of that number on, counted from 0, of those that are kept. Raises OSError."""
        index = max(index, self.first)
        yield from self._first[index:]
        start = max(index - len(self._first), 0) * PACKED_BORDER_SIZE
        yield from unpack_borders(
            self._file.read(at, at + _READ_BLOCK) for at in range(start, self._file.size, _READ_BLOCK)
        )

    def last_at(self, offset: int) -> int:
        """Return the number of the last border at or before a byte of the rows, and one less before the first.

        Raises OSError.
        """
        first = self.first
        return first + bisect_right(range(first, len(self)), offset, key=lambda index: self[index][0]) - 1
