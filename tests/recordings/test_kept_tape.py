"""A recording without its beginning, played and handed on: what is kept is whole, and what is not is said."""

from __future__ import annotations

import json
from array import array
from pathlib import Path
from typing import Any, cast

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import read_info
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.hosts.messages import WAITS, Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.export import export_recording
from poetrygui.recordings.frames_with_times import timed_frames
from poetrygui.recordings.imports import import_file
from poetrygui.recordings.jobs import JOBS, hunks_of
from poetrygui.recordings.kept_tape import KeptTape
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.rows_with_times import Column, timed_rows
from tests.recordings.recorded_folder import record
from tests.recordings.shortened_folder import LINE, Lines, line, shortened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shortened(tmp_path_factory.mktemp("shortened") / "recording")


@pytest.fixture(scope="module")
def recording(folder: Path) -> Recording:
    return Recording.existing(folder)


def said(job: str, folder: Path, **arguments: Any) -> list[Message]:
    steps = JOBS[job]({"recording": str(folder)} | arguments)
    return [message for message in iter(steps.__next__, WAITS) if message is not None]


def pinned(name: str) -> dict[str, Any]:
    return pin(ProtocolRegistry(shipped_protocols()), name, {}).as_json()


def imported(path: Path, poems: Path) -> Imported:
    made: list[Imported] = []
    with NewRecordings(poems) as recordings:
        import_file(path, recordings, made.append)
    return made[0]


def test_it_begins_with_what_is_kept_and_says_what_was_before(recording: Recording) -> None:
    tape, dropped = KeptTape(recording), recording.dropped
    assert dropped.wire > LINE
    first, *records = tape.records()
    assert isinstance(first, Event)
    assert (first.kind, first.time) == (EventKind.DROPPED, dropped.time)
    assert first.text == f"all before byte {dropped.wire:,}: {dropped.frames:,} frames"
    assert records == list(recording.records())
    assert list(tape.records(3)) == records[2:]
    assert sum(each.size for each in records if isinstance(each, Received)) == tape.wire_size == tape.timed_size
    assert tape.wire(0, 9) == recording.wire(dropped.wire, dropped.wire + 9)
    assert next(KeptTape(recording, times_from_zero=True).records()).time == 0


def test_of_one_that_is_whole_nothing_is_said(tmp_path: Path) -> None:
    recording = Recording.existing(record(tmp_path / "recording", [b"one"]))
    assert list(KeptTape(recording).records()) == list(recording.records())
    recording.close()


@pytest.mark.parametrize("ending", [".jsonl", ".pcapng"])
def test_what_is_handed_on_is_what_is_kept_and_says_so(
    folder: Path, recording: Recording, tmp_path: Path, ending: str
) -> None:
    export_recording(folder, tmp_path / f"feed{ending}")
    made = imported(tmp_path / f"feed{ending}", tmp_path / "poems")
    assert made.missing[0].startswith(f"all before byte {recording.dropped.wire:,}")
    there = Recording.existing(made.folder)
    assert there.wire(0, there.wire_size) == recording.wire(recording.dropped.wire, recording.wire_size)
    there.close()


def test_in_a_file_of_this_programs_all_numbers_stay(folder: Path, recording: Recording, tmp_path: Path) -> None:
    export_recording(folder, tmp_path / "feed.poemrec")
    made = imported(tmp_path / "feed.poemrec", tmp_path / "poems")
    assert made.missing[0].startswith("The first ")
    before, there = StoredPoem.existing(folder), StoredPoem.existing(made.folder)
    assert there.recording is not None
    assert there.dropped == before.dropped
    assert (there.size, there.line_count, there.frame_count) == (before.size, before.line_count, before.frame_count)
    assert b"".join(there.row_pieces()) == b"".join(before.row_pieces())
    assert list(there.recording.chunks()) == list(recording.chunks())


