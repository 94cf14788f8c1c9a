"""What is kept of a recording, as a recording that begins there: for whoever plays it, or hands it on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import evolve, frozen

from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Event, Received, Record
from poetrygui.core.text.dropped_words import dropped_sentence
from poetrygui.errors import RecordingError
from poetrygui.recordings.reframe import Reframed

Begin = tuple[int, int]
"""A byte of the wire where a frame begins, and how many frames there are before it."""

FROM_THE_FIRST: Begin = 0, 0


@frozen
class Beginning:
    """The byte of a recording's ``wire`` with which a tape begins; the ``record`` of that number is its first.

    Of that, ``within`` bytes come before. ``dropped`` was not kept when this was looked for.
    """

    wire: int
    record: int
    within: int
    dropped: Dropped


def beginning_of(recording: Recording, wire: int | None = None) -> Beginning:
    """Return where it begins by now, or with byte ``wire`` of it. Raises RecordingError where that is not kept."""
    dropped = recording.dropped
    if wire is None or wire == dropped.wire:
        return Beginning(dropped.wire, dropped.records, 0, dropped)
    for block in range(recording.log.block_with("wire", wire), recording.log.blocks if wire > dropped.wire else 0):
        for record, sums in recording.log.entries(block):
            if isinstance(record, Received) and sums.wire > wire:
                return Beginning(wire, sums.records - 1, wire - (sums.wire - record.size), dropped)
    raise RecordingError(f"byte {wire:,} of the recording, with which it was to begin, is not kept any more")


class KeptTape:
    """A tape whose byte 0 is the first that is kept of a recording; its first record says what was before, if anything.

    Of what is given up later, it says that it is missing, where that was not taken yet.
    """

    def __init__(self, recording: Recording, begins: Beginning | None = None, *, times_from_zero: bool = False) -> None:
        """Begin where ``recording`` does by now, or where it ``begins`` for who knows of a frame, or opens it anew.

        With ``times_from_zero`` it begins at that time, too.
        """
        self.begins = beginning_of(recording) if begins is None else begins
        """Where that is."""
        self._recording = recording
        self._earlier = self.begins.dropped.time if times_from_zero else 0

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
        before, dropped, within = self.begins.dropped, self._recording.dropped, self.begins.within
        said = bool(before)
        if said and not first:
            text = f"all before byte {before.wire:,}: {before.frames:,} frames"
            yield Event(max(before.time - self._earlier, 0), EventKind.DROPPED, text)
        number = self.begins.record + max(first - said, 0)
        if number < dropped.records:
            yield Event(
                max(dropped.time - self._earlier, 0), EventKind.HOLE, f"given up for room up to {dropped.wire:,}"
            )
            return
        for record in self._recording.records(number):
            told = evolve(record, time=max(record.time - self._earlier, 0)) if self._earlier else record
            if within and number == self.begins.record and isinstance(told, Received):
                told, within = evolve(told, size=told.size - within), 0
            yield told


def in_recording(result: Reframed, tape: KeptTape) -> Reframed:
    """Return what became of a re-framing of ``tape`` with the bytes of the recording, and say what was before."""
    notes = result.notes
    if sentence := dropped_sentence(tape.begins.dropped):
        notes = (*notes, f"{sentence.rstrip('.')}; it began at byte {tape.start:,}")
    return evolve(result, ended=_moved(result.ended, tape.start), notes=notes)


def _moved(ended: Ended, by: int) -> Ended:
    found = ended.undelivered
    return ended if found is None or not by else evolve(ended, undelivered=evolve(found, at=max(found.at + by, 0)))
