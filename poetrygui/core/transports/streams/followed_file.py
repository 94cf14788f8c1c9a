"""Reading a file that grows, also where it is emptied, or another is put in its place: as ``tail -F`` does."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import evolve
from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.opening import open_to_read
from poetrygui.core.transports.streams.reader import Ears
from poetrygui.core.transports.streams.slice_reader import SliceReader

LOOK_EVERY = 0.2
"""Seconds between two looks at a file of which all is read."""


class FollowedFile:
    """Reads what stands at a path until it is closed; it ends by itself only where reading fails.

    What is left in a file is read before the one that took its place. That it was emptied, went, or was replaced is
    told, once for each time.
    """

    def __init__(self, reactor: Any, path: Path, descriptor: int, ears: Ears, tell: Callable[[Aside], None]) -> None:
        """Read ``path`` for ``ears``, open as ``descriptor``, or -1 where it is not there yet.

        ``tell`` hears what becomes of the file.
        """
        self._reactor = reactor
        self._path = path
        self._descriptor = descriptor
        self._ears = evolve(ears, ended=self._all_is_read)
        self._failed = ears.ended
        self._tell = tell
        self._reader: SliceReader | None = None
        self._look: IDelayedCall | None = None
        self._said = ""
        self._was_replaced = False  # and what stood there before is being read to its end

    def start(self) -> None:
        """Read, or look whether there is something to read."""
        if self._reader is None and self._look is None:
            self._go_on()

    def stop(self) -> None:
        """Neither read nor look."""
        reader, self._reader = self._reader, None
        if reader is not None:
            reader.stop()
        look, self._look = self._look, None
        if look is not None:
            look.cancel()

    def close(self) -> None:
        """Follow no more."""
        self.stop()
        self._take(-1)

    def _go_on(self) -> None:
        self._look = None
        if self._descriptor < 0:
            self._look_at_path()
        else:
            self._reader = SliceReader(self._reactor, self._descriptor, self._ears, keeps_descriptor=True)
            self._reader.start()

    def _all_is_read(self, error: OSError | None) -> None:
        self._reader = None
        if error is not None:
            self.close()
            self._failed(error)
        elif os.fstat(self._descriptor).st_size < os.lseek(self._descriptor, 0, os.SEEK_CUR):
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            self._tell(self._remark("was emptied: it is read from its beginning"))
            self._go_on()
        else:
            self._look_at_path()

    def _look_at_path(self) -> None:
        try:
            found = self._path.stat()
        except OSError as error:
            self._wait_for_file(error.strerror or str(error))
            return
        if self._descriptor >= 0 and os.path.samestat(found, os.fstat(self._descriptor)):
            self._said = ""
            self._wait()
        elif not stat.S_ISREG(found.st_mode):
            self._wait_for_file("no regular file")
        elif self._descriptor >= 0 and not self._was_replaced:
            # Something may have been written to the old one since the end of it was met.
            self._was_replaced = True
            self._go_on()
        else:
            self._take_new()

    def _take_new(self) -> None:
        try:
            descriptor = open_to_read(self._path)
        except OSError as error:
            self._wait_for_file(error.strerror or str(error))
            return
        self._tell(self._remark("was replaced: the new one is read" if self._was_replaced else "is there now"))
        self._take(descriptor)
        self._go_on()

    def _take(self, descriptor: int) -> None:
        old, self._descriptor = self._descriptor, descriptor
        self._was_replaced = False
        self._said = ""
        if old >= 0:
            os.close(old)

    def _wait_for_file(self, why: str) -> None:
        if self._said != why:
            self._said = why
            self._tell(self._remark(f"is waited for: {why.lower()}"))
        self._wait()

    def _wait(self) -> None:
        self._look = self._reactor.callLater(LOOK_EVERY, self._go_on)

    def _remark(self, what: str) -> Aside:
        return Aside(f"the file {what}", is_remark=True)
