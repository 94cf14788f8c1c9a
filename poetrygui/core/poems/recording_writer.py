"""Making a recording without a connection: of a capture, of a file that somebody sent."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from poetrygui.core.files.segments import SegmentedFile
from poetrygui.core.outcomes import Ended, WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.newlines import count_newlines
from poetrygui.core.poems.poem_info import PoemInfo, write_info
from poetrygui.core.poems.recording import LOG, WIRE
from poetrygui.core.poems.rows import FRAME
from poetrygui.core.poems.wire_log import LogComposer, Source
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Record, Sent

_LARGEST_BATCH = 1024 * 1024


class RecordingWriter:
    """Writes a recording into a new folder. Times are in µs since its beginning, and never go back.

    Each method raises OSError where it cannot be written; what was written is there all the same.
    """

    def __init__(self, directory: Path, info: PoemInfo, *, anchored: bool = True, shown: bool = False) -> None:
        """Make the folder ``directory`` and note ``info``, which tells at what ``clock`` the recording begins.

        The first record says so, too, if it is to be ``anchored``. One that is to be ``shown`` has the wire for its
        rows, as one frame that may still go on; else it has none.
        """
        is_told = info.kept not in (None, WhatIsKept.NOTHING)
        self.info = info if is_told else evolve(info, kept=WhatIsKept.EVERYTHING)
        self.directory = directory
        self._wire = SegmentedFile(directory, WIRE)
        self._log = SegmentedFile(directory, LOG)
        self._composer = LogComposer()
        self._chunks: list[bytes] = []
        self._waiting = 0
        self._shown = shown
        write_info(directory, self.info)
        if shown:
            self._composer.begin_run(Source.WIRE, 0)
            self._composer.first_border(FRAME)
        if anchored and self.info.clock:
            self.add(Anchor(0, self.info.clock))

    def received(self, data: bytes, time: int) -> None:
        """Add a chunk."""
        size = len(data)
        rows, newlines = (size, count_newlines(data, 0, size)) if self._shown else (0, 0)
        self._composer.add(Received(time, size, rows=rows, newlines=newlines))
        self._chunks.append(data)
        self._grow(len(data))

    def sent(self, data: bytes, time: int) -> None:
        """Add what was sent in one write."""
        self.add(Sent(time, data))

    def event(self, kind: EventKind, time: int, text: str = "") -> None:
        """Add an event of this kind, at ``time`` µs since the recording began; ``text`` is for people."""
        self.add(Event(time, kind, text))

    def add(self, record: Record) -> None:
        """Add a record of any kind; one of a chunk is better added by :meth:`received`, with its bytes."""
        before = self._composer.size
        self._composer.add(record)
        self._grow(self._composer.size - before)

    def flush(self) -> None:
        """Write all that was added, and give descriptors back: thousands of recordings may be made at once."""
        chunks, self._chunks = self._chunks, []
        self._wire.append(b"".join(chunks))
        self._wire.close_writing()
        self._log.append(self._composer.take())
        self._log.close_writing()
        self._waiting = 0

    def end(self, ended: Ended | None) -> None:
        """Write all, and note how it ended; None where that is not known."""
        self.flush()
        self.info = evolve(self.info, ended=ended)
        write_info(self.directory, self.info)

    def _grow(self, size: int) -> None:
        self._waiting += size
        if self._waiting >= _LARGEST_BATCH:
            self.flush()
