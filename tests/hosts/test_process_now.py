"""What the system tells of a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from poetrygui.hosts.process_now import process_now


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="this system does not tell")
def test_this_one_has_computed_and_has_memory() -> None:
    seen = process_now(os.getpid())
    assert seen is not None
    assert seen.state == "R"
    assert seen.cpu > 0
    assert seen.memory > 4096


def test_nothing_is_known_of_one_that_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert process_now(process.pid) is None
