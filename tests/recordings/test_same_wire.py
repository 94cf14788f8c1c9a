"""The poem of a re-framing on the wire of its recording: the same bytes, times of its own frames, nothing twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event
from poetrygui.errors import RecordingError
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.jobs import JOBS
from poetrygui.recordings.same_wire import framed_info
from tests.recordings.framed_folder import record_lines
from tests.recordings.recorded_folder import record


def pinned(name: str, **options: str) -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), name, options)


def job(recording: Path, protocol: PinnedProtocol, output: Path) -> Any:
    arguments = {"recording": str(recording), "protocol": protocol.as_json(), "output": str(output)}
    return JOBS["reframe"](arguments)


def framed(recording: Path, protocol: PinnedProtocol, output: Path) -> tuple[StoredPoem, Recording]:
    for _ in job(recording, protocol, output):
        pass
    poem = StoredPoem.existing(output)
    assert poem.recording is not None
    return poem, poem.recording


def test_the_wire_is_there_once_and_rows_that_equal_it_are_not_written(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"one\ntw", b"o\nthree\n"], "raw")
    poem, recording = framed(folder, pinned("lines"), tmp_path / "out")
    assert poem.read(0, poem.size) == b"one\ntwo\nthree\n"
    assert recording.wire(0, 99) == b"one\ntwo\nthree\n"
    assert (folder / "wire.000").samefile(tmp_path / "out" / "wire.000")
    assert not (tmp_path / "out" / "rows.000").exists()
    assert FramePlaces(poem, recording).rows_of_frame(1) == (4, 8)
    poem.close()


def test_each_frame_has_the_time_at_which_it_came(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,3:t", b"wo,", b"5:three,"], "raw")
    poem, recording = framed(folder, pinned("netstring"), tmp_path / "out")
    there = Recording.existing(folder)
    times = [chunk.time for chunk in there.chunks()]
    places = FramePlaces(poem, recording)
    assert [places.time_of_frame(number) for number in range(3)] == times
    assert [chunk.time for chunk in recording.chunks()] == times
    assert [(chunk.start, chunk.stop) for chunk in recording.chunks()] == [(0, 9), (9, 12), (12, 20)]
    there.close()
    poem.close()


def test_what_came_after_the_protocol_made_its_end_is_there_too(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"3:one,", b"oops", b"more"], "raw")
    poem, recording = framed(folder, pinned("netstring"), tmp_path / "out")
    assert recording.wire(0, 99) == b"3:one,oopsmore"
    assert [chunk.stop for chunk in recording.chunks()] == [6, 10, 14]
    assert recording.timed_size == 14
    assert poem.frame_count == 1
    poem.close()


def test_what_was_sent_stays_with_the_recording(tmp_path: Path) -> None:
    folder = record_lines(tmp_path / "recording", [b"a\n", b"b\n"], sent={1: b"password\n"})
    poem, recording = framed(folder, pinned("lines"), tmp_path / "out")
    events = [record for record in recording.records() if isinstance(record, Event)]
    assert [each.kind for each in events] == [EventKind.CONNECTED, EventKind.SENT_NOT_KEPT, EventKind.LOST]
    assert b"password" not in (tmp_path / "out" / "log.000").read_bytes()
    poem.close()


def test_its_note_tells_the_protocol_and_is_no_servers(tmp_path: Path) -> None:
    info = PoemInfo("feed", "127.0.0.1:7", "raw", "2026-01-01", server_id="x", kept=WhatIsKept.EVERYTHING)
    protocol = pinned("delimited", delimiter=";")
    found = framed_info(info, protocol, "feed · framed with delimited")
    assert (found.name, found.protocol, found.server_id) == ("feed · framed with delimited", "delimited", "")
    assert found.options == (("delimiter", ";"),)
    assert found.digest == protocol.sha256
    assert framed_info(info, protocol, "").name == "feed"


def test_its_source_lies_beside_it(tmp_path: Path) -> None:
    folder = record(tmp_path / "recording", [b"a\n"], "raw")
    protocol = pinned("lines")
    poem, _ = framed(folder, protocol, tmp_path / "out")
    assert (tmp_path / "out" / "protocol.py").read_bytes() == Path(protocol.path).read_bytes()
    poem.close()


@pytest.mark.parametrize("name", ["reframe", "compare", "ends", "guess"])
def test_a_recording_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    arguments = {"recording": str(tmp_path / "nowhere"), "protocol": pinned("raw").as_json(), "output": "x"}
    with pytest.raises(RecordingError, match="nowhere is not there: choose a recording that is"):
        next(JOBS[name](arguments))
