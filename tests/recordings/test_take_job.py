"""A take as a job: it plays up to a time, says how far it is, and waits to be asked again."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.hosts.messages import WAITS
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings import take_job
from poetrygui.recordings.jobs import JOBS
from tests.recordings.framed_folder import record_lines

SECOND = 1_000_000
Asked = Generator[Any, Any, None]


@pytest.fixture
def job(tmp_path: Path) -> Asked:
    """A job on a recording of ten lines, of which one came each second."""
    chunks = [b"%d\n" % number for number in range(10)]
    source = record_lines(tmp_path / "recording", chunks, waits=[SECOND] * 10)
    pinned = pin(ProtocolRegistry(shipped_protocols()), "lines", {})
    told = {"recording": str(source), "output": str(tmp_path / "played"), "name": "Replay"}
    found: Any = JOBS["replay"]({**told, "protocol": pinned.as_json()})
    assert next(found) == WAITS
    taken: Asked = found
    return taken


def ask(job: Asked, **asked: Any) -> dict[str, Any]:
    """Ask for more, and return what it says once it waits again."""
    said = job.send(asked)
    while said is None:
        said = next(job)
    assert next(job) == WAITS
    assert isinstance(said, dict)
    return said


def test_it_plays_up_to_a_time_and_then_to_the_end(job: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_job, "AT_ONCE", float("inf"))
    said = ask(job, until=3.5 * SECOND)
    assert (said["time"], said["due"], said["looked_at"], said["is_waiting"]) == (3.5 * SECOND, 4 * SECOND, 6, True)
    assert "ended" not in said
    said = ask(job, until=None)
    assert (said["ended"]["outcome"], said["ended"]["frames"], said["looked_at"]) == ("complete", 10, 20)
    poem = StoredPoem.existing(tmp_path / "played")
    assert poem.read(0, poem.size) == b"".join(b"%d\n" % number for number in range(10))
    poem.close()


def test_it_says_how_far_it_is_before_there_is_no_more(job: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_job, "AT_ONCE", -1.0)
    said = ask(job, until=None)
    assert (said["is_waiting"], said["looked_at"]) == (False, 2)
    said = ask(job, until=None, stop="stopped by the user")
    while "ended" not in said:
        said = ask(job, until=None)
    assert (said["ended"]["outcome"], said["ended"]["reason"]) == ("stopped", "stopped by the user")
