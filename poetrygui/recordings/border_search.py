"""Bytes of the wire at which a frame ends, here and there, so that not all has to be played to look at a part."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.recording import Recording
from poetrygui.recordings.chunk_frames import FramingRun
from poetrygui.recordings.stretch_tape import StretchTape

EVERY = 256 * 1024
"""Bytes between two of them, and that are played at once."""

LOOKED_THROUGH = 4 * 1024
"""Bytes that are played one by one; a longer frame has no border then."""


@frozen
class WireBorder:
    """At byte ``byte`` of the wire a frame ends, before which there are ``frames``, with that one."""

    byte: int = 0
    frames: int = 0


class BorderSearch:
    """Finds such bytes up to one of them, the last as near to it as can be.

    The protocol is played many chunks at once, so what is found holds where its frames do not depend on where they end.
    """

    def __init__(self, recording: Recording, protocol: type[Protocol], known: WireBorder) -> None:
        """Play ``recording`` to ``protocol``, from ``known`` on, which may be the beginning."""
        self.found = [known]
        """The one that was known, and those behind it."""
        self._recording = recording
        self._protocol = protocol
        self._next = known.byte  # from here on bytes are played one by one

    def search(self, byte: int) -> Iterator[None]:
        """Look for them up to ``byte``; yields where it gets on. Raises OSError."""
        known, last = self.found[0], byte - LOOKED_THROUGH
        if last <= known.byte:
            return
        self._next = min(known.byte + EVERY, last)
        run = FramingRun(StretchTape(self._recording, known.byte, self._next_piece), self._protocol)
        position, frames = known.byte, known.frames
        for values in run.chunks():
            yield
            before, position = position, known.byte + run.reframing.looked_at
            frames += len(values)
            is_found = bool(values) and position == before + 1
            if is_found:
                self.found.append(WireBorder(position, frames))
            if position >= byte or run.reframing.result is not None or (is_found and position > last):
                return
            if is_found or position >= self._next + LOOKED_THROUGH:
                self._next = max(min(position + EVERY, last), position)

    def _next_piece(self, position: int, size: int) -> int:
        if position >= self._next:
            return 1
        wanted = self._next - position
        return wanted if size >= wanted else 0
