"""A lock that a process holds ends with it, and is never taken for held because of what stands in a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from poetrygui.core.files.file_lock import FileLock, LockedElsewhereError

HOLD = """
import sys
from pathlib import Path
from poetrygui.core.files.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_one_holds_it_and_the_next_may_when_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = FileLock(path)
    with pytest.raises(LockedElsewhereError):
        FileLock(path)
    lock.release(remove=True)
    lock.release(remove=True)
    assert not path.exists()
    with pytest.raises(FileNotFoundError):
        FileLock(path, make=False)
    FileLock(path).release()
    assert path.exists()


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(LockedElsewhereError):
            FileLock(path)
        holder.kill()
        holder.wait()
    FileLock(path, make=False).release()


def test_a_lock_whose_file_was_removed_is_not_the_next_ones(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = FileLock(path)
    path.unlink()
    other = FileLock(path)
    lock.release(remove=False)
    with pytest.raises(LockedElsewhereError):
        FileLock(path)
    other.release(remove=True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs modes")
def test_the_next_process_can_open_it_whatever_the_umask_was(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    before = os.umask(0o777)
    try:
        FileLock(path).release()
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
