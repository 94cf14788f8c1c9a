"""Frames whose length is known before they come."""

from __future__ import annotations

from struct import Struct

from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api.equal_frames import ENOUGH_ALIKE, alike_from, deliver_alike
from poetrygui.api.poem import PoemProtocol


class Counted(PoemProtocol):
    """Cuts frames that are led by a header of ``header_size`` bytes; a subclass says what length it announces.

    A header may be longer: where :meth:`length_of` returns None, it is asked again with one byte more, up to
    ``LONGEST_HEADER`` bytes. Each byte of a frame is looked at once, wherever the chunks end. A frame of more than
    ``limit`` bytes is a protocol error. One of more than ``WHOLE`` bytes is handed on in parts, as it comes.
    """

    header_size: int = 0
    limit: int = 16 * 1024 * 1024
    WHOLE = 64 * 1024
    LONGEST_HEADER = 64

    header_struct: Struct | None = None
    """Where a header is one number, the length: how it is packed, which is quicker than ``length_of``."""

    with_header = False
    """Whether a frame is delivered with its header; the limits are those of what follows it all the same."""

    def __init__(self) -> None:
        self.offset = 0
        """Where in the stream the frame at hand begins, with its header."""
        self._header = b""
        self._length = -1  # of the frame that is coming; -1 before its header is there
        self._taken = 0  # bytes of that frame so far
        self._held = bytearray()  # those that were not handed on yet
        self._failed = False
        self._struct = self.header_struct if type(self).length_of is Counted.length_of else None
        if self._struct is not None:
            self.header_size = self._struct.size

    def length_of(self, header: bytes) -> int | None:
        """Return how many bytes follow this header, None where more of it is to come; ValueError with what is wrong.

        May be asked twice for one header.
        """
        if self.header_struct is None:
            raise NotImplementedError(f"{type(self).__name__} does not say how long a frame is")
        length: int = self.header_struct.unpack(header)[0]
        return length

    def dataReceived(self, data: bytes) -> None:
        """Cut the frames out of a chunk."""
        position = 0
        while position < len(data) and not self._failed:
            if self._length < 0 and not self._header and len(data) - position > self.header_size:
                position = self._whole_frames(data, position)
                if position == len(data):
                    return
            if self._length < 0:
                position = self._read_header(data, position)
            if self._length >= 0:
                position = self._payload(data, position)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Hand on what came of an unfinished frame, so that it is kept."""
        if self._held:
            self.deliver_part(bytes(self._held))
            self._held.clear()

    def unfinished(self) -> str | None:
        """Tell how much of a frame is there."""
        if self._failed:
            return None
        if self._length >= 0:
            return f"{self._taken:,} of {self._length:,} bytes of a frame"
        if len(self._header) < self.header_size:
            return f"{len(self._header):,} of {self.header_size:,} bytes of a frame's header" if self._header else None
        return f"inside a frame's header, after {len(self._header):,} bytes of it" if self._header else None

    def undelivered_from(self, received: int) -> int:
        """Return where the frame at hand begins; what came of its payload is delivered by the end."""
        return received if self._taken or (self.with_header and self._length >= 0) else self.offset

    def _whole_frames(self, data: bytes, position: int) -> int:
        """Deliver the frames that lie whole and faultless in the chunk; return where the first other one begins."""
        begin = position
        frames: list[bytes] = []
        position = (self._cut if self._struct is None else self._cut_by_struct)(frames, data, position)
        if frames:
            self.deliver_many(frames)
        self.offset += position - begin
        return position

    def _cut(self, frames: list[bytes], data: bytes, position: int) -> int:
        """Add them to ``frames`` from byte ``position`` of ``data`` on, but for those that are many and all alike."""
        total, with_header = len(data), self.with_header
        size, limit, length_of = self.header_size, min(self.limit, self.WHOLE), self.length_of
        last, alike = None, 0
        try:
            while position < total and (start := position + size) <= total:
                header = data[position:start]
                length = length_of(header)
                if length is None:
                    while length is None and start < total and start - position < self.LONGEST_HEADER:
                        start += 1
                        length = length_of(data[position:start])
                    if length is None:
                        break
                    header = data[position:start]
                end = start + length
                if not 0 <= length <= limit or end > total or end == position:
                    break
                frames.append(data[position if with_header else start : end])
                position = end
                if header != last:
                    last, alike = header, 0
                elif (alike := alike + 1) == ENOUGH_ALIKE:
                    position = self._pass_alike(frames, data, position, header, length)
        except ValueError:
            pass  # told when it is read as the first of the rest
        return position

    def _cut_by_struct(self, frames: list[bytes], data: bytes, position: int) -> int:
        """Do the same where the header is one number and nothing else."""
        assert self._struct is not None
        total, with_header, size = len(data), self.with_header, self._struct.size
        limit, unpack, append = min(self.limit, self.WHOLE), self._struct.unpack_from, frames.append
        last, alike = -1, 0
        while position + size <= total:
            (length,) = unpack(data, position)
            start = position + size
            end = start + length
            if length > limit or end > total or length < 0:
                break
            append(data[position if with_header else start : end])
            position = end
            if length != last:
                last, alike = length, 0
            elif (alike := alike + 1) == ENOUGH_ALIKE:
                position = self._pass_alike(frames, data, position, data[position - length - size : start], length)
        return position

    def _pass_alike(self, frames: list[bytes], data: bytes, position: int, header: bytes, length: int) -> int:
        """Deliver ``frames``, which are before ``position`` in ``data``, and all behind that have this very header.

        Each has ``length`` bytes behind it. Returns where they end.
        """
        self.deliver_many(frames[:])
        frames.clear()
        size = len(header)
        stop = position + alike_from(data, position, header, length) * (size + length)
        around = (0, size + length, 0) if self.with_header else (size, length, 0)
        if stop > position:
            deliver_alike(self, data, position, stop, around)
        return stop

    def _read_header(self, data: bytes, position: int) -> int:
        """Take what the chunk has of a header, and begin the frame where that is all of it; return where it ends."""
        end = position + max(self.header_size - len(self._header), min(len(self._header), 1))
        self._header += data[position:end]
        while end <= len(data) and not self._begin_frame():
            if self._failed or end == len(data):
                return len(data)
            self._header += data[end : end + 1]
            end += 1
        return end

    def _begin_frame(self) -> bool:
        """Read the header; tell whether that is all of it, and a frame can follow it."""
        try:
            length = self.length_of(self._header)
        except ValueError as error:
            return self._refuse(str(error))
        if length is None:
            if len(self._header) >= self.LONGEST_HEADER:
                return self._refuse(f"its header does not end within {self.LONGEST_HEADER:,} bytes")
            return False
        if length > self.limit:
            return self._refuse(f"a frame of {length:,} bytes is announced, over the limit of {self.limit:,} bytes")
        if length < 0 or not (self._header or length):
            return self._refuse(f"a frame of {length:,} bytes cannot be")
        self._length = length
        if self.with_header and length > self.WHOLE:
            self.deliver_part(self._header)
        elif self.with_header:
            self._held += self._header
        return True

    def _payload(self, data: bytes, position: int) -> int:
        """Take what the chunk has of a frame; return where that ends."""
        piece = data[position : position + self._length - self._taken]
        self._taken += len(piece)
        if self._length <= self.WHOLE:
            self._held += piece
        if self._taken == self._length:
            self.deliver(bytes(self._held) if self._length <= self.WHOLE else piece)
            self._held.clear()
            self.offset += len(self._header) + self._length
            self._header, self._length, self._taken = b"", -1, 0
        elif self._length > self.WHOLE and piece:
            self.deliver_part(piece)
        return position + len(piece)

    def _refuse(self, what: str) -> bool:
        self._failed = True
        self.fail(f"the frame that begins at byte {self.offset:,} of the stream: {what}")
        return False
