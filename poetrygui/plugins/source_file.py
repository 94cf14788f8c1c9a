"""Reading a protocol file once: what is refused, and the very bytes that are looked at, trusted and run."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attrs import field, frozen

from poetrygui.core.files.small_file import NotAFileError, TooLargeError, read_small_file
from poetrygui.errors import PluginError

LARGEST_FILE = 256 * 1024
"""Bytes; nobody writes a protocol of that size by hand."""

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
# PEP 263, in bytes: what Python would take for the name of the file's encoding.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_EMPTY_LINE = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_UTF_8 = (b"utf-8", b"utf8", b"utf-8-sig", b"u8", b"utf")


@frozen
class SourceFile:
    """A file as it was at one moment. ``sha256`` is of ``data``, in hexadecimal."""

    path: Path
    data: bytes = field(repr=False)
    sha256: str = field(init=False)

    @sha256.default
    def _digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """The source. Raises PluginError for what is not UTF-8 or says of itself that it is something else."""
        return decode_source(self.path, self.data)


def protocol_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are looked at: a name that begins with one underscore is a helper's."""
    try:
        return sorted(path for path in folder.glob("*.py") if not path.name.startswith(("__", ".")))
    except OSError:
        return []


def read_source(path: Path, *, of_anybody: bool = False) -> SourceFile:
    """Return a protocol file as it is now, without ever waiting for it.

    Raises PluginError for what is no plain file of moderate size in UTF-8 and, unless ``of_anybody``, where somebody
    else than its user could have written it: it names the file or the folder, and what is wrong there.
    """
    try:
        if of_anybody:
            data = _read(path, LARGEST_FILE)
        else:
            data = read_own_file(path, LARGEST_FILE)
    except NotAFileError as error:
        raise PluginError(f"{path} is {error}: put a Python file there.") from error
    except TooLargeError as error:
        raise PluginError(f"{path} is {error}: that is no protocol file.") from error
    decode_source(path, data)
    return SourceFile(path, data)


def read_own_file(path: Path, largest: int) -> bytes:
    """Return what is in a regular file of at most ``largest`` bytes, without ever waiting for it.

    Raises PluginError where it cannot be read, or somebody else than its user could have written it; UnfitFileError
    for what is no such file.
    """
    _check_folders(path.absolute().parent)
    return _read(path, largest, follow_links=False, look=partial(check_writers, path))


def decode_source(path: Path, data: bytes) -> str:
    """Return the source as text, which is what is shown and what is compiled. Raises PluginError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PluginError(f"{path.name} is not UTF-8 (byte {error.start:,}): save it as UTF-8.") from error
    for line in data.split(b"\n", 2)[:2]:
        cookie = _COOKIE.match(line)
        if cookie is not None and cookie[1].lower().replace(b"_", b"-") not in _UTF_8:
            raise PluginError(f"{path.name} says that it is written in {cookie[1].decode()}: save it as UTF-8.")
        if not _EMPTY_LINE.match(line.rstrip(b"\r")):
            break
    return text


def _read(
    path: Path, largest: int, *, follow_links: bool = True, look: Callable[[os.stat_result], None] | None = None
) -> bytes:
    try:
        return read_small_file(path, largest, follow_links=follow_links, look=look)
    except OSError as error:
        # As Linux and FreeBSD say that a link was not to be followed.
        if error.errno in (errno.ELOOP, errno.EMLINK):
            raise PluginError(f"{path} is a link: put the file itself there.") from error
        raise PluginError(f"{path} cannot be read: {error.strerror or error}.") from error


def check_writers(path: Path, status: os.stat_result) -> None:
    """Look at a file's ``status`` for who can write it. Raises PluginError where somebody else than its user can."""
    check_owner(path, status)
    _check_mode(path, status)


def check_owner(path: Path, status: os.stat_result) -> None:
    """Look at the ``status`` of a file or folder. Raises PluginError where it is another user's; root's is as safe."""
    if hasattr(os, "geteuid") and status.st_uid not in (0, os.geteuid()):
        raise PluginError(f"{path} belongs to another user ({status.st_uid}): only a file of your own is run.")


def _check_mode(path: Path, status: os.stat_result) -> None:
    if hasattr(os, "geteuid") and status.st_mode & _OTHERS_WRITE:
        mode = f"{stat.S_IMODE(status.st_mode):04o}"
        raise PluginError(f"{path} can be written by others (mode {mode}): take that away with chmod go-w.")


def _check_folders(folder: Path) -> None:
    """Look at every folder on the way, as it is named and as it is once links are followed."""
    try:
        real = folder.resolve()
        near = {folder, folder.parent, real, real.parent}
        for each in dict.fromkeys([folder, *folder.parents, real, *real.parents]):
            status = each.stat()
            check_owner(each, status)
            # In a sticky folder, such as /tmp, nobody can replace what belongs to another. Farther up, folders are
            # made by others, and often for the group of a user who has that group alone.
            if not status.st_mode & stat.S_ISVTX and (each in near or not is_alone_in_group(status)):
                _check_mode(each, status)
    except (OSError, RuntimeError) as error:
        raise PluginError(f"{folder} cannot be looked at: {getattr(error, 'strerror', None) or error}.") from error


def is_alone_in_group(status: os.stat_result) -> bool:
    """Tell whether only the group can write besides the owner, and the group is that of the present user alone."""
    if status.st_mode & stat.S_IWOTH:
        return False
    try:
        import grp  # noqa: PLC0415 - not on every platform
        import pwd  # noqa: PLC0415

        user, group = pwd.getpwuid(os.geteuid()), grp.getgrgid(status.st_gid)
    except (ImportError, AttributeError, KeyError, OSError):
        return False
    return group.gr_gid == user.pw_gid and group.gr_name == user.pw_name and {*group.gr_mem} <= {user.pw_name}
