"""Programs beside the window that record into a profile: which of its recordings somebody is writing just now."""

from __future__ import annotations

import contextlib
import os
import re
import threading
import uuid
from pathlib import Path

from poetrygui.core.files.atomic_file import write_all
from poetrygui.core.files.file_lock import FileLock, LockedElsewhereError
from poetrygui.paths import make_private_file, make_private_folder

_LOCKS = "recorders"
_SIGNATURE = "recorder"
_NAME = re.compile(rb"[0-9a-f]{32}")


class Recorder:
    """Signs the recordings that a program writes, for as long as it does; a program that dies signs nothing any more.

    One lock stands for all of them, since each needs a descriptor. Where the file system has no locks, nothing is
    signed. It is called in any thread.
    """

    def __init__(self) -> None:
        """Sign nothing yet."""
        self._own = threading.Lock()
        self._lock: FileLock | None = None
        self._signed: set[Path] = set()

    def sign(self, folder: Path) -> None:
        """Note in a recording's ``folder`` that it is being written."""
        with self._own, contextlib.suppress(OSError):
            if self._lock is None:
                locks = folder.parent.parent / _LOCKS
                make_private_folder(locks)
                self._lock = FileLock(locks / uuid.uuid4().hex)
            self._signed.add(folder)
            descriptor = make_private_file(folder / _SIGNATURE, os.O_WRONLY)
            try:
                write_all(descriptor, self._lock.path.name.encode())
            finally:
                os.close(descriptor)

    def unsign(self, folder: Path) -> None:
        """Take that back; of a recording that is not signed, nothing."""
        with self._own:
            with contextlib.suppress(OSError):
                (folder / _SIGNATURE).unlink(missing_ok=True)
            self._signed.discard(folder)
            if not self._signed and self._lock is not None:
                self._lock.release(remove=True)
                self._lock = None


def is_being_recorded(folder: Path) -> bool:
    """Tell whether a program beside the window writes the recording in a folder just now."""
    try:
        name = (folder / _SIGNATURE).read_bytes()[:33]
        if not _NAME.fullmatch(name):
            return False
        # Nobody holds the lock of one that has died: then its file has no use any more.
        FileLock(folder.parent.parent / _LOCKS / name.decode(), make=False).release(remove=True)
    except LockedElsewhereError:
        return True
    except OSError:
        return False
    return False
