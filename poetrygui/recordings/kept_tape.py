"""What is kept of a recording, as a recording that begins there: for whoever plays it, or hands it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event, Record
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.recordings.reframe import Reframed


class KeptTape:
    """A tape whose byte 0 is the first that is kept of a recording; its first record says what was before, if anything.

    Of what is given up later, it says that it is missing, where that was not taken yet.
    """

    def __init__(self, recording: Recording, begins: Dropped | None = None, *, times_from_zero: bool = False) -> None:
        """Begin where ``recording`` does by now, or where it ``begins`` for one that opens it anew.

        With ``times_from_zero`` it begins at that time, too.
        """
        self.begins = recording.dropped if begins is None else begins
        """What came before."""
        self._recording = recording
        self._earlier = self.begins.time if times_from_zero else 0

    @property
    def start(self) -> int:
        """Which byte of the recording is the tape's first."""
        return self.begins.wire

    @property
    def folder(self) -> Path:
        """That of the recording."""
        return self._recording.directory

    @property
    def info(self) -> PoemInfo:
        """What was noted about the recording; its bytes are counted from the tape's first on."""
        info = self._recording.info
        return info if info.ended is None else evolve(info, ended=_moved(info.ended, -self.start))

    @property
    def wire_size(self) -> int:
        """Bytes from there on."""
        return max(self._recording.wire_size - self.start, 0)

    @property
    def timed_size(self) -> int:
        """Those of them that have a record."""
        return max(self._recording.timed_size - self.start, 0)

    @property
    def duration(self) -> int:
        """When the last record is, in µs."""
        return max(self._recording.sums.time - self._earlier, 0)

    def wire(self, start: int, stop: int) -> bytes:
        """Return some of them. Raises OSError."""
        return self._recording.wire(self.start + start, self.start + stop)

    def records(self, first: int = 0) -> Iterator[Record]:
        """Give what was noted, from the record of that number on, counted from the tape's first. Raises OSError."""
        begins, dropped = self.begins, self._recording.dropped
        said = bool(begins)
        if said and not first:
            text = f"all before byte {begins.wire:,}: {begins.frames:,} frames"
            yield Event(max(begins.time - self._earlier, 0), EventKind.DROPPED, text)
        number = begins.records + max(first - said, 0)
        if number < dropped.records:
            yield Event(
                max(dropped.time - self._earlier, 0), EventKind.HOLE, f"given up for room up to {dropped.wire:,}"
            )
            return
        for record in self._recording.records(number):
            yield evolve(record, time=max(record.time - self._earlier, 0)) if self._earlier else record


def in_recording(result: Reframed, tape: KeptTape) -> Reframed:
    """Return what became of a re-framing of ``tape`` with the bytes of the recording, and say what was before."""
    notes = result.notes
    if sentence := dropped_sentence(tape.begins):
        notes = (*notes, f"{sentence.rstrip('.')}; it began at byte {tape.start:,}")
    return evolve(result, ended=_moved(result.ended, tape.start), notes=notes)


def _moved(ended: Ended, by: int) -> Ended:
    found = ended.undelivered
    return ended if found is None or not by else evolve(ended, undelivered=evolve(found, at=max(found.at + by, 0)))
