"""A job: where the frames of some chunks end, exactly."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from attrs import evolve, frozen
from twisted.internet.protocol import Protocol

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import RowComposer
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from poetrygui.recordings.border_search import BorderSearch, WireBorder
from poetrygui.recordings.chunk_frames import FramingRun, Value, size_of
from poetrygui.recordings.drip import Drip, Dripped
from poetrygui.recordings.laid_out import FramePlacing, placing_for
from poetrygui.recordings.near_border import near_border
from poetrygui.recordings.stretch_tape import StretchTape
from poetrygui.recordings.tape import Tape
from poetrygui.recordings.wire_blocks import WireBlocks

NEAR = 1024 * 1024
"""Bytes between a known border and what is asked for; where they are more, one is looked for that is nearer."""

FURTHEST = 64 * 1024 * 1024
"""The same where there is none that is nearer: a protocol that is played more takes seconds."""


@frozen
class _Found:
    """What was found: the number of the first frame, where one was reached, and of each chunk what it gives.

    That are its frames, and where they end on the wire.
    """

    first: int | None
    chunks: list[tuple[list[Value], Dripped]]

    @property
    def depends(self) -> str:
        return next((dripped.depends for _, dripped in self.chunks if dripped.depends), "")

    @property
    def is_exact(self) -> bool:
        return all(dripped.is_exact for _, dripped in self.chunks)


def exact_ends(recording: Recording, arguments: Mapping[str, Any]) -> Iterator[Message | None]:
    """Find where a ``protocol``'s frames end, exactly, in the chunks that hold the bytes ``wire``, from and up to.

    These, and maybe a ``border``, are the ``arguments``: a byte before the others at which a frame is known to end,
    and how many frames there are up to it. Without it, ``recording`` is played from the beginning. Says
    ``{"first": …}``, the number of the first frame that ends in the chunks, from 0; then for each chunk after which
    bytes of the wire its frames are complete; then ``{"borders": …}``, other such bytes, where it came by some; and
    last ``{"depends": …, "is_exact": …}``, as a drip tells.
    """
    wire = tuple(arguments["wire"])
    protocol = load_pinned(PinnedProtocol.of_json(arguments["protocol"]))
    dropped = recording.dropped
    first = WireBorder(dropped.wire, dropped.frames)  # as it seems: what is kept may begin inside a frame
    known = WireBorder(*arguments.get("border", (0, 0)))
    known = known if known.byte > first.byte else first
    near = (yield from near_border(recording, protocol, wire[0])) if wire[0] - known.byte > NEAR else None
    if near is None and wire[0] - known.byte > FURTHEST:
        yield {"depends": "", "is_exact": False}
        return
    search = BorderSearch(recording, protocol, near or known)
    yield from search.search(wire[0])
    begin, *borders = reversed(search.found)
    found = yield from _place(recording, protocol, begin, wire)
    if found is None:
        found = yield from _find(recording, protocol, begin, wire, learns=True)
    if not found.is_exact:
        found = yield from _find(recording, protocol, begin, wire, learns=False)
    if begin.byte and (found.depends or not _is_recorded(recording, found, wire)):
        # What it makes of a part is not what it made of that as a part of all.
        if wire[0] - first.byte > FURTHEST:
            yield {"depends": found.depends, "is_exact": False}
            return
        found, borders = (yield from _find(recording, protocol, first, wire, learns=False)), []
    if found.first is not None:
        yield {"first": found.first}
    for _, dripped in found.chunks:
        yield dripped.ends
    if borders or near:
        yield {"borders": [[border.byte, border.frames] for border in (begin, *borders)]}
    yield {"depends": found.depends, "is_exact": found.is_exact}


def _place(
    recording: Recording, protocol: type[Protocol], begin: WireBorder, wire: Sequence[int]
) -> Generator[None, None, _Found | None]:
    """Play it from a border on, and have the frames placed by the layout that it tells; None where it tells none."""
    tape: Tape = StretchTape(recording, begin.byte) if begin.byte else recording
    run, blocks, position = FramingRun(tape, protocol), WireBlocks(), 0
    placing: FramePlacing | None = None
    start, stop = wire
    count, first, chunks = begin.frames, None, []
    for values in run.chunks():
        yield
        if run.reframing.result is not None or run.reframing.connection is None:
            break
        if placing is None:
            layout = run.reframing.connection.wire_layout()
            if layout is None:
                return None
            placing = placing_for(layout)
        before, position = position, run.reframing.looked_at
        placing.received(blocks.read(tape, before, position))
        places = placing.frames([*map(size_of, values)])
        placing.delivered()
        if begin.byte + position <= start:
            count += len(values)
            continue
        first = count if first is None else first
        ends = array("Q", [begin.byte + place[1] for place in places if place is not None])
        if len(ends) < len(values):
            return None
        chunks.append((values, Dripped(ends, values)))
        if begin.byte + position >= stop:
            return _Found(first, chunks)
    return None


def _find(
    recording: Recording, protocol: type[Protocol], begin: WireBorder, wire: Sequence[int], *, learns: bool
) -> Generator[None, None, _Found]:
    """Play it from a border on, and drip the chunks that are asked for."""
    tape: Tape = StretchTape(recording, begin.byte) if begin.byte else recording
    run, drip = FramingRun(tape, protocol), Drip(tape, protocol, learns=learns)
    start, stop = wire
    count, first, chunks = begin.frames, None, []
    for values in run.chunks():
        yield
        looked_at = begin.byte + run.reframing.looked_at
        if looked_at <= start:
            drip.skip()
            count += len(values)
            continue
        first = count if first is None else first
        dripped = yield from drip.drip(values)
        chunks.append((values, evolve(dripped, ends=array("Q", [begin.byte + end for end in dripped.ends]))))
        if looked_at >= stop:
            break
    return _Found(first, chunks)


def _is_recorded(recording: Recording, found: _Found, wire: Sequence[int]) -> bool:
    """Tell whether each chunk has given just the frames, and these just the rows, that were recorded."""
    count = found.first
    poem, composer = StoredPoem.existing(recording.directory), RowComposer()
    try:
        for chunk, (values, _) in zip_longest(recording.chunks(*wire), found.chunks, fillvalue=(None, None)):
            if not isinstance(chunk, Chunk) or values is None or count is None or chunk.frames_before != count:
                return False
            count += len(values)
            # Of one that came in parts, the parts are not known here.
            frames = [value for value in values if isinstance(value, bytes)]
            composer.frames(frames)
            rows = b"".join(composer.take()[0])
            if chunk.frames_after != count or rows != poem.read(chunk.rows_before, chunk.rows_after):
                return False
        return True
    finally:
        poem.close()
