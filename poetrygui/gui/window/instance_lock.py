"""Who else works on the same profile: each running program keeps a lock file of its own there."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from poetrygui.core.files.file_lock import FileLock, LockedElsewhereError
from poetrygui.paths import make_private_folder

_SUFFIX = ".lock"


class InstanceLock:
    """Held while a window is open.

    ``has_others`` tells whether another program had the profile open when this one came: only where none had are poems
    without an outcome known to be nobody's. Two programs that come at the same time both find others. ``problem`` is
    why no lock could be taken, in a few words: then nothing in the profile is to be changed that another program,
    which cannot be seen, may be at.
    """

    def __init__(self, folder: Path) -> None:
        """Take a lock in ``folder``, then look whether others hold theirs."""
        self.problem = ""
        self._folder = folder
        self._lock: FileLock | None = None
        self._path = path = folder / f"{os.getpid()}-{uuid.uuid4().hex[:8]}{_SUFFIX}"
        try:
            make_private_folder(folder)
            self._lock = _new_lock(path)
        except OSError as error:
            self.problem = error.strerror or str(error)
        self.has_others = self._finds_others()

    @property
    def is_alone(self) -> bool:
        """Whether all that is in the profile is this program's to change."""
        return not self.has_others and not self.problem

    @property
    def is_alone_now(self) -> bool:
        """Whether all of it is this program's now, whoever was there when this one came."""
        return not self.problem and not self._finds_others()

    def _finds_others(self) -> bool:
        return any(_is_held(other) for other in _lock_files(self._folder) if other != self._path)

    def release(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            self._lock.release(remove=True)


def _new_lock(path: Path) -> FileLock:
    while True:
        try:
            return FileLock(path)
        except LockedElsewhereError:
            # Another program looks this moment whether the file is an abandoned one, and removes it.
            continue


def _lock_files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob(f"*{_SUFFIX}"))
    except OSError:
        return []


def _is_held(path: Path) -> bool:
    """Tell whether the program that made a lock file still runs; the file of one that does not is removed."""
    try:
        FileLock(path, make=False).release(remove=True)
    except LockedElsewhereError:
        return True
    except OSError:
        return False  # it is gone by now, or it is no lock file
    return False
