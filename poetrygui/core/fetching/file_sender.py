"""Sending a file on a connection, as fast as that takes it, and no faster."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

from poetrygui.core.connection.connection import Connection
from poetrygui.core.fetching.file_pieces import PIECE, FilePieces
from poetrygui.core.fetching.sending import send_telling
from poetrygui.core.files.disk import Disk
from poetrygui.errors import SendError

STOPPED = "stopped"
"""The problem of what somebody has stopped."""
_MOST_AT_ONCE = 100  # messages in one turn: a protocol's own code is called for each
# Where nothing tells how fast it is taken, as with datagrams: bytes, or one message, and seconds until the next.
_SMALL, _BETWEEN = 1024, 0.001


@implementer(IPushProducer)
class FileSender:
    """Sends what is in a file. ``over`` is called once that is done or broken off; ``problem`` then says why it was.

    With the name of a protocol each piece is a message that this frames. The transport of the connection says when it
    can take more, and the disk, on which all of it is recorded, holds it up.
    """

    def __init__(
        self,
        reactor: Any,
        connection: Connection | None,
        pieces: FilePieces,
        over: Callable[[], object],
        *,
        disk: Disk,
        protocol: str = "",
    ) -> None:
        """Begin to send ``pieces`` on ``connection``, which are recorded on ``disk``. Raises SendError.

        Each is sent in a turn of its own of ``reactor``; ``over`` and ``protocol`` are as above.
        """
        self.sent = 0
        """Bytes of the file that were handed to the connection."""
        self.messages = 0
        """How many of its lines were, where each is a message."""
        self.problem = ""
        self.is_over = False
        self._reactor, self._disk = reactor, disk
        self._pieces, self._over, self._protocol = pieces, over, protocol
        self._connection = connection
        self._call: Any = None
        self._holds: set[str] = set()  # what keeps it from going on
        self._begin()

    def stop(self) -> None:
        """Send no more."""
        self._finish(STOPPED)

    @property
    def was_stopped(self) -> bool:
        """Whether somebody has stopped it."""
        return self.problem == STOPPED

    # What the transport says

    def pauseProducing(self) -> None:
        """Send nothing for now."""
        self._holds.add("transport")

    def resumeProducing(self) -> None:
        """Go on."""
        self._holds.discard("transport")
        self._go_on()

    def stopProducing(self) -> None:
        """Stop: the connection has ended; or nothing will ever tell how fast it is taken."""
        if "beginning" in self._holds:
            self._holds.add("unpaced")
        else:
            self._connection = None
            self._finish("the connection has ended")

    # How it goes

    def _begin(self) -> None:
        connection = self._connection
        if connection is None or connection.wrappedProtocol is None or connection.verdict is not None:
            self._pieces.close()
            raise SendError("There is no connection to send on: fetch the server first.")
        if getattr(connection.transport, "takes_nothing", False):
            self._pieces.close()
            raise SendError("Nothing can be sent this way: it is only read.")
        self._holds.add("beginning")
        try:
            _paced_by(connection).registerProducer(self, True)
        except RuntimeError as error:
            self._pieces.close()
            why = "a file is being sent, or its protocol sends by itself and says when"
            raise SendError(f"No file can be sent here: {why}. Send messages.") from error
        self._holds.discard("beginning")
        self._go_on()

    def _go_on(self) -> None:
        if self._call is None and not self.is_over and not self._holds - {"unpaced"}:
            self._call = self._reactor.callLater(_BETWEEN if "unpaced" in self._holds else 0, self._send)

    def _send(self) -> None:
        self._call = None
        if self._disk.congested:
            self._holds.add("disk")
            self._disk.when_relieved(self._disk_relieved)
            return
        paced = "unpaced" not in self._holds
        try:
            for _ in range(_MOST_AT_ONCE if paced and self._protocol else 1):
                if not self._send_piece(PIECE if paced else _SMALL):
                    self._finish("")
                if self.is_over or self._holds - {"unpaced"}:
                    break
        except (SendError, ValueError) as error:
            self._refuse(str(error))
        self._go_on()

    def _send_piece(self, most: int) -> bool:
        piece = self._pieces.next(most)
        if piece is None:
            return False
        # A protocol in another process tells later what became of it.
        self._holds.add("protocol")
        told, is_raw = partial(self._told, piece.size), not self._protocol
        send_telling(self._connection, self._protocol, piece.data, told, is_raw=is_raw)
        return True

    def _told(self, size: int, refusal: str) -> None:
        self._holds.discard("protocol")
        if self.is_over:
            return
        if refusal:
            self._refuse(refusal)
            return
        self.messages += bool(self._protocol)
        self.sent += size
        self._go_on()

    def _refuse(self, why: str) -> None:
        what = f"message {self.messages + 1:,} cannot be sent" if self._protocol else "it cannot be sent"
        self._finish(f"{what}: {why.removeprefix('This cannot be sent: ').rstrip('.')}")

    def _disk_relieved(self) -> None:
        self._holds.discard("disk")
        self._go_on()

    def _finish(self, problem: str) -> None:
        if self.is_over:
            return
        self.is_over, self.problem = True, problem
        self._pieces.close()
        if self._call is not None:
            self._call.cancel()
            self._call = None
        connection, self._connection = self._connection, None
        if connection is not None and connection.transport is not None and "unpaced" not in self._holds:
            _paced_by(connection).unregisterProducer()
        self._over()


def _paced_by(connection: Connection) -> Any:
    """Return what tells how fast the connection is taken: its transport, if nobody does who passes it on."""
    return getattr(connection, "paced_by", connection.transport)