def test_framed_anew_it_has_the_bytes_where_they_were(folder: Path, recording: Recording, tmp_path: Path) -> None:
    output = tmp_path / "out"
    *_, progress, told = said("reframe", folder, protocol=pinned("lines"), output=str(output))
    start, size = recording.dropped.wire, recording.wire_size
    assert cast("dict[str, Any]", progress)["wire"] == size
    notes = cast("dict[str, Any]", told)["notes"]
    assert notes[-1].startswith("The first ")
    assert notes[-1].endswith(f"it began at byte {start:,}")
    poem = StoredPoem.existing(output)
    assert poem.recording is not None
    rows = b"".join(poem.row_pieces())
    assert rows.rstrip(b"\n") == recording.wire(start, size).rstrip(b"\n")
    assert (poem.dropped.wire, poem.start, poem.recording.wire_size) == (start, 0, size)
    number = rows.count(b"\n") - 3
    begins = poem.line_start(number)
    exact = poem.wire_stretch(begins, begins + LINE)
    assert exact == (start + begins, start + begins + LINE)
    assert poem.recording.wire(*exact) == rows[begins : begins + LINE]
    assert (output / "wire.000").exists() == (folder / "wire.000").exists()
    info = read_info(output)
    assert info is not None
    assert info.ended is not None


def test_differences_are_told_by_the_bytes_of_the_recording(folder: Path, recording: Recording) -> None:
    messages = said("compare", folder, protocols=[pinned("lines"), pinned("raw")])
    hunks = [hunk for message in messages if isinstance(message, array) for hunk in hunks_of(message)]
    assert hunks[0].wire[0] == recording.dropped.wire
    assert hunks[-1].wire[1] <= recording.wire_size


def test_exact_ends_are_found_in_what_is_kept(folder: Path, recording: Recording) -> None:
    chunks = list(recording.chunks(recording.wire_size - 20_000, recording.wire_size - 15_000))
    messages = said("ends", folder, protocol=pinned("lines"), wire=[chunks[0].start, chunks[-1].stop])
    ends = [end for message in messages if isinstance(message, array) for end in message]
    assert messages[0] == {"first": chunks[0].frames_before}
    assert ends == [end for end in range(0, recording.wire_size, LINE) if chunks[0].start < end <= chunks[-1].stop]


def test_what_is_guessed_is_guessed_of_what_is_kept(folder: Path) -> None:
    (told,) = said("guess", folder, protocols=[pinned("lines")])
    assert cast("dict[str, Any]", told)["fit"]["frames"] > 50


def test_a_running_one_that_loses_what_was_not_framed_yet_says_so(tmp_path: Path) -> None:
    lines = Lines(tmp_path / "recording")
    lines.add(300)
    job = JOBS["reframe"](
        {"recording": str(lines.folder), "protocol": pinned("lines"), "output": str(tmp_path / "out"), "follow": True}
    )
    told = None
    for message in job:
        if message == WAITS:
            lines.add(900)
        told = message
    assert cast("dict[str, Any]", told)["outcome"] == "stopped"
    assert "hole at byte 750,000: given up for room" in cast("dict[str, Any]", told)["reason"]


def test_rows_and_frames_with_times_begin_with_what_is_not_kept(folder: Path, recording: Recording) -> None:
    poem = StoredPoem.existing(folder)
    rows = b"".join(timed_rows(poem, recording, Column.START)).split(b"\n")
    assert rows[0].startswith(b"The first ")
    assert rows[-2].endswith(
        line(poem.line_count - 1)[: len(poem.read(poem.line_start(poem.line_count - 1), poem.size))]
    )
    told = [json.loads(each) for each in b"".join(timed_frames(poem, recording, None)).splitlines()]
    dropped = poem.dropped
    assert told[0] == {
        "event": "dropped",
        "task": 1,
        "bytes": dropped.wire,
        "frames": dropped.frames,
        "seconds": dropped.time / 1e6,
    }
    assert sum(each["event"] == "frame" for each in told) == poem.frame_count - dropped.frames
