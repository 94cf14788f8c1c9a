"""Reading what a poller knows: pipes, FIFOs, terminals, sockets."""

from __future__ import annotations

import os
import select
from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IReadDescriptor
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.transports.streams.reader import Ears


@implementer(IReadDescriptor)
class PolledReader:
    """Reads once for each time that the reactor finds the descriptor readable, so that no read waits.

    The descriptor's own flags stay as they are: others may have the same one, such as a shell its terminal.
    """

    def __init__(self, reactor: Any, descriptor: int, ears: Ears, *, keeps_descriptor: bool = False) -> None:
        """Read ``descriptor`` and tell ``ears``; with ``keeps_descriptor`` it is somebody else's, and never closed."""
        self._reactor = reactor
        self._descriptor = descriptor
        self._ears = ears
        self._keeps = keeps_descriptor
        self._poll = select.poll()
        if descriptor >= 0:
            self._poll.register(descriptor, select.POLLIN)

    def start(self) -> None:
        """Have the reactor look whether there is something."""
        if self._descriptor >= 0:
            self._reactor.addReader(self)

    def stop(self) -> None:
        """Have it look no more."""
        if self._descriptor >= 0:
            self._reactor.removeReader(self)

    def close(self) -> None:
        """Give the descriptor back."""
        self.stop()
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0 and not self._keeps:
            os.close(descriptor)

    # Called by the reactor

    def fileno(self) -> int:
        """Return the descriptor, or -1 once it is given back."""
        return self._descriptor

    def doRead(self) -> None:
        """Read what has come."""
        if not self._is_ready():
            return
        try:
            data = os.read(self._descriptor, self._ears.size())
        except BlockingIOError:
            return  # another process was faster
        except OSError as error:
            self._end(error)
            return
        if data:
            self._ears.came(data)
        else:
            self._end(None)

    def connectionLost(self, reason: Failure) -> None:
        """End: the poller has seen that nothing can come any more, or the reactor is about to stop."""
        if not reason.check(ConnectionDone):
            self._end(OSError(f"it was let go: {reason.getErrorMessage()}"))
        else:
            self.start()
            self.doRead()

    def logPrefix(self) -> str:
        """Name this class in Twisted's log."""
        return type(self).__name__

    def _is_ready(self) -> bool:
        # A reactor takes several events at a time. What one of them leads to may close a descriptor and open another of
        # the same number: the next of them, a hang-up even, is then not meant for that.
        return bool(self._poll.poll(0)) if self._descriptor >= 0 else False

    def _end(self, error: OSError | None) -> None:
        if self._descriptor >= 0:
            self.close()
            self._ears.ended(error)
