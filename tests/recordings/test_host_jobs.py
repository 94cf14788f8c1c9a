"""A job in a host: it says the same there as anywhere, in a process whose reactor is the recording's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import DONE, Message
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.allowed import allowed_for
from poetrygui.recordings.workers import HostWorkers
from tests.recordings.recorded_folder import record

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
MODULE = "poetrygui.recordings.host_jobs"
WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def warm(hosts: HostWorkers) -> WarmProcess:
    return hosts.warm


def arguments(folder: Path, **changes: str) -> dict[str, Any]:
    protocol = pin(ProtocolRegistry(shipped_protocols()), "netstring", {}).as_json()
    recording = record(folder / "recording", [b"3:one,4:tw", b"o\n,0:,"], "raw")
    return {"recording": str(recording), "protocol": {**protocol, **changes}, "output": str(folder / "out")}


def run(warm: WarmProcess, wait_until: WaitUntil, told: dict[str, Any]) -> tuple[list[Message], HostEnd]:
    messages: list[Message] = []
    ends: list[HostEnd] = []
    job = {"job": "reframe", "arguments": told}
    Path(told["output"]).mkdir()
    warm.run(f"{MODULE}:run", job, messages.append, ends.append, 60.0, allowed=allowed_for("reframe", told))
    wait_until(lambda: bool(ends))
    return messages, ends[0]


def test_what_a_job_says_comes_and_its_work_is_there(warm: WarmProcess, wait_until: WaitUntil, tmp_path: Path) -> None:
    messages, end = run(warm, wait_until, arguments(tmp_path))
    assert end == HostEnd()
    *_, last, done = cast("list[dict[str, Any]]", messages)
    assert done == DONE
    assert (last["outcome"], last["frames"]) == ("complete", 3)
    assert (tmp_path / "out" / "poem.json").exists()


def test_what_it_cannot_use_is_a_problem_and_no_crash(warm: WarmProcess, wait_until: WaitUntil, tmp_path: Path) -> None:
    messages, end = run(warm, wait_until, arguments(tmp_path, sha256="0" * 64))
    assert end.problem == ""
    assert [list(cast("dict[str, Any]", each)) for each in messages] == [["problem"], ["done"]]


def test_one_that_is_to_take_little_of_a_processor_stands_back(
    warm: WarmProcess, wait_until: WaitUntil, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    source = (
        "import os\nfrom pathlib import Path\nfrom poetrygui.api import PoemProtocol\n\n\n"
        "class Own(PoemProtocol):\n    def connectionMade(self):\n"
        f"        Path({str(told)!r}).write_text(str(os.nice(0)))\n"
    )
    path = tmp_path / "own.py"
    path.write_text(source, "utf-8")
    own = PinnedProtocol("own", str(path), hashlib.sha256(source.encode()).hexdigest()).as_json()
    recording = str(record(tmp_path / "recording", [b"a\n"], "raw"))
    found = []
    for more in ({}, {"most_seconds": 60.0}):
        ends: list[HostEnd] = []
        job = {"job": "compare", "arguments": {"recording": recording, "protocols": [own, own], **more}}
        warm.run(f"{MODULE}:run", job, lambda _: None, ends.append, 60.0, allowed=Allowed(words=("files",)))
        wait_until(lambda ends=ends: bool(ends))  # type: ignore[misc]
        found.append(int(told.read_text()))
    assert found[1] == min(found[0] + 10, 19)
