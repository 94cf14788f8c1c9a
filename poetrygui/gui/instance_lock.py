"""Who else works on the same profile: each running program keeps a lock file of its own there."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from PyQt6.QtCore import QLockFile

_SUFFIX = ".lock"


class InstanceLock:
    """Held while a window is open.

    ``is_alone`` tells whether no other program had the profile open when this one came: only then are poems without
    an outcome known to be nobody's. Two programs that come at the same time both find that they are not alone.
    """

    def __init__(self, folder: Path) -> None:
        """Take a lock in ``folder``, then look whether others hold theirs."""
        self.is_alone = False
        self._lock = _lock_file(folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}{_SUFFIX}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self._lock.tryLock(0):
                others = [path for path in folder.glob(f"*{_SUFFIX}") if str(path) != self._lock.fileName()]
                self.is_alone = all(_is_abandoned(path) for path in others)
        except OSError:
            pass  # a profile that cannot be written to: then nothing of it is touched

    def release(self) -> None:
        """Give the lock back."""
        self._lock.unlock()


def _lock_file(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # it is stale when its process is gone, however old it is
    return lock


def _is_abandoned(path: Path) -> bool:
    """Tell whether the program that held a lock is gone; its file is then removed."""
    lock = _lock_file(path)
    if not lock.tryLock(0):
        return False
    lock.unlock()
    return True
