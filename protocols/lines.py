"""Lines that end in LF or CRLF; a last line without its newline is kept, and said.

This is tuned by hand, for speed. To see how a protocol is written, begin with delimited.py.
"""

from __future__ import annotations

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import Ended, FrameBlock, PoemProtocol, Sample

API = 1
TITLE = "Lines"


class Lines(PoemProtocol):
    """One frame for each line, without its ending. A CR that no LF follows belongs to its line."""

    limit = 1024 * 1024  # bytes of one line, without its ending
    WHOLE = 64 * 1024  # a longer line is handed on in parts, as it comes

    def __init__(self) -> None:
        self._count = 0  # whole lines so far
        self._parts = 0  # bytes of the open line that were handed on
        self._held = bytearray()  # those that were not yet; a CR at their end may be half of an ending
        self._failed = False

    def dataReceived(self, data: bytes) -> None:
        """Cut the lines out of a chunk; each byte is copied a few times at most, wherever the chunks end."""
        if self._failed:
            return
        if not self._parts and (end := data.rfind(b"\n") + 1):
            # Whole lines are handed on together, without an object for each, unless one may be too long.
            lead = bytes(self._held)
            if end > self.WHOLE and len(lead) + end <= self.limit:
                self._held.clear()
                self._count += self.deliver_lines(lead, data, end)
                if end < len(data):
                    self._grow(data[end:])
                return
            block = b"".join((lead, memoryview(data)[:end])) if lead or end < len(data) else data
            if FrameBlock(block).are_within(self.limit):
                self._held.clear()
                self._count += self.deliver_block(block, drop_cr=True)
                if end < len(data):
                    self._grow(data[end:])
                return
        if data.startswith(b"\n") and self._held.endswith(b"\r"):
            self._held.pop()
        lines = (data.replace(b"\r\n", b"\n") if b"\r" in data else data).split(b"\n")
        rest = lines.pop()
        if lines:
            self._held += lines.pop(0)
            if not (self._end_line() and self._whole_lines(lines, len(data))):
                return
        if rest:
            self._grow(rest)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Deliver the open line after a clean close, as the last one; leave it unfinished after any other end."""
        if self._failed or not (self._held or self._parts):
            return
        if reason.check(ConnectionDone):
            if self._end_line():
                self.remark("the last line has no newline")
        elif self._held:
            self.deliver_part(bytes(self._held))

    def unfinished(self) -> None:
        """Call nothing cut off by a close: what came last is a line, too."""

    def wire_layout(self) -> Ended:
        """Tell that each newline ends a line."""
        return Ended(b"\n")

    def encode(self, frame: bytes) -> bytes:
        """Return the frame with a newline; ValueError if another line, or none, would be read from that."""
        if b"\n" in frame or frame.endswith(b"\r"):
            raise ValueError("a line can neither hold a newline nor end in a carriage return")
        if len(frame) > self.limit:
            raise ValueError(f"a line carries at most {self.limit:,} bytes, not {len(frame):,}")
        return frame + b"\n"

    def _grow(self, piece: bytes) -> None:
        """Add to the open line what has no newline."""
        self._held += piece
        ending = self._held.endswith(b"\r")
        length = self._parts + len(self._held) - ending
        if length > self.limit:
            self._refuse()
        elif length > self.WHOLE:
            self.deliver_part(bytes(self._held[: len(self._held) - ending]))
            self._parts = length
            self._held[:] = b"\r" * ending

    def _end_line(self) -> bool:
        """Deliver the open line; tell whether it was short enough."""
        if self._parts + len(self._held) > self.limit:
            self._refuse()
            return False
        self.deliver(bytes(self._held))
        self._held.clear()
        self._parts = 0
        self._count += 1
        return True

    def _whole_lines(self, lines: list[bytes], size: int) -> bool:
        """Deliver the lines that lie whole in a chunk of this size; tell whether they were short enough."""
        if size > self.limit and max(map(len, lines), default=0) > self.limit:
            bad = next(number for number, line in enumerate(lines) if len(line) > self.limit)
            self._held += lines[bad]
            del lines[bad:]
        if lines:
            self.deliver_many(lines)
        self._count += len(lines)
        if self._held:
            self._refuse()
        return not self._failed

    def _refuse(self) -> None:
        """End with a protocol error; what the limit allows of the line is handed on as a part."""
        self._failed = True
        if allowed := bytes(self._held[: self.limit - self._parts]):
            self.deliver_part(allowed)
        self._held.clear()
        self.fail(f"line {self._count + 1:,} is longer than the limit of {self.limit:,} bytes")


SAMPLES = [
    Sample(b"one\n\r\ntwo\r\nlast", [b"one", b"", b"two", b"last"]),
    Sample(b"a\rb\n\rc\r\r\n\n", [b"a\rb", b"\rc\r", b""]),
]
