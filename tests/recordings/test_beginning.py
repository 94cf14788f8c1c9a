"""A recording without its beginning is framed anew and compared from the first frame on that is kept whole."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.errors import RecordingError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.beginning import begin_in, find_beginning
from poetrygui.recordings.difference import Hunk
from poetrygui.recordings.difference_rows import DifferenceRows
from poetrygui.recordings.differences import Differences
from poetrygui.recordings.jobs import JOBS, hunks_of
from poetrygui.recordings.kept_tape import Begin, KeptTape, beginning_of
from poetrygui.recordings.workers import RunningJob
from tests.recordings.shortened_folder import netstrings, shortened_by

STRINGS, WHERE = netstrings()


class AtOnce:
    """Runs a job to its end when it is started."""

    def grown(self) -> None: ...

    def stop(self) -> None: ...

    def start(
        self, job: str, arguments: Mapping[str, Any], hear: Callable[[Message], None], end: Callable[[HostEnd], None]
    ) -> RunningJob:
        for message in JOBS[job](arguments):
            if message is not None:
                hear(message)
        end(HostEnd(""))
        return self


def shipped(name: str, **options: str) -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), name, options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shortened_by(tmp_path_factory.mktemp("beginning") / "recording", "netstring", b"".join(STRINGS))


@pytest.fixture(scope="module")
def begin(folder: Path) -> Begin:
    found: list[Begin | None] = []
    find_beginning(folder, shipped("netstring"), AtOnce().start, found.append)
    assert found[0] is not None
    return found[0]


def test_it_is_where_a_frame_begins_or_not_known(folder: Path, begin: Begin) -> None:
    byte, frames = begin
    assert WHERE[frames] == byte
    found: list[Begin | None] = []
    find_beginning(folder, shipped("lines"), AtOnce().start, found.append)
    assert found == [None]
    assert [begin_in(each) for each in ({"frames": 1}, array("Q"), {"begin": [3, 1]})] == [None, None, (3, 1)]


def test_a_tape_begins_inside_a_chunk(folder: Path, begin: Begin) -> None:
    recording = Recording.existing(folder)
    byte, _ = begin
    tape = KeptTape(recording, beginning_of(recording, byte))
    assert tape.wire(0, 40) == b"".join(STRINGS)[byte : byte + 40]
    sizes = [record.size for record in tape.records() if hasattr(record, "size")]
    assert sum(sizes) == tape.wire_size == WHERE[-1] - byte
    chunk = recording.chunk_at(byte)
    assert chunk is not None
    assert sizes[0] == chunk.stop - byte
    later = KeptTape(recording, beginning_of(recording, chunk.stop))
    assert [record.size for record in later.records() if hasattr(record, "size")] == sizes[1:]
    with pytest.raises(RecordingError, match="byte 7 of the recording, with which it was to begin, is not kept"):
        beginning_of(recording, 7)
    recording.close()


def test_framed_from_there_on_it_has_the_frames_that_were_recorded(folder: Path, begin: Begin, tmp_path: Path) -> None:
    byte, frames = begin
    arguments = {"recording": str(folder), "protocol": shipped("netstring").as_json(), "output": str(tmp_path / "new")}
    told = [each for each in JOBS["reframe"]({**arguments, "begin": list(begin)}) if each is not None][-1]
    assert isinstance(told, dict)
    assert (told["outcome"], told["frames"]) == ("complete", len(STRINGS) - frames)
    assert told["notes"][-1].endswith(f"it began at byte {byte:,}")
    poem = StoredPoem.existing(tmp_path / "new")
    assert b"".join(poem.row_pieces()).startswith(STRINGS[frames].partition(b":")[2].rstrip(b",") + b"\n")
    assert poem.dropped.wire == byte
    poem.close()


def test_what_is_different_has_the_numbers_of_the_recording_and_leads_to_its_rows(folder: Path, begin: Begin) -> None:
    byte, frames = begin
    poem = StoredPoem.existing(folder)
    assert poem.recording is not None
    differences = Differences(("netstring", "recorded"))
    differences.find(folder, shipped("delimited", delimiter="y,"), shipped("netstring"), AtOnce().start, begins=begin)
    first = differences[0]
    assert first.wire[0] == byte
    assert first.theirs[0] == frames
    rows = DifferenceRows(poem, poem.recording, differences, is_ours=False)
    assert len(differences) > 2
    for number in (0, 1, len(differences) - 1):
        _, stop = differences[number].theirs
        found = rows.rows_of(number)
        assert found is not None
        last = poem.read(*found).splitlines()[-1]
        assert last == STRINGS[stop - 1].partition(b":")[2].removesuffix(b",")
    poem.close()


def test_what_is_not_kept_any_more_is_not_compared(folder: Path) -> None:
    differences = Differences(("netstring", "recorded"))
    differences.refuse("They are not compared.")
    assert (differences.sentence, differences.is_through) == ("They are not compared.", True)
    protocols = [shipped("netstring").as_json()] * 2
    with pytest.raises(RecordingError, match="byte 0 of the recording"):
        list(JOBS["compare"]({"recording": str(folder), "protocols": protocols, "begin": [0, 0]}))
    told = list(JOBS["compare"]({"recording": str(folder), "protocols": protocols}))
    assert [hunk for each in told if isinstance(each, array) for hunk in hunks_of(each)] == list[Hunk]()
