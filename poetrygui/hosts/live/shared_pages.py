"""Memory that the program and a host both see: chunks go there and rows come back without a copy by the system.

Neither believes what it finds there: bytes are copied out of it once, and only then looked at.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sys

if sys.platform != "win32":
    import fcntl

FOR_CHUNK = 512 * 1024
FOR_ROWS = 1024 * 1024
_SEALS = ("F_SEAL_SHRINK", "F_SEAL_GROW", "F_SEAL_SEAL")


class SharedPages:
    """Room for one chunk, and behind it for rows, which are put there one after the other until :meth:`begin`."""

    def __init__(self, descriptor: int) -> None:
        """Map what ``descriptor`` leads to, which may be closed afterwards."""
        self._pages = mmap.mmap(descriptor, FOR_CHUNK + FOR_ROWS)
        self._put_to = 0
        self._put = 0
        self.taken = 0
        """Bytes of rows that were taken, by who takes them."""

    def put_chunk(self, chunk: bytes) -> None:
        """Leave a chunk there, of :data:`FOR_CHUNK` bytes at most."""
        self._pages[: len(chunk)] = chunk

    def chunk(self, size: int) -> bytes:
        """Return the chunk of so many bytes that was left there."""
        return self._pages[:size]

    def begin(self, taken: int) -> None:
        """Put rows to the beginning again where all are ``taken`` that were put there."""
        if taken == self._put:
            self._put_to = 0

    def put(self, rows: bytes) -> int | None:
        """Leave rows there and return at which place; None where there is no room."""
        at, stop = self._put_to, self._put_to + len(rows)
        if stop > FOR_ROWS:
            return None
        self._pages[FOR_CHUNK + at : FOR_CHUNK + stop] = rows
        self._put_to = stop
        self._put += len(rows)
        return at

    def take(self, at: int, size: int) -> bytes:
        """Return the rows of so many bytes at this place. Raises ValueError where there is none."""
        if not 0 <= at <= at + size <= FOR_ROWS:
            raise ValueError("rows of no place that there is")
        self.taken += size
        return self._pages[FOR_CHUNK + at : FOR_CHUNK + at + size]

    def close(self) -> None:
        """Give it back."""
        with contextlib.suppress(BufferError):
            self._pages.close()


def shareable(size: int = FOR_CHUNK + FOR_ROWS) -> int | None:
    """Return a descriptor of so many bytes of such memory, which nobody can make smaller; None where there is none."""
    if sys.platform == "win32":
        return None
    seals = [getattr(fcntl, name, None) for name in _SEALS]
    if not hasattr(os, "memfd_create") or None in seals:
        return None
    descriptor = -1
    try:
        descriptor = os.memfd_create("poetrygui", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.truncate(descriptor, size)
        # Otherwise a host that cut it off would end whoever reads what is not there any more.
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, sum(each for each in seals if each is not None))
    except OSError:
        if descriptor >= 0:
            os.close(descriptor)
        return None
    return descriptor
