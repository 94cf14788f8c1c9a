"""Reading what no poller knows: a regular file is always readable for it, also where the disk is slow."""

from __future__ import annotations

import errno
import os
from typing import Any

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.transports.streams.reader import Ears

_LATER = 0.002
"""Seconds between two looks whether the disk has brought a slice."""
_MOST_LOOKS = 100
"""Looks after which it is waited for: then the system does not keep what it reads, or is out of memory."""
_NOT_NOW = getattr(os, "RWF_NOWAIT", None)
_READ_AHEAD = 4 * 1024 * 1024  # bytes


class SliceReader:
    """Reads a slice in each turn of the reactor, so that everything else has its turn, too.

    Where the system can say that a slice is still on the disk, that one is asked for and looked for later: nothing
    waits for the disk meanwhile.
    """

    def __init__(self, reactor: Any, descriptor: int, ears: Ears, *, keeps_descriptor: bool = False) -> None:
        """Read ``descriptor`` from where it stands and tell ``ears``; with ``keeps_descriptor`` it is never closed."""
        self._descriptor = descriptor
        self._reactor = reactor
        self._ears = ears
        self._keeps = keeps_descriptor
        self._call: IDelayedCall | None = None
        self._can_look = _NOT_NOW is not None
        self._looks = 0

    def start(self) -> None:
        """Read in the reactor's next turn."""
        if self._call is None and self._descriptor >= 0:
            self._read_in(0)

    def stop(self) -> None:
        """Read no more."""
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    def close(self) -> None:
        """Give the descriptor back."""
        self.stop()
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0 and not self._keeps:
            os.close(descriptor)

    def _read(self) -> None:
        self._call = None
        try:
            data = self._slice(self._ears.size())
        except BlockingIOError:
            self._read_in(_LATER)
            return
        except OSError as error:
            self._end(error)
            return
        if data:
            # Before it is told of, because whoever hears it may stop the reading.
            self._read_in(0)
            self._ears.came(data)
        else:
            self._end(None)

    def _read_in(self, seconds: float) -> None:
        self._call = self._reactor.callLater(seconds, self._read)

    def _end(self, error: OSError | None) -> None:
        self.close()
        self._ears.ended(error)

    def _slice(self, size: int) -> bytes:
        """Return what stands next; nothing at the end. Raises OSError, BlockingIOError where that is still coming."""
        if self._can_look and self._looks < _MOST_LOOKS:
            try:
                data = self._slice_in_memory(size)
            except BlockingIOError:
                self._looks += 1
                raise
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ESPIPE):
                    raise
                self._can_look = False
            else:
                self._looks = 0
                return data
        self._looks = 0
        return os.read(self._descriptor, size)

    def _slice_in_memory(self, size: int) -> bytes:
        room = bytearray(size)
        try:
            # -1 is where the descriptor stands, which goes on by what was read.
            count = os.preadv(self._descriptor, [room], -1, _NOT_NOW or 0)
        except BlockingIOError:
            at = os.lseek(self._descriptor, 0, os.SEEK_CUR)
            os.posix_fadvise(self._descriptor, at, _READ_AHEAD, os.POSIX_FADV_WILLNEED)
            raise
        return bytes(memoryview(room)[:count])
