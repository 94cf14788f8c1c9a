"""Recordings that are handed on as captures, and made of those again."""

from __future__ import annotations

import io
from pathlib import Path

from attrs import evolve

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_records import Anchor, Event, Received, Sent
from poetrygui.recordings.capture_import import import_capture
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.pcapng_export import write_pcapng
from tests.recordings.random_recordings import Told

INFO = PoemInfo("a server", "127.0.0.1:7", "netstring", "2026-01-01T00:00:00+00:00", clock=1_767_225_600.0)


def exported(recording: Recording) -> bytes:
    file = io.BytesIO()
    write_pcapng(recording, file.write)
    return file.getvalue()


def imported(data: bytes, poems: Path) -> list[Imported]:
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        assert not import_capture(io.BytesIO(data), "a capture", recordings, made.append)
    return made


def told(*happenings: tuple[Received | Sent | Event | Anchor, bytes], outcome: Outcome = Outcome.COMPLETE) -> Told:
    return Told(evolve(INFO, ended=Ended(outcome, "as it was")), happenings)
