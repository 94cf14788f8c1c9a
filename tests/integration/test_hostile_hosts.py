"""A sample of the hostile files, in the real window beside good streams; ``python -m tests.hostile`` has all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred, gatherResults

from poetrygui.hosts.warm import CAN_FORK
from tests.conftest import WaitFor
from tests.gui.scripted import open_window
from tests.hostile.stage import Stage
from tests.hostile.table import ALL, named

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
SAMPLE = (
    *("init-raises", "make-crashes", "memory-error", "loop-swallows", "later-raises", "thread-stays", "lost-leaves"),
    *("kills-itself", "closes-all", "pickled", "rows-of-nowhere", "reads-keys", "encode-crashes", "fields-leave"),
)


@pytest.fixture
def sender() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.hostile.sender"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2]
    ) as process:
        yield process
        process.kill()


async def met(stage: Stage, sender: subprocess.Popen[bytes]) -> dict[str, int]:
    """Have all of the sample on the stage, and return what the good streams lost."""
    await stage.begin(2)
    await gatherResults([Deferred.fromCoroutine(stage.meet(named(name))) for name in SAMPLE])
    assert sender.stdin is not None
    sender.stdin.write(b"x")
    sender.stdin.flush()
    return await stage.end()


def test_each_ends_in_its_own_way_and_no_good_stream_loses_a_line(
    wait_for: WaitFor, profile: Path, sender: subprocess.Popen[bytes]
) -> None:
    assert sender.stdout is not None
    ports = [int(each) for each in sender.stdout.readline().split()]
    with open_window(profile, wait_for) as window:
        stage = Stage(window, ports)
        lost: dict[str, int] = wait_for(Deferred.fromCoroutine(met(stage, sender)))
        assert {name: count for name, count in lost.items() if count} == {}
        found: dict[str, Any] = {name: stage.found[name]["outcome"] for name in SAMPLE}
        assert {name: outcome for name, outcome in found.items() if outcome not in named(name).ends} == {}


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def test_there_are_enough_of_them_and_each_has_its_name() -> None:
    assert len(ALL) == len({each.file for each in ALL}) > 250
