"""The ruler without its colours: which chunks, frames and sent bytes lie where, at any zoom of any recording."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from attrs import evolve

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Source
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.frame_edges import FrameEdges, RunEdges, delimiter_size, is_torn
from poetrygui.recordings.frame_payloads import FramePayloads
from poetrygui.recordings.ruler_blocks import RulerBlocks
from poetrygui.recordings.ruler_picture import ROOM, Blur, FrameBar, Picture, WireView
from poetrygui.recordings.ruler_records import RulerRecords
from poetrygui.recordings.ruler_short import picture_in_short

LEAST_FRAMED = 8
"""Pixels of a frame of which it is drawn what leads and what ends it."""

_WHOLE_BLOCKS = 3  # that may be read for one picture, to draw chunks one by one


class RulerModel:
    """Answers for one recording, which may grow: :meth:`look` takes notice. Each method raises OSError."""

    def __init__(
        self, recording: Recording, edges: FrameEdges | None = None, payloads: FramePayloads | None = None
    ) -> None:
        """Look at ``recording``; ``edges`` tells where its frames end, and ``payloads`` what of them is framing."""
        self.recording = recording
        self.edges: FrameEdges = RunEdges(recording) if edges is None else edges
        self.blocks = RulerBlocks(recording)
        self.records = RulerRecords(recording, self.blocks)
        self._payloads = payloads
        self._has_more = True

    @property
    def size(self) -> int:
        """Bytes of the wire."""
        return self.recording.wire_size

    @property
    def frame_count(self) -> int:
        """Frames that are complete."""
        return self.blocks.end.frames

    def look(self) -> None:
        """Take notice of what there is by now."""
        self._has_more = self.blocks.look()

    # What is drawn

    def picture(self, view: WireView) -> Picture:
        """Return what lies in a view."""
        start, stop = max(view.start, self.recording.dropped.wire), min(view.stop, self.size)
        if self._has_more:
            self.look()
        blocks = self.blocks.blocks_over(start, stop)
        if start >= stop or not blocks:
            return Picture(is_rough=self._has_more)
        if len(blocks) <= _WHOLE_BLOCKS:
            chunks = tuple(self.blocks.chunks_over(start, stop))
            if len(chunks) * ROOM <= view.width:
                return self._in_detail(chunks, start, stop, view.width)
        found = picture_in_short(self.blocks, blocks, (start, stop), view.width)
        return evolve(found, unfinished=self._unfinished(start, stop), is_rough=found.is_rough or self._has_more)

    def _in_detail(self, chunks: tuple[Chunk, ...], start: int, stop: int, width: int) -> Picture:
        # Of the first and the last chunk only a part may be seen: how many frames of theirs is known by their edges.
        count = sum(chunk.frames_after - chunk.frames_before for chunk in chunks[1:-1])
        bars: list[FrameBar] = []
        blurs = [_blur(chunk) for chunk in chunks if chunk.frames_after > chunk.frames_before]
        if (count + 1) * ROOM <= width:
            known = [(chunk, self.edges.ends_in(chunk, self.blocks.run_of(chunk))) for chunk in chunks]
            for chunk, ends in known[:1] + known[1:][-1:]:
                count += (
                    chunk.frames_after - chunk.frames_before
                    if ends is None
                    else bisect_right(ends, stop) - bisect_right(ends, start)
                )
            if (count + 1) * ROOM <= width:
                bars, blurs = self._bars(known, start, stop)
                bars = self._with_framing(bars, LEAST_FRAMED * (stop - start) / max(width, 1))
        else:
            count += sum(blur.count for blur in (blurs[:1] + blurs[-1:] if len(blurs) > 1 else blurs))
        shorts = [self.blocks.in_short(block) for block in self.blocks.blocks_over(start, stop)]
        return Picture(
            chunks=chunks,
            frames=tuple(bars),
            blurs=tuple(blurs),
            torn=tuple(chunk.stop for chunk in chunks if self.is_torn(chunk)),
            sent=tuple(mark for short in shorts for mark in short.sent if start <= mark.wire <= stop),
            events=tuple(mark for short in shorts for mark in short.events if start <= mark.wire <= stop),
            unfinished=self._unfinished(start, stop),
            chunk_count=len(chunks),
            frame_count=max(len(bars), count),
            duration=chunks[-1].time - chunks[0].time if chunks else 0,
        )

    def _bars(
        self, known: list[tuple[Chunk, Sequence[int] | None]], start: int, stop: int
    ) -> tuple[list[FrameBar], list[Blur]]:
        """Return the frames that lie in a stretch, each by itself, and the chunks in which they do somewhere."""
        bars: list[FrameBar] = []
        blurs: list[Blur] = []
        for chunk, ends in known:
            if ends is None:
                blurs.append(_blur(chunk))
                continue
            for at in range(bisect_right(ends, start), len(ends)):
                bar = self._follow(bars, chunk.frames_before + at, ends[at], chunk)
                bars.append(bar)
                if bar.stop >= stop:
                    break
        last = known[-1][0] if known else None
        if last is not None and (not bars or bars[-1].stop < stop):
            following = self.frame(bars[-1].number + 1 if bars else last.frames_after)
            if following is not None and following.start < stop and following.exact:
                bars.append(following)
        return bars, blurs

    def _follow(self, bars: list[FrameBar], number: int, stop: int, chunk: Chunk) -> FrameBar:
        run = self.blocks.run_of(chunk)
        if bars and bars[-1].number == number - 1:
            return FrameBar(number, bars[-1].stop, stop, delimiter_size(chunk, run))
        return self.frame(number) or FrameBar(number, stop, stop)

    def _with_framing(self, bars: list[FrameBar], least: float = 0) -> list[FrameBar]:
        """Return frames with what of them is framing, those of at least so many bytes."""
        return bars if self._payloads is None else self._payloads.told(bars, least)

    def _unfinished(self, start: int, stop: int) -> int | None:
        if not self.frame_count:
            return None
        last = self.frame(self.frame_count - 1)
        if last is None or not last.exact or not start <= last.stop < stop:
            return None
        return last.stop

    # Where what is

    def chunk_at(self, offset: int) -> Chunk | None:
        """Return the chunk that holds a byte; None for one that has no record."""
        return self.recording.chunk_at(offset)

    def is_torn(self, chunk: Chunk) -> bool:
        """Tell whether a chunk surely ended inside a frame."""
        run = self.blocks.run_of(chunk)
        # Where rows are the wire, what the log tells is enough.
        return is_torn(chunk, run, self.edges.known_ends_in(chunk, run) if run.source is Source.OWN else None)

    def frame(self, number: int) -> FrameBar | None:
        """Return the frame of that number, from 0; None where it is not complete."""
        chunk = self.recording.chunk_of_frame(number) if number >= 0 else None
        if chunk is None:
            return None
        run = self.blocks.run_of(chunk)
        ends = self.edges.ends_in(chunk, run)
        at = number - chunk.frames_before
        start = self._end_of(number - 1) if not ends or not at else (ends[at - 1], True)
        if ends:
            bar = FrameBar(number, start[0], ends[at], delimiter_size(chunk, run) if start[1] else 0, start[1])
            return self._with_framing([bar])[0]
        return FrameBar(number, start[0], chunk.stop, exact=False)

    def _end_of(self, number: int) -> tuple[int, bool]:
        """Return where a frame ends, and whether that is exact; else it is where the chunk that completed it begins."""
        chunk = self.recording.chunk_of_frame(number) if number >= 0 else None
        if chunk is None:
            return self.recording.dropped.wire, number < 0
        ends = self.edges.ends_in(chunk, self.blocks.run_of(chunk))
        return (ends[number - chunk.frames_before], True) if ends else (chunk.start, False)

    def frame_at(self, offset: int) -> FrameBar | None:
        """Return the frame that a byte belongs to, or the first one that may be it; None behind the last one."""
        chunk = self.chunk_at(offset)
        if chunk is None:
            return self.frame(self.frame_count - 1) if offset >= self.size else None
        ends = self.edges.ends_in(chunk, self.blocks.run_of(chunk))
        passed = 0 if ends is None else bisect_right(ends, offset)
        return self.frame(chunk.frames_before + passed)

    def frames_over(self, start: int, stop: int) -> list[FrameBar]:
        """Return the frames of which the bytes ``start`` to ``stop`` are, as far as it is known where they end."""
        self.look()
        chunks = self.blocks.chunks_over(start, min(stop, self.size))
        known = [(chunk, self.edges.ends_in(chunk, self.blocks.run_of(chunk))) for chunk in chunks]
        return self._with_framing(self._bars(known, start, stop)[0])

    def find_torn(self, offset: int) -> Iterator[int | None]:
        """Yield the byte at which the first chunk that ends after ``offset`` ended inside a frame.

        Yields None before each block that is looked through, and nothing more where there is no such byte.
        """
        for block in range(self.blocks.blocks_over(offset, offset + 1).start, len(self.blocks.wire)):
            yield None
            chunks = self.blocks.chunks_of(block)
            for chunk in chunks[bisect_left(chunks, offset + 1, key=attrgetter("stop")) :]:
                if self.is_torn(chunk):
                    yield chunk.stop
                    return


def _blur(chunk: Chunk) -> Blur:
    return Blur(chunk.start, chunk.stop, chunk.frames_before, chunk.frames_after - chunk.frames_before)
