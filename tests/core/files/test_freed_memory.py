"""Blocks that were freed leave their memory to the next ones, where the C library gives large ones back."""

from __future__ import annotations

import subprocess
import sys

import pytest

SOURCE = """
import resource
from poetrygui.core.files.freed_memory import keep_freed_memory
def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        b"x" * 1_000_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
keep_freed_memory(4_000_000)
faults()
print(faults())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="another C library")
def test_large_blocks_cost_page_faults_once() -> None:
    told = subprocess.run([sys.executable, "-c", SOURCE], capture_output=True, text=True, check=True).stdout
    assert int(told) < 20 * 1_000_000 // 4096 / 4
