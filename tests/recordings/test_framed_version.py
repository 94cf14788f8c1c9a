"""One go at framing: its end as its process noted it, what it tells that cannot be had, and how it follows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.hosts.host import HostEnd
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.framed_version import FramedVersion
from tests.recordings.kept_recordings import poem_in
from tests.recordings.recorded_folder import begin, record
from tests.recordings.test_differences import Job

Noted = Listeners[KeptPoem]


@pytest.fixture
def netstring() -> PinnedProtocol:
    return pin(ProtocolRegistry(shipped_protocols()), "netstring", {})


@pytest.fixture
def source(tmp_path: Path) -> KeptPoem:
    return poem_in(record(tmp_path / "recording", [b"3:one,", b"3:two,oops"], "raw"))


@pytest.fixture
def version(source: KeptPoem, netstring: PinnedProtocol, tmp_path: Path) -> FramedVersion:
    return FramedVersion(source, netstring, tmp_path / "framed", "feed")


@pytest.fixture
def job(version: FramedVersion) -> Job:
    job = Job()
    version.begin(job.start, Listeners())
    return job


def note(version: FramedVersion, text: str) -> None:
    version.store.directory.mkdir()
    (version.store.directory / "poem.json").write_text(text)


def test_what_is_noted_beside_the_end_is_told_with_it(version: FramedVersion, source: KeptPoem, job: Job) -> None:
    told: list[Ended | None] = []
    version.progressed.subscribe(lambda: told.append(version.ended))
    note(version, (source.directory / "poem.json").read_text())
    job.say({"wire": 6, "frames": 1, "rows": 4})
    job.say({"outcome": "complete", "notes": ["it looked at 6 of 12 bytes"]})
    job.end(HostEnd())
    assert version.ended is not None
    assert version.ended.reason == "The server closed the connection. It looked at 6 of 12 bytes"
    assert told == [None, version.ended]
    assert not version.is_failed


@pytest.mark.parametrize(
    "said, end, outcome, reason",
    [
        ({"problem": "it is not there"}, HostEnd(), Outcome.PLUGIN_FAULT, "it is not there"),
        (None, HostEnd("its process ended with SIGSEGV", "last words"), Outcome.PLUGIN_FAULT, "its process ended with"),
        (None, HostEnd("it computed for 2 s", is_hang=True), Outcome.PLUGIN_HANG, "it computed for 2 s"),
        (None, HostEnd("what it came from has gone", is_orphan=True), Outcome.STOPPED, "what it came from has gone"),
        (None, HostEnd(), Outcome.PLUGIN_FAULT, "its process ended before it was through"),
    ],
)
def test_what_could_not_be_framed_says_why(
    version: FramedVersion, job: Job, said: Any, end: HostEnd, outcome: Outcome, reason: str
) -> None:
    if said is not None:
        job.say(said)
    job.end(end)
    assert version.ended is not None
    assert (version.ended.outcome, version.ended.details) == (outcome, end.output)
    assert version.ended.reason.startswith(reason)
    assert version.is_failed
    before = version.ended
    job.say({"wire": 6, "frames": 1, "rows": 4})
    job.end(HostEnd("once more"))
    assert version.ended is before


def test_what_is_noted_and_cannot_be_read_is_said(version: FramedVersion, job: Job) -> None:
    note(version, "{")
    job.end(HostEnd())
    assert version.ended is not None
    assert version.ended.outcome is Outcome.DISK_ERROR


def test_one_that_grows_is_asked_to_look_once_for_each_answer(netstring: PinnedProtocol, tmp_path: Path) -> None:
    writer = begin(tmp_path / "recording", [b"3:one,"], "raw")
    source = poem_in(tmp_path / "recording")
    assert source.store is not None
    assert source.store.recording is not None
    asked: list[bool] = []

    class Asked(Job):
        def grown(self) -> None:
            asked.append(True)

    job, noted = Asked(), Noted()
    version = FramedVersion(source, netstring, tmp_path / "framed", "feed")
    version.begin(job.start, noted)
    assert job.arguments["follow"] is True
    for _ in range(3):
        writer.received(b"3:two,", 5000)
        writer.flush()
        source.store.recording.look()
    assert len(asked) == 1, "it has not answered"
    was_level = [version.is_level]
    job.say({"wire": 5, "frames": 1, "rows": 4})
    was_level.append(version.is_level)
    assert len(asked) == 2, "there was more"
    job.say({"wire": 6, "frames": 1, "rows": 4})
    assert [*was_level, version.is_level] == [False, False, True]
    assert len(asked) == 2
    noted.tell(source)
    assert len(asked) == 3, "how it ended is noted"
    noted.tell(poem_in(tmp_path / "recording"))
    assert len(asked) == 3, "that is another"
    version.stop("stopped")
    assert job.is_stopped
    assert version.ended == Ended(Outcome.STOPPED, "stopped")
    source.store.recording.grow_to(1, 1)
    assert len(asked) == 3, "it is over"
