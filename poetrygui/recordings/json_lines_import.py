"""Making a recording of JSON lines, as this program or a script wrote them."""

from __future__ import annotations

import binascii
import json
import math
from base64 import b64decode
from collections.abc import Callable
from typing import Any, BinaryIO

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Anchor, Event, Sent
from poetrygui.errors import RecordingError
from poetrygui.recordings.json_lines_export import VERSION
from poetrygui.recordings.new_recordings import Imported, NewRecording, NewRecordings
from poetrygui.recordings.told_info import LARGEST_TOLD, NO_END, end_of, info_of, json_of

LARGEST_LINE = 32 * 1024 * 1024
"""Bytes of a line, with the newline."""

_LATEST = 10_000_000_000  # seconds: three centuries
_KINDS = {str(kind): kind for kind in EventKind}


def import_json_lines(file: BinaryIO, recordings: NewRecordings, made: Callable[[Imported], object]) -> None:
    """Make the recording that a file holds, among ``recordings``, and have ``made`` told of it.

    Raises RecordingError for what is none, and where it is damaged or cut off, when all that was before is made; and
    OSError.
    """
    line = file.readline(LARGEST_TOLD)
    header = _object(line, 1)
    if not isinstance(header.get("poetrygui"), int) or "poem" not in header:
        raise RecordingError("This is no recording: its first line is not that of one.")
    if header["poetrygui"] > VERSION:
        raise RecordingError("It was written by a later version of this program: use that one.")
    reading = _Reading(recordings.begin(info_of(header["poem"]), anchored=False))
    try:
        reading.read_all(file)
    except RecordingError:
        made(reading.end())
        raise
    made(reading.end())


class _Reading:
    """Reads line after line into a recording."""

    def __init__(self, recording: NewRecording) -> None:
        self._recording = recording
        self._time = 0
        self._ended: Ended | None = None

    def read_all(self, file: BinaryIO) -> None:
        number = 1
        while line := file.readline(LARGEST_LINE):
            number += 1
            if line.strip():
                self._read(_object(line, number), number)

    def end(self) -> Imported:
        size = self._recording.size
        ended = self._ended or Ended(Outcome.INTERRUPTED, NO_END, size, seconds=self._time / 1e6, received=size)
        return self._recording.end(ended)

    def _read(self, told: dict[str, Any], number: int) -> None:
        seconds = told.get("t")
        if not isinstance(seconds, (int, float)) or isinstance(seconds, bool) or not 0 <= seconds <= _LATEST:
            raise RecordingError(f'Line {number:,} has no time: "t" is in seconds since the beginning.')
        self._time = max(self._time, round(seconds * 1_000_000))
        try:
            self._take(told)
        except (TypeError, ValueError, KeyError, binascii.Error) as error:
            raise RecordingError(f"Line {number:,} is not what belongs into a recording.") from error

    def _take(self, told: dict[str, Any]) -> None:
        recording, time = self._recording, self._time
        if "recv" in told:
            recording.received(b64decode(told["recv"], validate=True), time)
        elif "sent" in told:
            data = b64decode(told["sent"], validate=True)
            recording.add(Sent(time, data), len(data))
        elif "event" in told:
            text = told.get("text", "")
            if not isinstance(text, str):
                raise TypeError
            recording.add(Event(time, _KINDS[told["event"]], text))
        elif "clock" in told:
            wall = float(told["clock"])
            if not math.isfinite(wall):
                raise ValueError
            recording.add(Anchor(time, wall))
        elif "ended" in told:
            self._ended = end_of(told["ended"])
        # What says none of these is of another version, or somebody's own.


def _object(line: bytes, number: int) -> dict[str, Any]:
    if not line.endswith(b"\n"):
        raise RecordingError(f"The recording is cut off in line {number:,}, or that is longer than any line is.")
    try:
        told = json_of(line) if len(line) <= LARGEST_TOLD else json.loads(line)
    except (ValueError, RecursionError, RecordingError) as error:
        raise RecordingError(f"Line {number:,} is no JSON.") from error
    if not isinstance(told, dict):
        raise RecordingError(f"Line {number:,} is not what belongs into a recording.")
    return told
