"""Having the kernel refuse this process all files but those that are named (Landlock)."""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
from collections.abc import Mapping
from enum import IntFlag

from poetrygui.hosts.confinement.kernel import call

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on each kind of machine
_ASK_VERSION, _BENEATH = 1, 1
_RULE = struct.Struct("=Qi")


class Right(IntFlag):
    """What may be done with files, as the kernel numbers it."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


READ = Right.READ_FILE | Right.READ_DIR
MAKE = READ | Right.WRITE_FILE | Right.TRUNCATE | Right.MAKE_REG | Right.REMOVE_FILE | Right.REFER
LINK = READ | Right.WRITE_FILE | Right.TRUNCATE | Right.REFER
RUN = READ | Right.EXECUTE
EVERYTHING = ~Right(0)

_OF_A_FILE = Right.EXECUTE | Right.WRITE_FILE | Right.READ_FILE | Right.TRUNCATE | Right.IOCTL_DEV
# The first version that knows it, and what the versions know beside files: the network, and what is sent to others.
_BITS = {1: 13, 2: 14, 3: 15, 4: 15}
_BITS_NOW = 16
_ALL_OF_THE_NETWORK = 0b11
_SIGNALS_AND_ABSTRACT_SOCKETS = 0b11


def landlock_version() -> int:
    """Return the version that this kernel has, 0 where it has none, or it is turned off."""
    try:
        return call(_CREATE, None, 0, _ASK_VERSION)
    except OSError:
        return 0


def restrict_files(rights: Mapping[str, Right], version: int, *, network: bool) -> None:
    """Refuse from now on for ever what ``rights`` does not give, by the path of a file or folder.

    ``version`` is the kernel's; where that can, TCP is refused as well, unless there is to be ``network``, and so are
    signals and abstract sockets of others. Raises OSError.
    """
    known = Right((1 << _BITS.get(version, _BITS_NOW)) - 1)
    attributes = [known]
    if version >= 4:
        attributes.append(Right(0 if network else _ALL_OF_THE_NETWORK))
    if version >= 6:
        attributes.append(Right(_SIGNALS_AND_ABSTRACT_SOCKETS))
    told = struct.pack(f"={len(attributes)}Q", *attributes)
    rules = call(_CREATE, ctypes.c_char_p(told), len(told), 0)
    try:
        for path, right in rights.items():
            # What is not there now is refused later.
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
                _add(rules, path, right & known)
        call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def _add(rules: int, path: str, right: Right) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            right &= _OF_A_FILE
        call(_ADD, rules, _BENEATH, ctypes.c_char_p(_RULE.pack(right, descriptor)), 0)
    finally:
        os.close(descriptor)
