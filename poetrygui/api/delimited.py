"""Frames that end with a delimiter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api.frame_block import FrameBlock
from poetrygui.api.poem import PoemProtocol


class Delimited(PoemProtocol):
    """Cuts the stream at each ``delimiter``; a subclass may say what the pieces between carry.

    Each byte is copied a few times at most, wherever the chunks end, also inside the delimiter. A piece of more than
    ``limit`` bytes is a protocol error. A subclass with :meth:`decode` gets each piece whole; without it a piece of
    more than ``WHOLE`` bytes is handed on in parts, as it comes.
    """

    delimiter: bytes = b"\n"
    limit: int = 16 * 1024 * 1024
    WHOLE = 64 * 1024

    ends_open = False
    """Whether a clean close ends the last frame as a delimiter does; else it is cut off."""

    noun = "frame"
    """What a piece is called when something is wrong with it."""

    def __init__(self) -> None:
        self.offset = 0
        """Where in the stream the piece at hand begins."""
        self.number = 1
        """Which piece it is, counted from 1."""
        self._held = bytearray()
        self._parts = 0  # bytes of the open piece that were handed on
        self._failed = False
        self._as_it_is = type(self).decode is Delimited.decode
        self._in_blocks = self._as_it_is or type(self).decode_block is not Delimited.decode_block

    def decode(self, piece: bytes) -> bytes | None:
        """Return the frame that a piece carries, None where it carries none; ValueError with what is wrong in it."""
        return piece

    def decode_each(self, pieces: Sequence[bytes]) -> Iterator[bytes | None]:
        """Give what :meth:`decode` returns for each piece; overridden where there is a quicker way with many."""
        return map(self.decode, pieces)

    def decode_block(self, block: bytes) -> FrameBlock | list[bytes] | None:
        """Return the frames that many pieces carry, each of which has the delimiter behind it.

        Overridden where there is a quicker way with many: nothing is then told of their places. A block has a frame for
        each piece, or those without one are added to ``number`` here; a list may leave out those that carry none. None
        where something is wrong in one, or where the quicker way does not fit: then :meth:`decode` is asked for each.
        """
        return FrameBlock(block, self.delimiter) if self._as_it_is else None

    def look(self, piece: bytearray) -> None:
        """Look at a piece of more than ``WHOLE`` bytes whose end is not there yet, each time that more of it is.

        Where :meth:`decode` takes long for a long piece, part of its work can be done here.
        """

    def encode(self, frame: bytes) -> bytes:
        """Return the frame with its delimiter; ValueError if something else would be read from that.

        A class with a ``decode`` of its own has an ``encode`` of its own, too.
        """
        wire = frame + self.delimiter
        if wire.find(self.delimiter) != len(frame):
            raise ValueError(f"a frame cannot hold the delimiter {self.delimiter!r}")
        if len(frame) > self.limit:
            raise ValueError(f"a frame carries at most {self.limit:,} bytes, not {len(frame):,}")
        return wire

    def dataReceived(self, data: bytes) -> None:
        """Cut the pieces out of a chunk."""
        if self._failed:
            return
        if self._in_blocks and not self._parts and self._take_block(data):
            self._look_at_open_piece()
            return
        size = len(self.delimiter)
        start = max(len(self._held) - size + 1, 0)
        self._held += data
        end = self._held.find(self.delimiter, start)
        if end >= 0:
            pieces = bytes(self._held[end + size :]).split(self.delimiter)
            pieces.insert(0, bytes(self._held[:end]))
            self._held = bytearray(pieces.pop())
            self._take(pieces)
        if not self._failed:
            self._look_at_open_piece()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Hand on what came of an open piece; after a clean close that may be the last frame."""
        held = bytes(self._held)
        size = self._parts + len(held)
        if self._failed or not size:
            return
        if self.ends_open and reason.check(ConnectionDone):
            if size > self.limit:
                self._refuse_length(held)
                return
            try:
                frame = held if self._parts else self.decode(held)
            except ValueError:
                return
            self._held.clear()
            self._parts = 0
            if frame is not None:
                self.deliver(frame)
                self.remark("the last frame has no delimiter")
        elif self._as_it_is and held:
            self.deliver_part(held)
            self._parts = size
            self._held.clear()

    def unfinished(self) -> str | None:
        """Tell how much came after the last delimiter."""
        size = self._parts + len(self._held)
        return f"{size:,} bytes without the delimiter {self.delimiter!r}" if size and not self._failed else None

    def undelivered_from(self, received: int) -> int:
        """Return where the piece at hand begins, or what of it was not handed on yet."""
        return self.offset + self._parts

    def _take_block(self, data: bytes) -> bool:
        """Deliver all that is whole with this chunk together, and hold the rest; tell whether that was done.

        It is not where a piece may be too long, or where delimiters may overlap.
        """
        data, end = _up_to_last(self.delimiter, self._held, data)
        if not end or not FrameBlock(block := data[:end], self.delimiter).are_within(self.limit):
            return False
        frames = self.decode_block(block)
        if frames is None:
            return False
        self._held = bytearray(data[end:])
        if isinstance(frames, FrameBlock):
            self.number += self.deliver_block(frames.data, frames.ending, drop_cr=frames.drop_cr)
        else:
            self.deliver_many(frames)
            self.number += block.count(self.delimiter)
        self.offset += end
        return True

    def _take(self, pieces: list[bytes]) -> None:
        """Deliver whole pieces, up to the first faulty one."""
        frames: list[bytes] = []
        decoded = iter(self.decode_each(pieces))
        limit, gap = self.limit, len(self.delimiter)
        for piece in pieces:
            size = self._parts + len(piece)
            if size > limit:
                self.deliver_many(frames)
                self._refuse_length(piece)
                return
            try:
                frame = next(decoded)
            except ValueError as error:
                self.deliver_many(frames)
                self._refuse(str(error))
                return
            if self._parts:
                self.deliver(piece)
                self._parts = 0
            elif frame is not None:
                frames.append(frame)
            self.offset += size + gap
            self.number += 1
        self.deliver_many(frames)

    def _look_at_open_piece(self) -> None:
        """Refuse the open piece once it is too long whatever follows; a long one is handed on or looked at."""
        held = self._held
        if self._parts + len(held) <= min(self.limit, self.WHOLE):
            return
        # What came last may be the beginning of a delimiter.
        longest = min(len(self.delimiter) - 1, len(held))
        doubtful = next(size for size in range(longest, -1, -1) if held.endswith(self.delimiter[:size]))
        sure = len(held) - doubtful
        if self._parts + sure > self.limit:
            self._refuse_length(bytes(held))
        elif self._as_it_is and sure:
            self.deliver_part(bytes(held[:sure]))
            self._parts += sure
            del held[:sure]
        elif not self._as_it_is:
            self.look(held)

    def _refuse_length(self, piece: bytes) -> None:
        """End with a protocol error; as it is, what the limit allows of the piece is handed on as a part."""
        if self._as_it_is and (allowed := piece[: self.limit - self._parts]):
            self.deliver_part(allowed)
            self._parts += len(allowed)
        self._refuse(f"it is longer than the limit of {self.limit:,} bytes")

    def _refuse(self, what: str) -> None:
        self._failed = True
        self._held.clear()
        self.fail(f"{self.noun} {self.number:,}, which begins at byte {self.offset:,} of the stream: {what}")


@lru_cache(64)
def _may_overlap(delimiter: bytes) -> bool:
    """Tell whether a delimiter may begin inside another, so that only the first one tells where the others are."""
    return any(delimiter.startswith(delimiter[start:]) for start in range(1, len(delimiter)))


def _up_to_last(delimiter: bytes, held: bytearray, data: bytes) -> tuple[bytes, int]:
    """Return what is held, and ``data`` behind it, and where the last ``delimiter`` in that ends.

    That is 0 where there is none, or where delimiters may overlap.
    """
    size = len(delimiter)
    if size > 1 and _may_overlap(delimiter):
        return data, 0
    before = max(len(held) - size + 1, 0)
    # What is held may be long, and come in many chunks: it is copied once.
    if held and (delimiter in data or delimiter in held[before:] + data[: size - 1]):
        data = b"".join((held, data))
    else:
        before = 0
    found = data.rfind(delimiter, before)
    return data, found + size if found >= 0 else 0
