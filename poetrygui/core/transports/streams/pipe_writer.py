"""Writing to a pipe as fast as it is read at the other end."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from twisted.internet.abstract import FileDescriptor
from twisted.internet.main import CONNECTION_DONE, CONNECTION_LOST
from twisted.python.failure import Failure


class PipeWriter(FileDescriptor):
    """Writes, and calls ``closed`` once when the pipe is closed, by us or by whoever reads."""

    def __init__(self, reactor: Any, descriptor: int, closed: Callable[[], object]) -> None:
        """Write to ``descriptor``, which is closed in the end."""
        super().__init__(reactor)
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._closed = closed
        self.connected = 1

    def fileno(self) -> int:
        """Return the descriptor, or -1 once it is closed."""
        return self._descriptor

    def writeSomeData(self, data: bytes) -> int | BaseException:  # noqa: N802 - Twisted's name
        """Write what the pipe takes."""
        try:
            return os.write(self._descriptor, data)
        except BlockingIOError:
            return 0
        except OSError:
            return CONNECTION_LOST

    def connectionLost(self, reason: Failure) -> None:
        """Close the pipe."""
        if self._descriptor >= 0:
            super().connectionLost(reason)  # type: ignore[no-untyped-call]
            os.close(self._descriptor)
            self._descriptor = -1
            self._closed()

    def finish(self) -> None:
        """Close the pipe when all is written."""
        self.loseConnection()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Close the pipe at once."""
        self.connectionLost(Failure(CONNECTION_DONE))
