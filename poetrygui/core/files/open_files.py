"""Files that stay open: never more of them than may be, however many there are to be written and read."""

from __future__ import annotations

import errno
import weakref
from collections.abc import Callable
from typing import Protocol as StructuralType

_MOST_WRITTEN, _MOST_READ = 1024, 512
_SHARE = 4


class ClosableFile(StructuralType):
    """Can give its descriptors back at any time, and opens anew where it is written or read after that."""

    def close_writing(self) -> None:
        """Give the one back by which it is written."""

    def close_reading(self) -> None:
        """Give the one back by which it is read."""


class OpenFiles:
    """Counts files that are open for writing; where one more is to be opened, that which was written least lately goes.

    All of them are written by one thread, which calls all of this, but for :meth:`closed`. Those that are read, by
    another thread, are counted by :attr:`read`.
    """

    def __init__(self, most: int = _MOST_WRITTEN, most_read: int = 0) -> None:
        """Have at most ``most`` open, one at least, and ``most_read`` of those that are read."""
        self.most = max(most, 1)
        self.read = FilesRead(most_read) if most_read else None
        """Those that are open for reading; None where each has a descriptor for as long as it likes."""
        self._files: dict[int, weakref.ref[ClosableFile]] = {}  # by identity, that of the least lately written first

    @property
    def room(self) -> int:
        """How many more may be opened without closing any."""
        return max(self.most - len(self._files), 0)

    def open(self, file: ClosableFile, opening: Callable[[], int]) -> int:
        """Return the descriptor that ``opening`` returns for a file, which has none. Raises OSError.

        Where the system has none left, one of the others is closed for it.
        """
        while not self.room:
            self._close_one()
        try:
            descriptor = opening()
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE) or not self._files:
                raise
            self._close_one()
            descriptor = opening()
        self._files[id(file)] = weakref.ref(file)
        return descriptor

    def used(self, file: ClosableFile) -> None:
        """Take notice that a file is being written, which is open."""
        key = id(file)
        self._files[key] = self._files.pop(key)

    def closed(self, file: ClosableFile) -> None:
        """Take notice that a file is open no more."""
        self._files.pop(id(file), None)

    def _close_one(self) -> None:
        key = next(iter(tuple(self._files)))
        file = self._files.pop(key)()
        if file is not None:
            self._close(file)

    def _close(self, file: ClosableFile) -> None:
        file.close_writing()


class FilesRead(OpenFiles):
    """Counts files that are open for reading, likewise."""

    def _close(self, file: ClosableFile) -> None:
        file.close_reading()


def fitting(limit: int) -> OpenFiles:
    """Return what has room for some of the ``limit`` descriptors that a program may have, and leaves it the most."""
    share = limit // _SHARE
    return OpenFiles(min(share, _MOST_WRITTEN), most_read=max(min(share // 2, _MOST_READ), 1))
