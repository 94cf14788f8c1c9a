"""Recordings in one file, and what is made of such a file."""

from __future__ import annotations

import io
from array import array
from pathlib import Path

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import Received
from poetrygui.errors import RecordingError
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.poemrec_export import write_poemrec
from poetrygui.recordings.poemrec_import import import_poemrec

INFO = PoemInfo("a server", "127.0.0.1:7", "prefixed", "2026-01-01T00:00:00+00:00", clock=1_767_225_600.0)


def framed(folder: Path, count: int) -> Path:
    """Write a recording of so many chunks, three bytes each, with a frame of two in rows of its own."""
    writer = RecordingWriter(folder, INFO)
    rows, borders = b"", array("Q")
    for number in range(count):
        row = b"ab\n" if number % 2 else b"a\n"
        # The frame with a newline of its own is told by a border.
        borders.append(len(rows) << 2 | (0 if number % 2 else 1))
        rows += row
        writer.add(Received(number * 10, 3, len(row), 1, 1, number % 2))
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection", 2 * count, count, received=3 * count))
    (folder / "wire.000").write_bytes(b"".join(b"\2ab" if number % 2 else b"\2a\n" for number in range(count)))
    (folder / "rows.000").write_bytes(rows)
    (folder / "borders.000").write_bytes(borders.tobytes())
    return folder


def exported(folder: Path) -> bytes:
    """Return the one file."""
    recording = Recording.existing(folder)
    file = io.BytesIO()
    write_poemrec(recording, file.write)
    recording.close()
    return file.getvalue()


def imported(data: bytes, poems: Path) -> tuple[list[Imported], str]:
    """Return what is made of the file, and why it is not all."""
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        try:
            import_poemrec(io.BytesIO(data), recordings, made.append)
        except RecordingError as error:
            return made, str(error)
    return made, ""
