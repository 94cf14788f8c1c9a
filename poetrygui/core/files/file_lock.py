"""A lock on a file that ends with the process that holds it, however that process ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class LockedElsewhereError(OSError):
    """Somebody else holds the lock."""


class FileLock:
    """Holds the lock of a file. The system gives it back when the process ends, so none is ever left behind.

    What it asks is the system, never the file's content: no number of a process, which another may have by now.
    """

    def __init__(self, path: Path, *, make: bool = True) -> None:
        """Take the lock at once or not at all; ``make`` the file where there is none.

        Raises LockedElsewhereError, and OSError where the file cannot be opened or its file system has no locks.
        """
        self.path = path
        self._descriptor = _lock(path, make=make)

    def release(self, *, remove: bool = False) -> None:
        """Give the lock back, if it is held, and ``remove`` its file."""
        if self._descriptor < 0:
            return
        if remove and sys.platform != "win32":
            # While it is held: nobody else can have taken it in between.
            self._unlink()
        os.close(self._descriptor)
        self._descriptor = -1
        if remove and sys.platform == "win32":
            self._unlink()

    def _unlink(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()


def _lock(path: Path, *, make: bool) -> int:
    while True:
        flags = (os.O_RDWR | os.O_CREAT if make else os.O_RDONLY) | _FLAGS
        descriptor = os.open(path, flags, 0o600)
        if make and hasattr(os, "fchmod"):
            # Whatever the umask has taken away: the next process opens it, too. Somebody else's stays as it is.
            with contextlib.suppress(OSError):
                os.fchmod(descriptor, 0o600)
        try:
            _take(descriptor)
            if sys.platform == "win32" or _is_at(descriptor, path):
                return descriptor
        except OSError as error:
            os.close(descriptor)
            if error.errno in _TAKEN:
                raise LockedElsewhereError(error.errno, error.strerror, str(path)) from error
            raise
        # Whoever held it before has removed the file in between: then there is another one, or none.
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
