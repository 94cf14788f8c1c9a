"""Opening a path to read it, and what stands in the way of that, in a sentence."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from poetrygui.errors import AddressError

_KINDS = (
    (stat.S_ISDIR, "a folder", "name a file in it"),
    (stat.S_ISFIFO, "a FIFO", "write fifo:{}"),
    (stat.S_ISSOCK, "a socket", "write unix:{}"),
    (stat.S_ISREG, "a regular file", "write file:{}"),
    (lambda mode: True, "a device", "write file:{}"),
)


def place_of(path: str) -> Path:
    """Return where a path of an address is, with the home that a ``~`` at its beginning stands for."""
    try:
        return Path(path).expanduser()
    except RuntimeError:  # nobody is called so
        return Path(path)


def check_path(path: Path, is_fit: Callable[[int], bool], *, may_be_missing: bool = False) -> None:
    """Raise AddressError where ``path`` cannot be read, or ``is_fit`` does not hold for the mode of what is there.

    Where nothing is there is no mistake with ``may_be_missing``.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        if may_be_missing:
            return
        raise AddressError(f"There is no file {str(path)!r}: check how it is written.") from error
    except OSError as error:
        raise AddressError(f"{str(path)!r} cannot be looked at: {_cause(error)}.") from error
    if not is_fit(mode):
        what, instead = next((what, instead) for is_kind, what, instead in _KINDS if is_kind(mode))
        raise AddressError(f"{str(path)!r} is {what}: {instead.format(path)}.")
    if not os.access(path, os.R_OK):
        raise AddressError(f"You may not read {str(path)!r}: ask for the permission (chmod u+r).")


def open_to_read(path: Path) -> int:
    """Return a descriptor that reads ``path``, and waits for nobody to write there. Raises OSError."""
    return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)


def is_polled(descriptor: int) -> bool:
    """Tell whether a poller knows when there is something to read: not so of files, nor of most devices."""
    mode = os.fstat(descriptor).st_mode
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(descriptor)


def _cause(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
