"""Recordings that are made of what others kept: out of sight until each is whole, and then among the rest."""

from __future__ import annotations

import datetime
import shutil
import tempfile
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

from attrs import frozen

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import Event, Record
from poetrygui.core.text.wording import counted
from poetrygui.paths import make_private_folder
from poetrygui.recordings.listed_recordings import short_id
from poetrygui.recordings.stream_assembly import Hole
from poetrygui.recordings.tape import BREAKS
from poetrygui.recordings.told_info import with_undelivered

MOST_WAITING = 64 * 1024 * 1024
_COST_OF_RECORD = 256
"""Bytes that each thing that waits to be written is counted for beside its own."""


@frozen
class Imported:
    """A recording that was made. ``missing`` says of each hole how many bytes it has and where, in a few words.

    ``has_frames`` is whether the file had the frames that a protocol made, too, where there were any.
    """

    folder: Path
    info: PoemInfo
    size: int
    missing: tuple[str, ...] = ()
    has_frames: bool = True

    @property
    def id(self) -> str:
        """By which it is named in commands."""
        return short_id(self.folder)


class NewRecordings:
    """Makes recordings in ``poems``, any number at a time; what is not whole at the end is removed.

    Each method raises OSError where it cannot be written.
    """

    def __init__(self, poems: Path) -> None:
        """Make them beside ``poems``, which is made, too."""
        make_private_folder(poems)
        self._poems = poems
        self._hidden = Path(tempfile.mkdtemp(prefix="importing-", dir=poems.parent))
        self._open: list[NewRecording] = []
        self._waiting = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _traceback: TracebackType | None) -> None:
        shutil.rmtree(self._hidden, ignore_errors=True)

    def folder(self) -> Path:
        """Return where one may be made out of sight; nothing is there yet."""
        return self._hidden / uuid.uuid4().hex

    def begin(self, info: PoemInfo, *, anchored: bool = True) -> NewRecording:
        """Begin one that is shown as it came; ``anchored`` unless what it takes has the time on the wall of its own."""
        writer = RecordingWriter(self.folder(), info, anchored=anchored, shown=True)
        recording = NewRecording(self, writer)
        self._open.append(recording)
        return recording

    def grew(self, size: int) -> None:
        """Take notice of bytes that wait in one of them; have them written where those of all are many."""
        self._waiting += size + _COST_OF_RECORD
        if self._waiting >= MOST_WAITING:
            self._waiting = 0
            for each in self._open:
                each.writer.flush()

    def bring(self, folder: Path) -> Path:
        """Have one that is whole be among the others; return where."""
        # The time is that of its making, so that it is among the newest.
        now = datetime.datetime.now().astimezone()
        return folder.rename(self._poems / f"{now:%Y%m%d-%H%M%S-%f}-{uuid.uuid4().hex[:8]}")

    def keep(self, recording: NewRecording) -> Path:
        """Have one that was begun, and is written, be among the others; return where."""
        self._open.remove(recording)
        return self.bring(recording.folder)

    def drop(self, recording: NewRecording) -> None:
        """Have one be nothing."""
        self._open.remove(recording)
        shutil.rmtree(recording.folder, ignore_errors=True)


class NewRecording:
    """Takes what one recording is to have; each method raises OSError where it cannot be written."""

    def __init__(self, among: NewRecordings, writer: RecordingWriter) -> None:
        """Write by way of ``writer``."""
        self.folder = writer.directory
        self.writer = writer
        self.size = 0
        """Bytes that came."""
        self.missing: list[str] = []
        self._among = among

    def received(self, data: bytes, time: int) -> None:
        """Add a chunk."""
        self.size += len(data)
        self.writer.received(data, time)
        self._among.grew(len(data))

    def add(self, record: Record, size: int = 0) -> None:
        """Add what is no chunk; ``size`` is that of the bytes in it."""
        if isinstance(record, Event) and record.kind in (*BREAKS, EventKind.DROPPED):
            self.missing.append(record.text)
        self.writer.add(record)
        self._among.grew(size)

    def miss(self, hole: Hole, time: int) -> None:
        """Note that bytes are missing here."""
        self.add(Event(time, EventKind.HOLE, f"{counted(hole.size, 'byte')} missing at byte {hole.at:,}"))

    def end(self, ended: Ended) -> Imported:
        """Bring it to its end, and among the others; what was not delivered is read from the wire."""
        if ended.undelivered is not None:
            self.writer.flush()
            recording = Recording.existing(self.folder)
            ended = with_undelivered(ended, recording)
            recording.close()
        self.writer.end(ended)
        return Imported(self._among.keep(self), self.writer.info, self.size, tuple(self.missing), has_frames=False)

    def drop(self) -> None:
        """Have it be nothing."""
        self._among.drop(self)
