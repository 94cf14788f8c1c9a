"""A file for each poem: under its own name only once it is whole, and never over one that is there already."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from poetrygui.core.atomic_file import write_some

PART = ".part"
"""What is added to the name of a file that is not whole."""

_LONGEST_NAME = 80
# File systems that know no second name for a file, or no synchronising, say so in different ways.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EROFS)


class OutputFile:
    """A file that was made for one poem, open for writing as ``NAME.part``."""

    def __init__(self, folder: Path, task: int, name: str) -> None:
        """Make it in ``folder``, named after the task's number and address. Raises OSError."""
        # The user's own folder: its mode and the files' are as the user's umask has them.
        folder.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip(".-")[:_LONGEST_NAME] or "poem"
        self._names = _names(folder, f"{task}-{plain}")
        self.path, self._final, self._descriptor = self._make()
        self._is_open = True
        self.is_kept = True
        """Whether it is there, and not removed because nothing came."""

    def _make(self) -> tuple[Path, Path, int]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for final in self._names:
            part = final.with_name(final.name + PART)
            if os.path.lexists(final):
                continue
            with contextlib.suppress(FileExistsError):
                return part, final, os.open(part, flags, 0o666)
        raise AssertionError("there is always one more name")

    def write_some(self, data: memoryview) -> int:
        """Write some of it, and return how many bytes. Raises OSError."""
        return write_some(self._descriptor, data)

    def finish(self, *, is_whole: bool) -> None:
        """Have all of it on the disk, and give it the name it is to have. Raises OSError; it is NAME.part then.

        A file in which there is nothing, and that is not whole, is removed.
        """
        if not self._is_open:
            return
        self._is_open = False
        try:
            is_empty = not os.fstat(self._descriptor).st_size
            if is_whole or not is_empty:
                _synchronise(self._descriptor)
        finally:
            os.close(self._descriptor)
        if is_whole:
            self._take_final_name()
        elif is_empty:
            self.is_kept = False
            self.path.unlink(missing_ok=True)
        _synchronise_folder(self.path.parent)

    def _take_final_name(self) -> None:
        final = self._final
        while True:
            try:
                _rename(self.path, final)
            except FileExistsError:
                # Somebody has made one meanwhile.
                final = next(self._names)
            else:
                self.path = final
                return


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.txt"
    number = 2
    while True:
        yield folder / f"{name}-{number}.txt"
        number += 1


def _rename(path: Path, final: Path) -> None:
    """Give a file another name, at once and never over another file. Raises FileExistsError, and other OSErrors."""
    try:
        os.link(path, final, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(final):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(final)) from error
        path.rename(final)
    else:
        path.unlink()


def _synchronise(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _synchronise_folder(folder: Path) -> None:
    # The names are in the folder; not every system lets that be synchronised.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
