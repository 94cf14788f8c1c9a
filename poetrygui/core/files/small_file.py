"""Reading a small file without ever waiting for what may be in its place: a pipe, a device, or something endless."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

# For a pipe that nobody writes, a program started meanwhile, and a terminal that would become this program's own.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class UnfitFileError(ValueError):
    """What is at a path cannot be a small file; ``str(error)`` stands after "it is" in a sentence."""


class NotAFileError(UnfitFileError):
    """It is no regular file."""


class TooLargeError(UnfitFileError):
    """It has more bytes than it may have."""


def read_small_file(
    path: Path, largest: int, *, follow_links: bool = True, look: Callable[[os.stat_result], None] | None = None
) -> bytes:
    """Return what is in the regular file at ``path``, at most ``largest`` bytes, at once whatever is there.

    ``look`` is given the status of what was opened before any of it is read, and raises what it likes. Raises
    NotAFileError, TooLargeError, and OSError where nothing is there or it cannot be read: without ``follow_links`` a
    link to a regular file cannot.
    """
    flags = _FLAGS if follow_links else _FLAGS | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        # Not everything can be opened that is no regular file: a socket cannot, on some platforms no folder.
        _check_kind(path)
        raise
    try:
        status = os.fstat(descriptor)
        _check_kind(path, status)
        if look is not None:
            look(status)
        # A file that says it is small may grow as it is read.
        if status.st_size <= largest:
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(largest + 1)
            if len(data) <= largest:
                return data
        raise TooLargeError(f"larger than {largest:,} bytes")
    finally:
        os.close(descriptor)


def what_is_wrong(error: Exception) -> str:
    """Return what stands after "it is" in a sentence about a file that could not be understood."""
    return str(error) if isinstance(error, UnfitFileError) else "damaged"


def _check_kind(path: Path, status: os.stat_result | None = None) -> None:
    try:
        mode = (path.stat() if status is None else status).st_mode
    except OSError:
        return  # nothing is known of it, and the error that there is says more
    if not stat.S_ISREG(mode):
        raise NotAFileError(_KINDS.get(stat.S_IFMT(mode), "no regular file"))
