"""What a connection received and its protocol did not deliver: the bytes to look at when a stream went wrong."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from poetrygui.api import Ended, Layout
from poetrygui.core.outcomes import MOST_UNDELIVERED, Outcome, Undelivered, Verdict

_OF_THE_STREAM = (Outcome.PROTOCOL_ERROR, Outcome.CUT)
_OF_THE_PROTOCOL = (Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG)


class UndeliveredTail:
    """Holds on to the chunks since the one in which a frame was delivered last; nothing is copied before the end.

    The connection itself starts ``chunks`` anew with each chunk in which something is delivered.
    """

    __slots__ = ("_size", "chunks")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.chunks: list[bytes] = []

    def add(self, chunk: bytes) -> None:
        """Take a chunk in which nothing was delivered; let go of the oldest where all are twice the limit."""
        chunks = self.chunks
        if len(chunks) <= 1:
            self._size = sum(map(len, chunks))
        chunks.append(chunk)
        self._size += len(chunk)
        # Not sooner: they may be of one byte each, and all that stay are moved.
        if self._size >= 2 * MOST_UNDELIVERED:
            gone = 0
            while self._size - len(chunks[gone]) >= MOST_UNDELIVERED:
                self._size -= len(chunks[gone])
                gone += 1
            del chunks[:gone]

    def is_inside_frame(self, layout: Layout | None) -> bool:
        """Tell whether by ``layout`` what came does not end where a frame does; False where that is not known."""
        if not isinstance(layout, Ended):
            return False
        rest = b"".join(self.chunks).rpartition(layout.delimiter)[2]
        return bool(rest if layout.blanks is None else rest.strip(layout.blanks))

    def look(self, received: int, origin: int | None) -> Undelivered | None:
        """Return what was not delivered, if anything.

        ``received`` bytes came, and the protocol says that ``origin`` of them were dealt with. Where it is None, the
        protocol does not know, and a part of what is returned may have been delivered.
        """
        data = b"".join(self.chunks)
        if origin is not None:
            missing = min(max(received - origin, 0), len(data), MOST_UNDELIVERED)
            data = data[len(data) - missing :]
        data = data[-MOST_UNDELIVERED:]
        return Undelivered(received - len(data), data, origin is not None) if data else None


def with_undelivered(
    verdict: Verdict, tail: UndeliveredTail, received: int, ask_origin: Callable[[], int | None]
) -> Verdict:
    """Return the verdict with what was not delivered, where that tells something of the end, and with its place.

    ``tail`` holds the last of ``received`` bytes; ``ask_origin`` returns how many of all the protocol has dealt with,
    None if it cannot tell.
    """
    if verdict.outcome in _OF_THE_STREAM:
        origin = ask_origin()
    elif verdict.outcome in _OF_THE_PROTOCOL:
        origin = None  # what its own code was doing when it failed, it cannot know
    else:
        return verdict
    undelivered = tail.look(received, origin)
    reason = verdict.reason
    if undelivered is not None and undelivered.is_exact and not ("byte" in reason and "of the stream" in reason):
        reason += f"; byte {undelivered.at:,} of the stream is the first not delivered"
    return evolve(verdict, reason=reason, undelivered=undelivered)
