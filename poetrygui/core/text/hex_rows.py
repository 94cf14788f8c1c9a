"""Bytes as rows of a hex view: where they are, each as two digits, and the characters that they may be."""

from __future__ import annotations

from typing import Protocol as StructuralType

from attrs import frozen

ROW = 16
"""Bytes in a row."""

_GROUP = 8  # bytes, after which there is a blank more
_LEAST_DIGITS = 8  # of an offset
_UNPRINTABLE = "·"
_SHOWN = "".join(chr(byte) if 0x20 <= byte < 0x7F else _UNPRINTABLE for byte in range(256))


class ByteSource(StructuralType):
    """Bytes that can be read at any place, and may become more."""

    @property
    def start(self) -> int:
        """The first byte that can be read; only grows, where what came first is given up for room."""

    @property
    def size(self) -> int:
        """Bytes that can be read now; only grows."""

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``, as far as there are any. Raises OSError."""


@frozen
class HexLayout:
    """Which column of text stands for which byte of a row. Columns and bytes count from 0."""

    digits: int
    """Of an offset."""

    @property
    def width(self) -> int:
        """The columns of a full row."""
        return self.first_character + ROW

    @property
    def first_pair(self) -> int:
        """The column at which the digits of the first byte begin."""
        return self.digits + 2

    @property
    def first_character(self) -> int:
        """The column of the first byte's character."""
        return self.pair(ROW - 1) + 2 + 2

    def pair(self, byte: int) -> int:
        """Return the column at which the two digits of a row's byte begin."""
        return self.first_pair + 3 * byte + byte // _GROUP

    def character(self, byte: int) -> int:
        """Return the column of the character of a row's byte."""
        return self.first_character + byte

    def byte_at(self, column: int) -> int:
        """Return the byte of a row nearest to a column, whether that is among the digits or the characters."""
        if column >= self.first_character - 1:
            return min(column - self.first_character, ROW - 1) if column > self.first_character else 0
        return max((byte for byte in range(ROW) if self.pair(byte) <= column), default=0)

    def text(self, offset: int, data: bytes) -> str:
        """Return one row as text: ``data``, at most :data:`ROW` bytes, which begin at ``offset``."""
        halves = (data[at : at + _GROUP].hex(" ") for at in range(0, len(data), _GROUP))
        pairs = "  ".join(halves).ljust(self.first_character - self.first_pair)
        return f"{offset:0{self.digits}x}  {pairs}{shown_characters(data)}"

    def text_from(self, first: int, row: int, data: bytes) -> str:
        """Return the row that begins at byte ``row``, of which ``data`` is what is there from byte ``first`` on."""
        if first <= row:
            return self.text(row, data)
        text, missing = self.text(row, bytes(first - row) + data), first - row
        pair, character = self.pair(missing), self.character(missing)
        blank = " " * (pair - self.first_pair)
        return text[: self.first_pair] + blank + text[pair : self.first_character] + " " * missing + text[character:]


def layout_for(size: int) -> HexLayout:
    """Return the layout of rows of ``size`` bytes: all offsets have as many digits."""
    return HexLayout(max(_LEAST_DIGITS, len(f"{max(size - 1, 0):x}")))


def shown_characters(data: bytes) -> str:
    """Return a character for each byte: itself where it is printable ASCII, else a dot in the middle of the line."""
    return data.decode("latin-1").translate(_TABLE)


_TABLE = dict(enumerate(_SHOWN))
