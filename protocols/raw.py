"""Everything that comes until the close is one frame, shown as it comes."""

from __future__ import annotations

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import PoemProtocol, Sample, Sized

API = 1
TITLE = "Raw bytes, until the close"


class Raw(PoemProtocol):
    """One frame from the first byte to a clean close; after any other end, the frame stays unfinished."""

    def __init__(self) -> None:
        self._begun = False

    def dataReceived(self, data: bytes) -> None:
        """Hand on each chunk as a part of the one frame."""
        self._begun = True
        self.deliver_part(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """End the frame, if anything came and the close was clean."""
        if self._begun and reason.check(ConnectionDone):
            self.deliver(b"")

    def wire_layout(self) -> Sized:
        """Tell that nothing stands around the frame."""
        return Sized()

    def encode(self, frame: bytes) -> bytes:
        """Return the frame as it is."""
        return frame


SAMPLES = [Sample(b"any bytes\n\0\xff", [b"any bytes\n\0\xff"]), Sample(b"")]
