"""Netstrings: each string is led by its length in decimal digits and a colon, and followed by a comma.

This is tuned by hand, for speed. To see how a protocol is written, begin with delimited.py.
"""

from __future__ import annotations

from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import ENOUGH_ALIKE, PoemProtocol, Sample, Sized, alike_from, deliver_alike

API = 1
TITLE = "Netstrings"

COLON, COMMA, ZERO, NINE = b":,09"


class Netstring(PoemProtocol):
    """One frame for each netstring. Whatever is not a netstring ends the connection at its first wrong byte."""

    limit = 16 * 1024 * 1024  # bytes of one string
    WHOLE = 64 * 1024  # a longer string is handed on in parts, as it comes

    def __init__(self) -> None:
        self._offset = 0  # bytes of the stream before the chunk at hand
        self._digits = b""  # what is there of a length whose colon is still to come
        self._length = -1  # of the string that is coming; -1 before its colon
        self._taken = 0  # bytes of that string so far
        self._held = bytearray()  # those that were not handed on yet
        self._failed = False
        self._faulty_from = 0  # where the string begins that is none

    def dataReceived(self, data: bytes) -> None:
        """Cut the strings out of a chunk; each byte is looked at once, wherever the chunks end."""
        position = 0
        while position < len(data) and not self._failed:
            if self._length >= 0:
                position = self._payload(data, position)
                continue
            if not self._digits:
                position = self._whole_strings(data, position)
            if position < len(data):
                self._header(data[position], self._offset + position)
                position += 1
        self._offset += len(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Hand on what came of an unfinished string, so that it is kept."""
        if self._held:
            self.deliver_part(bytes(self._held))
            self._held.clear()

    def unfinished(self) -> str | None:
        """Tell how much of a string is there."""
        if self._failed or (self._length < 0 and not self._digits):
            return None
        if self._length < 0:
            return "inside a netstring's length"
        comma = ", without its comma" if self._taken == self._length else ""
        return f"{self._taken:,} of {self._length:,} bytes of a netstring{comma}"

    def undelivered_from(self, received: int) -> int:
        """Return where the string at hand begins; what came of its payload is delivered by the end."""
        if self._failed:
            return self._faulty_from
        header = len(self._digits) if self._length < 0 else len(b"%d:" % self._length)
        return received if self._taken else received - header

    def wire_layout(self) -> Sized:
        """Tell what stands around a string: its length, a colon and a comma."""
        return Sized(before=1, behind=1, has_digits=True)

    def encode(self, frame: bytes) -> bytes:
        """Return the frame as a netstring; ValueError if it is longer than ``limit``."""
        if len(frame) > self.limit:
            raise ValueError(f"a netstring carries at most {self.limit:,} bytes, not {len(frame):,}")
        return b"%d:%b," % (len(frame), frame)

    def _whole_strings(self, data: bytes, position: int) -> int:
        """Deliver the strings that lie whole and faultless in the chunk; return where the first other one begins."""
        frames: list[bytes] = []
        limit = min(self.WHOLE, self.limit)
        last, alike = -1, 0
        try:
            while ZERO <= data[position] <= NINE:
                length, colon = data[position] - ZERO, position + 1
                while length and length <= limit and ZERO <= data[colon] <= NINE:
                    length, colon = length * 10 + data[colon] - ZERO, colon + 1
                end = colon + 1 + length
                if length > limit or data[colon] != COLON or data[end] != COMMA:
                    break
                frames.append(data[colon + 1 : end])
                if length != last:
                    last, alike = length, 0
                elif (alike := alike + 1) == ENOUGH_ALIKE:
                    # Many of one length are cut at once.
                    self.deliver_many(frames[:])
                    frames.clear()
                    before, begin = data[position : colon + 1], end + 1
                    end = begin + alike_from(data, begin, before, length, b",") * (len(before) + length + 1) - 1
                    if end > begin:
                        deliver_alike(self, data, begin, end + 1, (len(before), length, 1))
                position = end + 1
        except IndexError:
            pass  # the chunk ends inside a string
        if frames:
            self.deliver_many(frames)
        return position

    def _header(self, byte: int, offset: int) -> None:
        """Take one byte of a length."""
        if byte == COLON and self._digits:
            self._length, self._digits = int(self._digits), b""
        elif not ZERO <= byte <= NINE or self._digits == b"0":
            after = "':'" if self._digits == b"0" else "a digit or ':'" if self._digits else "a digit"
            self._refuse(offset, byte, f"stands where a netstring's length needs {after}", offset - len(self._digits))
        else:
            self._digits += bytes((byte,))
            if int(self._digits) > self.limit:
                announced = f"announces a netstring of {int(self._digits):,} bytes or more"
                wrong = f"{announced}, over the limit of {self.limit:,} bytes"
                self._refuse(offset, byte, wrong, offset + 1 - len(self._digits))

    def _payload(self, data: bytes, position: int) -> int:
        """Take what the chunk has of a string and its comma; return where it ends."""
        piece = data[position : position + self._length - self._taken]
        self._taken += len(piece)
        position += len(piece)
        if self._length <= self.WHOLE:
            self._held += piece
        elif piece:
            self.deliver_part(piece)
        if position < len(data) and data[position] == COMMA:
            self.deliver(bytes(self._held))
            self._held.clear()
            self._length, self._taken = -1, 0
            position += 1
        elif position < len(data):
            wrong = f"stands where the comma after a netstring of {self._length:,} bytes belongs"
            offset = self._offset + position
            began = offset - len(b"%d:" % self._length) - self._taken
            self._refuse(offset, data[position], wrong, began if self._length <= self.WHOLE else offset)
        return position

    def _refuse(self, offset: int, byte: int, what: str, faulty_from: int) -> None:
        self._faulty_from = faulty_from
        shown = f" ({chr(byte)!r})" if 0x20 <= byte < 0x7F else ""
        self._failed = True
        self._held.clear()
        self.fail(f"byte {offset:,} of the stream, 0x{byte:02X}{shown}, {what}")


SAMPLES = [
    Sample(b"3:abc,0:,10:0123456789,", [b"abc", b"", b"0123456789"]),
    Sample(b"1:a,10:abc", [b"a"], "cut"),
    Sample(b"1:a,3:abcX1:b,", [b"a"], "protocol-error"),
    Sample(b"007:abcdefg,", outcome="protocol-error"),
    Sample(b"16777217:", outcome="protocol-error"),
]
