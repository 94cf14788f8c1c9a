"""Writing a recording into a file for others, in the format that the file's name asks for."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.poems.poem_info import DamagedInfoError
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.errors import RecordingError, SaveError
from poetrygui.recordings.field_source import NoFields
from poetrygui.recordings.frame_lines import TellFields
from poetrygui.recordings.frames_with_times import timed_frames
from poetrygui.recordings.json_lines_export import write_json_lines
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.pcapng_export import write_pcapng
from poetrygui.recordings.poemrec_export import write_poemrec
from poetrygui.recordings.rows_with_times import Column, timed_rows
from poetrygui.recordings.saved_frames import FramesToSave
from poetrygui.recordings.table_rows import TableRows
from poetrygui.recordings.wire_places import FoundPlaces, WirePlaces

Write = Callable[[bytes], object]


class Format(NamedTuple):
    """A format for a recording: what it is called where one is to be chosen, and what writes it."""

    title: str
    write: Callable[[Recording, Write], None]


FORMATS: Mapping[str, Format] = {
    ".pcapng": Format("Capture for Wireshark", lambda recording, write: write_pcapng(KeptTape(recording), write)),
    ".jsonl": Format("JSON lines for scripts", lambda recording, write: write_json_lines(KeptTape(recording), write)),
    ".poemrec": Format("Whole recording for this program", write_poemrec),
}
"""All that there are, by how the name of a file ends."""

_AT_A_TIME = 1024 * 1024


def export_recording(
    folder: Path, target: Path, *, replace: bool = False, wrote: Callable[[int], object] = lambda size: None
) -> int:
    """Write the recording in ``folder`` into the file ``target``, for this user alone; return how many bytes it has.

    A file that is there stays as it is unless ``replace``, and until then, too. ``wrote`` is told again and again how
    many bytes that are by now; what it raises gives the file up. Raises RecordingError for a name of no format and what
    cannot be read, and SaveError.
    """
    write_format = format_of(target)

    def write_all(recording: Recording, write: Write) -> None:
        size = 0

        def write_piece(data: bytes) -> None:
            nonlocal size
            write(data)
            size += len(data)
            wrote(size)

        write_format(recording, write_piece)

    return _export(folder, target, write_all, replace=replace)


def export_framed(
    folder: Path,
    target: Path,
    column: Column,
    *,
    replace: bool = False,
    by_frame: bool = False,
    fields: TellFields | None = None,
    wires: WirePlaces | None = None,
) -> int:
    """Write what the protocol made of the recording in ``folder``; ``replace`` is as in :func:`export_recording`.

    Where the name of ``target`` ends in .jsonl, that is a line of JSON for each frame, with what ``fields`` and
    ``wires`` tell of it, and else the rows as text, their times in ``column`` before them: ``by_frame`` before the
    first of each frame, with what ``wires`` tell.
    """

    def write_all(recording: Recording, write: Write) -> None:
        poem = StoredPoem.existing(folder)
        try:
            is_json = target.suffix.lower() == ".jsonl"
            pieces = (
                timed_frames(poem, recording, recording.info.ended, fields, wires)
                if is_json
                else _frames_as_text(poem, recording, column, wires)
                if by_frame
                else timed_rows(poem, recording, column)
            )
            for piece in pieces:
                write(piece)
        finally:
            poem.close()

    return _export(folder, target, write_all, replace=replace)


def _frames_as_text(
    poem: StoredPoem, recording: Recording, column: Column, wires: WirePlaces | None
) -> Iterator[bytes]:
    places = None if wires is None else FoundPlaces(wires)
    saved = FramesToSave(
        TableRows(poem, recording), poem.start, poem.size, NoFields(""), None if places is None else lambda _: places
    )
    return (piece for piece in saved.as_text(column) if isinstance(piece, bytes))


def _export(folder: Path, target: Path, write_format: Callable[[Recording, Write], None], *, replace: bool) -> int:
    if not replace and (target.exists() or target.is_symlink()):
        raise SaveError(f"{target} is there already: name another file, or say --force.")
    try:
        recording = Recording.existing(folder)
    except (OSError, DamagedInfoError) as error:
        raise RecordingError(f"The recording in {folder} cannot be read: {_cause(error)}.") from error
    try:
        return _write_beside(target, lambda write: write_format(recording, write))
    except OSError as error:
        raise SaveError(f"{target} could not be written: {_cause(error)}.") from error
    finally:
        recording.close()


def format_of(target: Path, *more: str) -> Callable[[Recording, Write], None]:
    """Return what writes a file of that name. Raises RecordingError for one of no format, naming all that there are.

    Whoever asks may write files with ``more`` endings in other ways.
    """
    found = FORMATS.get(target.suffix.lower())
    if found is None:
        *others, last = *FORMATS, *more
        known = f"{', '.join(others)} or {last}" if others else last
        raise RecordingError(f"{target} is of no format that there is: have its name end in {known}.")
    return found.write


def _write_beside(target: Path, write_all_to: Callable[[Write], None]) -> int:
    descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".part")
    try:
        try:
            file = _Batches(descriptor)
            write_all_to(file.write)
            file.flush()
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return file.size


class _Batches:
    """Writes many small pieces in few calls of the system."""

    def __init__(self, descriptor: int) -> None:
        self.size = 0
        self._descriptor = descriptor
        self._waiting: list[bytes] = []
        self._waiting_size = 0

    def write(self, data: bytes) -> None:
        self.size += len(data)
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self._waiting_size >= _AT_A_TIME:
            self.flush()

    def flush(self) -> None:
        write_all(self._descriptor, b"".join(self._waiting))
        self._waiting, self._waiting_size = [], 0


def _cause(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)
