"""A folder for what is kept only as long as one command runs, and which goes, however that ends."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from pathlib import Path

from poetrygui.core.files.file_lock import FileLock, LockedElsewhereError
from poetrygui.errors import SaveError

_PREFIX = "poetrygui-get-"
_LOCK = "lock"


class Scratch:
    """The folder is made when it is first asked for, and locked as long as this process lives."""

    def __init__(self) -> None:
        """Make nothing yet."""
        self._folder: Path | None = None
        self._lock: FileLock | None = None

    @property
    def folder(self) -> Path:
        """The folder, for this process alone. Raises SaveError."""
        while self._folder is None:
            try:
                folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            except OSError as error:
                raise SaveError(f"There can be no temporary folder: {error.strerror or error}.") from error
            try:
                folder.chmod(0o700)  # whatever the umask has taken away
                self._lock = FileLock(folder / _LOCK)
            except (FileNotFoundError, LockedElsewhereError):
                continue  # somebody has taken it for one that was left behind: it was not locked yet
            except OSError:
                pass  # where there are no locks, nothing is ever taken for left behind
            self._folder = folder
        return self._folder

    def remove(self) -> None:
        """Remove it."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
        if self._lock is not None:
            self._lock.release()


def remove_left_behind() -> None:
    """Remove the folders of this user's processes that were killed: those whose lock nobody holds."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            status = folder.lstat()
            if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid():
                continue
            lock = FileLock(folder / _LOCK, make=False)
        except FileNotFoundError:
            _remove_empty(folder)
        except OSError:
            continue  # it is in use, or its file system has no locks
        else:
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()


def _remove_empty(folder: Path) -> None:
    # Who has just made it makes another one; who was killed just then has left nothing else.
    try:
        folder.rmdir()
    except OSError:
        return
