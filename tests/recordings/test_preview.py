"""A stretch that is framed alone: from a border, into a folder that goes again; and where borders are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.host import HostEnd
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.preview import Preview, border_before
from poetrygui.recordings.workers import SliceWorkers
from tests.recordings.framed_folder import record_lines, record_netstrings
from tests.recordings.recorded_folder import record
from tests.recordings.test_differences import Job


@pytest.fixture
def netstring() -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), "netstring", {})


def test_it_has_the_frames_of_the_stretch_and_goes_without_a_trace(
    reactor: Any, tmp_path: Path, netstring: PinnedProtocol, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    folder = record(tmp_path / "recording", [b"3:one,3:t", b"wo,5:three,4:fo", b"ur,"], "raw")
    workers, ready = SliceWorkers(reactor), list[bool]()
    preview = Preview(folder, netstring, (6, 21))
    preview.begin(workers.start, lambda: ready.append(True))
    wait_until(lambda: bool(ready))
    assert preview.poem is not None
    assert preview.poem.read(0, 99) == b"two\nthree\n"
    there = preview.poem.directory
    assert there.stat().st_mode & 0o777 == 0o700
    preview.close()
    assert not there.exists()
    workers.close()


def test_where_nothing_comes_of_it_nothing_is_told(tmp_path: Path, netstring: PinnedProtocol) -> None:
    for message in ({"frames": 0}, {"problem": "it is not there"}):
        job, ready = Job(), list[bool]()
        preview = Preview(tmp_path, netstring, (0, 6))
        preview.begin(job.start, lambda: ready.append(True))  # noqa: B023 - it is called in this turn
        job.say(message)
        job.end(HostEnd())
        assert ready == []
        preview.close()
        assert not job.is_stopped
    running = Job()
    preview = Preview(tmp_path, netstring, (0, 6))
    preview.begin(running.start, lambda: None)
    preview.close()
    assert running.is_stopped


def test_a_border_is_where_the_frame_of_a_byte_begins(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", [b"one\ntwo\nth", b"ree\n"]))
    assert [border_before(poem, wire) for wire in (0, 3, 4, 6, 9, 12)] == [0, 0, 4, 4, 8, 8]
    assert poem.recording is not None
    poem.recording.close()
    poem.close()


def test_where_rows_are_not_the_wire_no_border_is_known(tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_netstrings(tmp_path / "poem", [b"3:one,", b"3:two,"]))
    assert border_before(poem, 7) is None
    assert border_before(StoredPoem(tmp_path), 0) is None
    assert poem.recording is not None
    poem.recording.close()
    poem.close()
