"""Recordings on disk, as the program writes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.core.poems.wire_records import Received, Record

BETWEEN = 1000
"""Microseconds from one chunk to the next."""


def begin(folder: Path, chunks: Iterable[bytes], protocol: str = "netstring") -> RecordingWriter:
    """Write a recording that goes on."""
    info = PoemInfo("a server", "127.0.0.1:7", protocol, "2026-01-01T00:00:00+00:00", clock=1_767_225_600.0)
    writer = RecordingWriter(folder, info)
    for number, chunk in enumerate(chunks, 1):
        writer.received(chunk, number * BETWEEN)
    writer.flush()
    return writer


def record(
    folder: Path, chunks: Iterable[bytes], protocol: str = "netstring", outcome: Outcome = Outcome.COMPLETE
) -> Path:
    """Write one that has ended, and return its folder."""
    begin(folder, chunks, protocol).end(Ended(outcome, "the server closed the connection"))
    return folder


def as_they_came(recording: Recording) -> list[Record]:
    """Return what happened, and of each chunk its time and size: what a protocol made of it is another matter."""
    records = list(recording.records())
    recording.close()
    return [Received(each.time, each.size) if isinstance(each, Received) else each for each in records]
