"""What goes on is told as packets while it does, each connection with ends of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import count
from pathlib import Path

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_clock import RecordingClock
from poetrygui.core.poems.wire_records import Event, Received, Sent
from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.live_capture import LiveCapture, LiveCaptures
from tests.recordings.handed_on import imported
from tests.recordings.recorded_folder import as_they_came

INFO = PoemInfo("a server", "poems.example:7", "netstring", "2026-01-01T00:00:00+00:00")


def clock() -> RecordingClock:
    """Return one that goes on by a second with each look."""
    ticks = count()
    return RecordingClock(lambda: float(next(ticks)), lambda: 1_767_225_600.0)


def begun(file: io.BytesIO) -> LiveCapture:
    return LiveCaptures(file.write).begin(INFO, clock())


def test_each_thing_can_be_read_as_soon_as_it_is_told() -> None:
    file = io.BytesIO()
    capture = begun(file)
    sizes = [len(list(read_capture(io.BytesIO(file.getvalue()))))]
    happenings: list[Callable[[], None]] = [
        lambda: capture.event(EventKind.CONNECTED, "10.1.2.3:7"),
        lambda: capture.received(b"3:one,"),
        lambda: capture.sent(b"ask"),
        lambda: capture.end(Ended(Outcome.COMPLETE, "as it was")),
    ]
    for happen in happenings:
        happen()
        sizes.append(len(list(read_capture(io.BytesIO(file.getvalue())))))
    assert sizes == [0, 3, 4, 5, 8]


def test_it_is_the_recording_that_was_told(tmp_path: Path) -> None:
    file = io.BytesIO()
    capture = begun(file)
    capture.event(EventKind.CONNECTED, "10.1.2.3:7")
    capture.received(b"3:one,")
    capture.sent(b"ask")
    capture.event(EventKind.LOST, "closed")
    capture.end(Ended(Outcome.COMPLETE, "as it was"))
    (made,) = imported(file.getvalue(), tmp_path / "poems")
    assert (made.info.peer, made.info.clock) == ("10.1.2.3:7", 1_767_225_600.0)
    assert as_they_came(Recording.existing(made.folder)) == [
        Event(1_000_000, EventKind.CONNECTED, "10.1.2.3:7"),
        Received(2_000_000, 6),
        Sent(3_000_000, b"ask"),
        Event(4_000_000, EventKind.LOST, "closed"),
    ]


def test_one_to_which_nobody_answered_is_there_too(tmp_path: Path) -> None:
    file = io.BytesIO()
    begun(file).end(Ended(Outcome.REFUSED, "nobody listens at this address"))
    (made,) = imported(file.getvalue(), tmp_path / "poems")
    assert made.info.ended == Ended(Outcome.REFUSED, "nobody listens at this address")


def test_several_at_once_are_told_apart(tmp_path: Path) -> None:
    file = io.BytesIO()
    captures = LiveCaptures(file.write)
    several = [captures.begin(INFO, clock()) for _ in range(3)]
    for round_number in range(2):
        for number, capture in enumerate(several):
            capture.received(b"%d%d" % (number, round_number))
    for capture in several:
        capture.end(Ended(Outcome.COMPLETE, "as it was"))
    wires = []
    for made in imported(file.getvalue(), tmp_path / "poems"):
        recording = Recording.existing(made.folder)
        wires.append(recording.wire(0, 10))
        recording.close()
    assert wires == [b"0001", b"1011", b"2021"]
