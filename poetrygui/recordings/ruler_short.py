"""What a ruler draws of a stretch with too many chunks for each: the longest waits, and how dense frames are."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from poetrygui.recordings.ruler_blocks import Cut, EventMark, RulerBlocks, SentMark, merge_sent
from poetrygui.recordings.ruler_picture import ROOM, Blur, Picture

_BLOCKS_A_PICTURE = 1  # that are looked through before the rest is left for the next time


def picture_in_short(kept: RulerBlocks, blocks: range, stretch: tuple[int, int], width: int) -> Picture:
    """Return what lies in a ``stretch`` of the wire, which those ``blocks`` of ``kept`` hold, ``width`` pixels wide.

    Raises OSError.
    """
    start, stop = stretch
    budget = _BLOCKS_A_PICTURE
    cuts: list[Cut] = []
    sent: list[SentMark] = []
    events: list[EventMark] = []
    is_rough = False
    # A wait, or something sent, for each pixel at the most.
    most = max(width // len(blocks), 1)
    for block in blocks:
        if not kept.is_known(block):
            is_rough |= budget <= 0
            if budget <= 0:
                continue
            budget -= 1
        short = kept.in_short(block)
        cuts += [cut for cut in short.cuts[:most] if start <= cut.wire <= stop]
        events += [mark for mark in short.events if start <= mark.wire <= stop]
        sent += [mark for mark in short.sent if start <= mark.wire <= stop]
    first, last = kept.mark_at(blocks[0]), kept.mark_at(blocks[-1] + 1)
    share = (stop - start) / max(last.wire - first.wire, 1)
    return Picture(
        cuts=tuple(sorted(cuts, key=attrgetter("wire"))),
        blurs=tuple(_density(kept, blocks, width)),
        sent=merge_sent(sent, len(sent) // width + 1),
        events=tuple(events[:width]),
        chunk_count=round((last.chunks - first.chunks) * share),
        frame_count=round((last.frames - first.frames) * share),
        duration=round((last.time - first.time) * share),
        is_rough=is_rough,
    )


def _density(kept: RulerBlocks, blocks: range, width: int) -> Iterator[Blur]:
    """Yield how many frames end where, for stretches that can be told apart."""
    step = max(len(blocks) * ROOM // width, 1)
    frames, wire = kept.frames_and_wire_at(blocks.start)
    for block in range(blocks.start, blocks.stop, step):
        frames_after, wire_after = kept.frames_and_wire_at(min(block + step, blocks.stop))
        if frames_after > frames and wire_after > wire:
            yield Blur(wire, wire_after, frames, frames_after - frames)
        frames, wire = frames_after, wire_after
