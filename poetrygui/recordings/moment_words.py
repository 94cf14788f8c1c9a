"""When something that was found came, in a few words."""

from __future__ import annotations

from contextlib import suppress

from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.text.moments import of_day_text, since_start_text, wait_text

_TO_MILLISECONDS = slice(-3)  # a text that ends in µs


def moment_of_row(poem: StoredPoem | None, offset: int) -> str:
    """Return when the byte at ``offset`` of a poem's rows came, and how long after the frame before; else nothing."""
    recording = None if poem is None else poem.recording
    with suppress(OSError):  # said where the rows themselves are read
        chunk = None if recording is None else recording.chunk_of_row(offset)
        if poem is not None and recording is not None and chunk is not None:
            since = chunk.time - _time_before(poem, recording, chunk, offset)
            return f"{_time_text(recording, chunk.time)} · {wait_text(since)}"
    return ""


def moment_of_wire(recording: Recording | None, offset: int) -> str:
    """Return when the byte at ``offset`` of the wire came; nothing where that is not known."""
    with suppress(OSError):
        chunk = None if recording is None else recording.chunk_at(offset)
        if recording is not None and chunk is not None:
            return _time_text(recording, chunk.time)
    return ""


def _time_before(poem: StoredPoem, recording: Recording, chunk: Chunk, offset: int) -> int:
    """Return the time of the frame before the one that the byte belongs to; of one that goes on, the chunk's before."""
    places = FramePlaces(poem, recording)
    number = places.frame_at(offset)
    if number is not None:
        time = places.time_of_frame(number - 1) if number else None
    else:
        before = recording.chunk_of_row(chunk.rows_before - 1) if chunk.rows_before else None
        time = None if before is None else before.time
    return time or 0


def _time_text(recording: Recording, time: int) -> str:
    clock = recording.info.clock
    return of_day_text(clock, time)[_TO_MILLISECONDS] if clock else since_start_text(time)
