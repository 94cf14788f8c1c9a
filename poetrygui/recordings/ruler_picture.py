"""What a ruler draws of a stretch of the wire: chunks and frames one by one where there is room, else in short."""

from __future__ import annotations

from attrs import frozen

from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.ruler_blocks import Cut, EventMark, SentMark

ROOM = 3
"""Pixels that a chunk or a frame needs to be drawn by itself."""


@frozen
class WireView:
    """The bytes ``start`` to ``stop`` of the wire, which need not be there, drawn ``width`` pixels wide."""

    start: int
    stop: int
    width: int


@frozen
class FrameBar:
    """The frame of that ``number``, from 0: bytes ``start`` to ``stop``.

    The first ``header`` of these only lead it, and the last ``delimiter`` only end it, as far as that is known. Where
    it is not ``exact``, it lies somewhere in there.
    """

    number: int
    start: int
    stop: int
    delimiter: int = 0
    exact: bool = True
    header: int = 0

    @property
    def payload(self) -> tuple[int, int]:
        """From and up to which byte of the wire it carries something."""
        return self.start + self.header, self.stop - self.delimiter

    @property
    def framing(self) -> tuple[tuple[int, int], ...]:
        """The stretches of it that carry nothing: what leads it, and what ends it."""
        start, stop = self.payload
        return tuple(each for each in ((self.start, start), (stop, self.stop)) if each[0] < each[1])


@frozen
class Blur:
    """Somewhere in bytes ``start`` to ``stop``, ``count`` frames end, of which ``first`` is the first, from 0."""

    start: int
    stop: int
    first: int
    count: int


@frozen
class Picture:
    """What lies in a view. Each list is in the order of the wire."""

    chunks: tuple[Chunk, ...] = ()
    """Each by itself; none where they are too many for that."""
    cuts: tuple[Cut, ...] = ()
    """The longest waits, where chunks are too many."""
    frames: tuple[FrameBar, ...] = ()
    """Each by itself, where it is known where it ends and they are not too many."""
    blurs: tuple[Blur, ...] = ()
    """Stretches in which frames end, where they are too many, or it is not known at which bytes."""
    torn: tuple[int, ...] = ()
    """The bytes at which a chunk ended inside a frame, for the chunks that are drawn each by itself."""
    sent: tuple[SentMark, ...] = ()
    events: tuple[EventMark, ...] = ()
    unfinished: int | None = None
    """From this byte on no frame was made of what came; None where there is no such byte in the view."""
    chunk_count: int = 0
    frame_count: int = 0
    """Of chunks and of frames that lie in the view at least in part, about, where they are too many to count."""
    duration: int = 0
    """µs from the first of these chunks to the last."""
    is_rough: bool = False
    """Whether more is found when it is asked for once more."""
