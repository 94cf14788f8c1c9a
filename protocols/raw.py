"""Everything that comes until the close is one frame, shown as it comes; of messages, each is one."""

from __future__ import annotations

from typing import Any

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import IMessageTransport, PoemProtocol, Sample, Sized

API = 1
TITLE = "Raw bytes, until the close"


class Raw(PoemProtocol):
    """One frame from the first byte to a clean close; after any other end, the frame stays unfinished.

    Where the transport gives messages (a datagram, one of a WebSocket), each is a frame.
    """

    transport: Any

    def __init__(self) -> None:
        self._begun = False
        self._gets_messages = False

    def connectionMade(self) -> None:
        """Look whether messages come, or a stream."""
        self._gets_messages = IMessageTransport.providedBy(self.transport)

    def dataReceived(self, data: bytes) -> None:
        """Hand on each chunk as a part of the one frame, or a message as a whole one."""
        if self._gets_messages and not self.transport.is_cut:
            self.deliver(data)
            return
        self._begun = not self._gets_messages
        self.deliver_part(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the frame, if anything came and the close was clean; a message that was cut off has no end."""
        if self._begun and reason.check(ConnectionDone):
            self.deliver(b"")

    def wire_layout(self) -> Sized:
        """Tell that nothing stands around the frame."""
        return Sized()

    def encode(self, frame: bytes) -> bytes:
        """Return the frame as it is."""
        return frame


SAMPLES = [Sample(b"any bytes\n\0\xff", [b"any bytes\n\0\xff"]), Sample(b"")]
