"""A filter alone keeps a process from sockets and from processes, and from no file that it may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.hosts.confinement.kernel import this_machine
from poetrygui.hosts.confinement.seccomp import can_filter
from tests.hosts.confinement.half import let_through


def test_sockets_and_processes_are_refused(tmp_path: Path) -> None:
    machine = this_machine()
    if machine is None or not can_filter(machine):
        pytest.skip("this system has no filters of calls that are known here")
    assert let_through(tmp_path, 0) == ["goes", "goes", "goes", "goes", "PermissionError", "PermissionError"]
