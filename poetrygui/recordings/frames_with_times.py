"""A poem's frames as JSON lines with their times, as ``get --jsonl`` tells them while they come."""

from __future__ import annotations

from collections.abc import Iterator

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.recordings.frame_lines import FrameLines, Moment


def timed_frames(poem: StoredPoem, recording: Recording, ended: Ended | None) -> Iterator[bytes]:
    """Give lines, one for each frame of ``poem``, of which that is the recording, and last how it ``ended``.

    A frame that came in parts has a line for each. Raises OSError.
    """
    lines: list[bytes] = []
    told = FrameLines(1, recording.info.address, lines.append, began_at=recording.info.clock)
    places = FramePlaces(poem, recording)
    for chunk in recording.deliveries():
        _tell(poem, places, chunk, told)
        told.flush()
        yield from lines
        lines.clear()
    if ended is not None:
        told.ended(ended)
        yield from lines


def _tell(poem: StoredPoem, places: FramePlaces, chunk: Chunk, told: FrameLines) -> None:
    """Tell the frames that a chunk completed, and what it brought of the next."""
    first, stop = chunk.rows_before, min(chunk.rows_after, poem.size)
    rows = poem.read(first, stop)
    moment = _moment_of(poem, chunk, first, stop)
    start = 0
    for end, has_newline in places.ends_in(chunk) or ():
        told.frame(rows[start : end - first - has_newline], moment)
        start = end - first
    if start < len(rows):
        told.part(rows[start:], moment)


def _moment_of(poem: StoredPoem, chunk: Chunk, start: int, stop: int) -> Moment:
    wire = poem.wire_stretch(start, stop)
    if wire is None:
        return Moment(chunk.time)
    return Moment(chunk.time, wire[0], without_cr=wire[1] - wire[0] > stop - start)
