"""Calls of Linux's kernel for which Python has no function."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from functools import cache
from typing import Any

from attrs import frozen


@frozen
class Machine:
    """A kind of processor: its name, the number by which the kernel knows it, and its column in the table of calls."""

    name: str
    audit: int
    column: int


X86_64 = Machine("x86_64", 0xC000_003E, 0)
ARM64 = Machine("aarch64", 0xC000_00B7, 1)


def this_machine() -> Machine | None:
    """Return this machine's kind; None where it is another one, or no Linux."""
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return None
    return {each.name: each for each in (X86_64, ARM64)}.get(platform.machine())


def call(number: int, *arguments: Any) -> int:
    """Make the call of that number. Raises OSError where it fails."""
    return _checked(_library().syscall(ctypes.c_long(number), *map(_wide, arguments)))


def control(option: int, argument: int = 0) -> int:
    """Set what ``prctl`` sets of this process. Raises OSError where it fails."""
    return _checked(_library().prctl(option, *map(_wide, (argument, 0, 0, 0))))


@cache
def _library() -> Any:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def _wide(argument: Any) -> Any:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
