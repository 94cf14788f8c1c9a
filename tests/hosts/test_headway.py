"""When a process is to blame: by what it has computed or slept, of real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from poetrygui.hosts.headway import LOOK, Headway

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell")
SLEEPS = "import time; print(flush=True); time.sleep(600)"


@pytest.fixture
def sleeper() -> Iterator[int]:
    with subprocess.Popen([sys.executable, "-c", SLEEPS], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "S":
            os.sched_yield()
        yield process.pid
        process.kill()


def test_one_that_sleeps_is_blamed_after_the_limit_and_not_before(sleeper: int) -> None:
    headway = Headway(sleeper, limit=LOOK * 2)
    told = [headway.look() for _ in range(6)]
    assert told[0] == ""
    assert told[-1] == "it waited for 0.2 s for something that did not come"


TRACED = "import ctypes, os; ctypes.CDLL(None).ptrace(0, 0, 0, 0); os.kill(os.getpid(), 10)"


@pytest.mark.skipif(sys.platform != "linux", reason="another system numbers these otherwise")
def test_one_that_has_made_its_parent_trace_it_and_goes_on_no_more_is_blamed() -> None:
    with subprocess.Popen([sys.executable, "-c", TRACED]) as process:
        # Popen would take one that stands still because it is traced for one that has ended.
        while (state := Path(f"/proc/{process.pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]) != "t":
            assert state != "Z", "it has ended"
            os.sched_yield()
        headway = Headway(process.pid, limit=LOOK * 2)
        told = [headway.look() for _ in range(6)]
        os.kill(process.pid, signal.SIGKILL)
    assert told[0] == ""
    assert told[-1] == "it waited for 0.2 s for something that did not come"


def test_a_sign_of_life_begins_anew(sleeper: int) -> None:
    headway = Headway(sleeper, limit=LOOK * 2)
    for _ in range(20):
        headway.begin()
        assert headway.look() == ""


def test_one_that_is_gone_is_counted_by_the_looks() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    headway = Headway(process.pid, limit=LOOK * 2)
    assert [bool(headway.look()) for _ in range(4)] == [False, False, True, True]
