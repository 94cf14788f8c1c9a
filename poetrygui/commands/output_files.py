"""A file for each poem: under its own name only once it is whole, and never over one that is there already."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

from poetrygui.core.files.atomic_file import write_some

PART = ".part"
"""What is added to the name of a file that is not whole."""

_LONGEST_NAME = 80
# File systems that know no second name for a file, or no synchronising, say so in different ways.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL)
_NO_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EROFS)


class OutputFile:
    """A file that was made for one poem, as ``NAME.part``; it is open from the first byte to the end."""

    def __init__(self, folder: Path, task: int, name: str) -> None:
        """Make it in ``folder``, called after the task's number and ``name``, the address. Raises OSError."""
        # The user's own folder: its mode and the files' are as the user's umask has them.
        folder.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip(".-")[:_LONGEST_NAME] or "poem"
        self._names = _names(folder, f"{task}-{plain}")
        self.path, self._final = self._make()
        self._descriptor: int | None = None
        self._is_finished = False
        self.is_kept = True
        """Whether it is there, and not removed because nothing came."""

    def _make(self) -> tuple[Path, Path]:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        for final in self._names:
            part = final.with_name(final.name + PART)
            if os.path.lexists(final):
                continue
            with contextlib.suppress(FileExistsError):
                # Of many poems most may have to wait for their turn: until then it takes no descriptor.
                os.close(os.open(part, flags, 0o666))
                return part, final
        raise AssertionError("there is always one more name")

    def _open(self) -> int:
        if self._descriptor is None:
            flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
            self._descriptor = os.open(self.path, flags)
        return self._descriptor

    def write_some(self, data: memoryview) -> int:
        """Write some of it, and return how many bytes. Raises OSError."""
        return write_some(self._open(), data)

    def finish(self, *, is_whole: bool) -> None:
        """Have all of it on the disk, and give it the name it is to have. Raises OSError; it is NAME.part then.

        A file in which there is nothing, and that is not whole, is removed.
        """
        if self._is_finished:
            return
        self._is_finished = True
        descriptor = self._open()
        try:
            is_empty = not os.fstat(descriptor).st_size
            if is_whole or not is_empty:
                _synchronise(descriptor)
        finally:
            os.close(descriptor)
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
