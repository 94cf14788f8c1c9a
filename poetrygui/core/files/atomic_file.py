"""Replacing a small file so that at any moment it is either the old one whole or the new one whole."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import stat
import tempfile
import time
import uuid
from pathlib import Path

from poetrygui.errors import SaveError
from poetrygui.paths import make_private_folder

_MODE = 0o600


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, mode 0600, by way of a temporary file beside it.

    Raises SaveError with the old file untouched and no temporary file left.
    """
    try:
        make_private_folder(path.parent)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".tmp")
    except OSError as error:
        raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
    try:
        try:
            # A confined process may change no modes, and the umask seldom asks for it.
            if stat.S_IMODE(os.fstat(descriptor).st_mode) != _MODE:
                os.chmod(temporary, _MODE)  # noqa: PTH101 - the descriptor's own name, as mkstemp gave it
            write_all(descriptor, data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105 - the descriptor's own name, as mkstemp gave it
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108 - the descriptor's own name, as mkstemp gave it
        if isinstance(error, OSError):
            raise SaveError(f"{path} could not be written: {error.strerror or error}.") from error
        raise


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be understood, so that it is never overwritten; return its new path. Raises OSError."""
    aside = path.with_name(f"{path.name}.bad-{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:6]}")
    return path.rename(aside)


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: a full disk shows first as a short write, which must not pass for success."""
    rest = memoryview(data)
    while rest:
        rest = rest[write_some(descriptor, rest) :]


def write_some(descriptor: int, data: memoryview) -> int:
    """Write what the system takes in one call and return how many bytes; never none. Raises OSError.

    Where the descriptor is one that never waits, as a pipe may be that somebody else made, this waits.
    """
    while True:
        try:
            written = os.write(descriptor, data)
        except BlockingIOError:
            with selectors.DefaultSelector() as waiting:
                waiting.register(descriptor, selectors.EVENT_WRITE)
                waiting.select()
            continue
        if not written:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return written
