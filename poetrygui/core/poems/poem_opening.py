"""Opening a poem by the log of its recording: what is told there, as far as the files still hold it."""

from __future__ import annotations

from poetrygui.core.poems.kept_rows import KeptRows
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_info import DamagedInfoError, PoemInfo, read_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Sums


def recording_in(files: PoemFiles) -> Recording | None:
    """Return the recording that lies in these files, which were looked at, or None. Raises OSError."""
    if not files.wire.size and not files.log.size:
        return None
    try:
        info = read_info(files.directory)
    except DamagedInfoError:
        info = None  # what was wrong with it is said by whoever lists the poems
    info = info or PoemInfo(files.directory.name, "", "", "")
    recording = Recording(files.directory, info, files.wire, files.log)
    recording.part = files.part
    recording.grow_to(files.wire.size, files.log.size)
    return recording


def sums_there(recording: Recording, files: PoemFiles, rows: KeptRows) -> Sums:
    """Return the sums at the last chunk of ``recording`` whose rows can all be read: the last of all, or one before.

    It is one before where one of ``files`` was cut short; ``rows`` are those that they hold. Of such sums, ``added`` is
    not known, and none.
    """
    sums = recording.sums
    rows.end = sums.rows, sums.newlines
    limit = sums.rows - rows.missing(files.rows.size, recording.dropped.rows)
    if files.wire.size < sums.wire:
        chunk = recording.chunk_at(files.wire.size)
        limit = min(limit, 0 if chunk is None else chunk.rows_before)
    if limit == sums.rows:
        return sums
    chunk = recording.chunk_of_row(limit)
    if chunk is None:
        return Sums()
    return Sums(rows=chunk.rows_before, newlines=chunk.newlines_before, frames=chunk.frames_before)
