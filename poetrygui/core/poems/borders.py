"""The borders of a poem as they lie on disk: found by where they stand in the rows, without reading all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.poems.border_blocks import BLOCK, HEAD, LONGEST_BORDER, begins_block, borders_in, offset_before
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE, Border, unpack_borders

_READ_BLOCK = 1024 * 1024


class Borders:
    """Reads the borders in ``file``. Where a poem has a log, that tells the first, which is then not in the file.

    They are in blocks, or one after the other, as those of earlier poems.
    """

    __slots__ = ("_file", "first")

    def __init__(self, file: SegmentedFile, first_kind: int | None = None) -> None:
        """Take ``first_kind`` for the kind of the border with which the rows begin, where the file does not have it."""
        self._file = file
        self.first: list[Border] = [] if first_kind is None else [(0, first_kind)]
        """The one that the log tells of."""

    def begin_with(self, kind: int) -> None:
        """Know the first from now on, which the file does not have."""
        self.first = [(0, kind)]

    def byte_before(self, offset: int) -> int:
        """Return from which byte of the file on those are that tell of the rows from ``offset`` on. Raises OSError."""
        return self._block_at(offset) if self.are_in_blocks else self._entry_at(offset)

    def read_at(self, offset: int) -> Iterator[Border]:
        """Give them from the last one at or before a byte of the rows on; all that are kept where none is before it.

        Raises OSError.
        """
        are_in_blocks = self.are_in_blocks
        start = self._block_at(offset) if are_in_blocks else self._entry_at(offset)
        read = self._read_blocks(start) if are_in_blocks else self._read_entries(start)
        borders = read if start else chain(self.first, read)
        last: Border | None = None
        for border in borders:
            if border[0] > offset:
                if last is not None:
                    yield last
                yield border
                yield from borders
                return
            last = border
        if last is not None:
            yield last

    @property
    def are_in_blocks(self) -> bool:
        """Whether the file has blocks. Raises OSError."""
        start = self._first_block * BLOCK
        return begins_block(self._file.read(start, start + HEAD))

    # By pieces of the file, of the size of blocks whether there are any or not

    def block_before(self, offset: int) -> int:
        """Return the number of that with the last one at or before a byte of the rows, or else of the first.

        Raises OSError.
        """
        return self.byte_before(offset) // BLOCK

    def read_block(self, number: int) -> bytes:
        """Return what is kept of it. Raises OSError."""
        start = number * BLOCK
        if not self.are_in_blocks:
            start = max(start, self._first_entry * PACKED_BORDER_SIZE)
        return self._file.read(start, (number + 1) * BLOCK)

    def borders_in_block(self, number: int) -> Iterator[Border]:
        """Give those in it. Raises OSError."""
        data = self.read_block(number)
        return borders_in(data) if self.are_in_blocks else unpack_borders([data])

    # In blocks

    @property
    def _first_block(self) -> int:
        """The number of the first that is kept whole."""
        return -(-self._file.start // BLOCK)

    def _block_at(self, offset: int) -> int:
        """Return where in the file the block begins that has the last border at or before a byte of the rows."""
        first = self._first_block
        blocks = range(first, (self._file.size - HEAD) // BLOCK + 1)
        block = first + max(bisect_right(blocks, offset, key=self._offset_before) - 1, 0)
        if block > first:
            head = self._file.read(block * BLOCK, block * BLOCK + HEAD + LONGEST_BORDER)
            if next(borders_in(head), (offset + 1, 0))[0] > offset:
                block -= 1
        return block * BLOCK

    def _offset_before(self, block: int) -> int:
        return offset_before(self._file.read(block * BLOCK, block * BLOCK + HEAD))

    def _read_blocks(self, start: int) -> Iterator[Border]:
        for at in range(start, self._file.size, BLOCK):
            yield from borders_in(self._file.read(at, at + BLOCK))

    # One after the other

    @property
    def _first_entry(self) -> int:
        """The number of the first that is kept whole."""
        return -(-self._file.start // PACKED_BORDER_SIZE)

    def _entry_at(self, offset: int) -> int:
        """Return where in the file the last border is at or before a byte of the rows."""
        first = self._first_entry
        entries = range(first, self._file.size // PACKED_BORDER_SIZE)
        return (first + max(bisect_right(entries, offset, key=self._entry_offset) - 1, 0)) * PACKED_BORDER_SIZE

    def _entry_offset(self, entry: int) -> int:
        at = entry * PACKED_BORDER_SIZE
        return next(unpack_borders([self._file.read(at, at + PACKED_BORDER_SIZE)]))[0]

    def _read_entries(self, start: int) -> Iterator[Border]:
        return unpack_borders(
            self._file.read(at, at + _READ_BLOCK) for at in range(start, self._file.size, _READ_BLOCK)
        )
