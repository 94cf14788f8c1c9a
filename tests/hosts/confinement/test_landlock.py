"""Landlock alone keeps a process from files, whichever version of it a kernel has."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.hosts.confinement.landlock import Right, landlock_version
from tests.hosts.confinement.half import let_through


@pytest.mark.parametrize("version", range(1, 8))
def test_files_are_refused_but_no_sockets_and_processes(tmp_path: Path, version: int) -> None:
    if landlock_version() < version:
        pytest.skip(f"this kernel has Landlock of version {landlock_version()}")
    assert let_through(tmp_path, version) == ["goes", "PermissionError", "PermissionError", "goes", "goes", "goes"]


def test_rights_are_the_kernels() -> None:
    assert [right.value for right in Right] == [1 << at for at in range(16)]
