"""A warm process that is there at once: a fork of one that has imported the same, and not another start of Python.

For tests of what comes of hosts; how the process is begun, those in this folder tell. Run as a program, it is one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import pytest

from poetrygui.hosts import forking, warm_process
from tests.programs import Program, start_program


def warm_by_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each warm process begin so in a test, whose own ``monkeypatch`` is, where the platform is made for that."""
    if hasattr(os, "pidfd_open"):
        monkeypatch.setattr(forking, "begin_own", _begin)


def _begin(arguments: Sequence[str], descriptor: int) -> Program | subprocess.Popen[bytes]:
    _kind, _descriptor, *modules = arguments
    streams = descriptor, subprocess.DEVNULL, 2
    return start_program(["-m", __name__, *modules], (__name__, *modules), streams=streams, new_session=True)


if __name__ == "__main__":
    # A program's input is no control, nor is a host's.
    control = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    warm_process.main([str(control), *sys.argv[1:]])
