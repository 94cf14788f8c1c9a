"""Frames whose end only a look at their bytes tells."""

from __future__ import annotations

from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api.poem import PoemProtocol


class Scanned(PoemProtocol):
    """Cuts frames whose end a subclass finds; it may say what the bytes up to there carry.

    What has no end yet is held. More than ``limit`` bytes without one are a protocol error.
    """

    limit: int = 16 * 1024 * 1024

    noun = "frame"
    """What a frame is called when something is wrong with it."""

    within = "stream"
    """In what the bytes are counted when something is wrong with one."""

    ends_open = False
    """Whether a clean close ends the last frame, too; may change with what comes."""

    def __init__(self) -> None:
        self.offset = 0
        """Where in the stream the frame at hand begins."""
        self.number = 1
        """Which frame it is, counted from 1; what carries none is not counted."""
        self.place = 0
        """For :meth:`end_of`: how many bytes of the frame at hand it has looked at. 0 when a frame begins."""
        self._held = bytearray()
        self._failed = False

    def end_of(self, held: bytearray, start: int, stop: int) -> int | None:
        """Return where the frame ends that begins at ``start``, None where its end does not lie before ``stop``.

        ``held`` may go on beyond ``stop``, where nothing may be looked at. ValueError with what is wrong. Asked again
        each time that more has come; so that each byte is looked at once, how far it came is kept in ``place``.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say where a frame ends")

    def decode(self, piece: bytes) -> bytes | None:
        """Return the frame that a whole piece carries, None where it carries none; ValueError with what is wrong."""
        return piece

    def dataReceived(self, data: bytes) -> None:
        """Cut the frames out of a chunk."""
        if self._failed:
            return
        held = self._held
        held += data
        frames: list[bytes] = []
        start, total, problem = 0, len(held), ""
        while start < total:
            try:
                end = self.end_of(held, start, min(start + self.limit, total))
                if end is None:
                    if total - start > self.limit:
                        raise ValueError(f"it is longer than the limit of {self.limit:,} bytes")
                    break
                frame = self.decode(bytes(held[start:end]))
            except ValueError as error:
                problem = str(error)
                break
            if frame is not None:
                frames.append(frame)
                self.number += 1
            self.offset += end - start
            start, self.place = end, 0
        del held[:start]
        if frames:
            self.deliver_many(frames)
        if problem:
            self.refuse(problem)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Deliver the open frame, if a clean close ends it."""
        if self._failed or not (self._held and self.ends_open and reason.check(ConnectionDone)):
            return
        try:
            frame = self.decode(bytes(self._held))
        except ValueError:
            return
        self.offset += len(self._held)
        self._held.clear()
        if frame is not None:
            self.deliver(frame)

    def unfinished(self) -> str | None:
        """Tell how much came of a frame that has no end yet."""
        size = len(self._held)
        one = f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"
        return f"{size:,} {'byte' if size == 1 else 'bytes'} of {one}" if size else None

    def undelivered_from(self, received: int) -> int | None:
        """Return where the frame at hand begins; a subclass may not know that."""
        return self.offset

    def refuse(self, what: str) -> None:
        """End with a protocol error in the frame at hand."""
        self._failed = True
        self._held.clear()
        self.fail(f"{self.noun} {self.number:,}, which begins at byte {self.offset:,} of the {self.within}: {what}")
