"""A poem's frames as JSON lines with their times, as ``get --jsonl`` tells them while they come."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from operator import attrgetter

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.frame_places import FrameEnd, FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import Run, Source
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.chunk_senders import ChunkSenders
from poetrygui.recordings.frame_edges import ENOUGH, RunEdges, wire_before
from poetrygui.recordings.frame_lines import FrameLines, Moment, TellFields
from poetrygui.recordings.wire_places import WirePlaces


def timed_frames(
    poem: StoredPoem,
    recording: Recording,
    ended: Ended | None,
    fields: TellFields | None = None,
    wires: WirePlaces | None = None,
) -> Iterator[bytes]:
    """Give lines, one for each frame of ``poem``, of which that is the recording, and last how it ``ended``.

    A frame that came in parts has a line for each; others have what ``fields`` tells of them. Where a frame is no
    stretch of the wire, ``wires`` tell where it lies. Raises OSError.
    """
    lines: list[bytes] = []
    told = FrameLines(1, recording.info.address, lines.append, began_at=recording.info.clock, fields=fields)
    told.dropped(poem.dropped)
    yield from lines
    lines.clear()
    places, moments = FramePlaces(poem, recording), _Moments(recording)
    for chunk in recording.deliveries():
        ends, moment = places.ends_in(chunk) or (), moments.of(chunk)
        if wires is not None and moment.wire is None:
            moment.places = deque(map(wires.of, range(chunk.frames_before, chunk.frames_before + len(ends))))
        _tell(poem, chunk, ends, moment, told)
        told.flush()
        yield from lines
        lines.clear()
    if ended is not None:
        told.ended(ended)
        yield from lines


def _tell(poem: StoredPoem, chunk: Chunk, ends: Iterable[FrameEnd], moment: Moment, told: FrameLines) -> None:
    """Tell the frames that a chunk completed, and what it brought of the next."""
    first = chunk.rows_before
    rows = poem.read(first, chunk.rows_after)
    start = 0
    for end, has_newline in ends:
        told.frame(rows[start : end - first - has_newline], moment)
        start = end - first
    if start < len(rows):
        told.part(rows[start:], moment)


class _Moments:
    """Tells of each chunk when it came and who sent it, and where its rows begin on the wire, if that is sure."""

    def __init__(self, recording: Recording) -> None:
        self._edges = RunEdges(recording)
        self._runs = [Run(), *recording.runs()]
        self._senders = ChunkSenders(recording)

    def of(self, chunk: Chunk) -> Moment:
        run = self._runs[bisect_right(self._runs, chunk.rows_before, key=attrgetter("rows")) - 1]
        if run.source is Source.OWN or not self._is_sure(chunk, run):
            return Moment(chunk.time, sender=self._senders.of(chunk))
        without_cr = run.source is Source.WIRE_WITHOUT_CR
        return Moment(chunk.time, wire_before(chunk, run), without_cr, sender=self._senders.of(chunk))

    def _is_sure(self, chunk: Chunk, run: Run) -> bool:
        if chunk.added:
            return self._edges.ends_in(chunk, run) is not None
        return not (run.rows or run.at) or chunk.rows_after - run.rows >= ENOUGH
