"""A file in pieces that are sent one after another: its bytes as they are, or each of its lines as a message."""

from __future__ import annotations

import os
import stat
from collections import deque
from pathlib import Path
from typing import NamedTuple

from poetrygui.errors import SendError

PIECE = 64 * 1024
"""Bytes that are read at a time."""
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes that one message may have."""
# A pipe that nobody writes is not waited for.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Piece(NamedTuple):
    """What is sent at once, and how many bytes of the file it stands for."""

    data: bytes
    size: int


class FilePieces:
    """Reads a regular file a piece at a time; ``size`` is how many bytes it has, as it is opened."""

    def __init__(self, path: Path, *, by_lines: bool, ending: bytes = b"") -> None:
        """Open the file at ``path``, to be given ``by_lines`` without what ends them, or as it is with an ``ending``.

        Raises SendError where it cannot be read, or is no regular file.
        """
        self._by_lines = by_lines
        self._ending = ending
        self._lines: deque[Piece] = deque()
        self._rest = b""
        self._is_read = False
        try:
            self._descriptor = os.open(path, _FLAGS)
            status = os.fstat(self._descriptor)
        except OSError as error:
            raise SendError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
        if not stat.S_ISREG(status.st_mode):
            self.close()
            raise SendError(f"{path} cannot be sent: it is no regular file.")
        self.size = status.st_size

    def next(self, most: int = PIECE) -> Piece | None:
        """Return what comes next, of ``most`` bytes where it is no line; None at the end. Raises SendError."""
        if not self._by_lines:
            data = self._read(most)
            if data or not self._ending:
                return Piece(data, len(data)) if data else None
            ending, self._ending = self._ending, b""
            return Piece(ending, 0)
        while not self._lines and not self._is_read:
            self._read_lines()
        return self._lines.popleft() if self._lines else None

    def close(self) -> None:
        """Read no more."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read(self, most: int) -> bytes:
        try:
            return os.read(self._descriptor, most)
        except OSError as error:
            raise SendError(f"the file cannot be read on: {(error.strerror or str(error)).lower()}") from error

    def _read_lines(self) -> None:
        data = self._read(PIECE)
        self._is_read = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._lines.extend(Piece(line.removesuffix(b"\r"), len(line) + 1) for line in lines)
        if self._is_read and self._rest:
            self._lines.append(Piece(self._rest.removesuffix(b"\r"), len(self._rest)))
        if len(self._rest) > LONGEST_LINE:
            raise SendError(f"a line has more than {LONGEST_LINE:,} bytes: send the file as it is")
