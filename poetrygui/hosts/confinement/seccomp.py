"""Having the kernel look at every call of this process by a filter."""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Sequence

from poetrygui.hosts.confinement.filter_program import ALLOW, Instruction
from poetrygui.hosts.confinement.kernel import Machine, call, control

_SECCOMP = (317, 277)  # on each kind of machine
_SET_FILTER, _FOR_ALL_THREADS, _IS_KNOWN = 1, 1, 2
_NO_NEW_PRIVILEGES = 38
_INSTRUCTION = struct.Struct("=HBBI")


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def can_filter(machine: Machine) -> bool:
    """Tell whether this kernel has filters of calls."""
    try:
        call(_SECCOMP[machine.column], _IS_KNOWN, 0, ctypes.byref(ctypes.c_uint32(ALLOW)))
    except OSError:
        return False
    return True


def give_up_privileges() -> None:
    """Have nothing that this process runs gain any: without that, an ordinary user can confine nothing."""
    control(_NO_NEW_PRIVILEGES, 1)


def set_filter(machine: Machine, program: Sequence[Instruction]) -> None:
    """Have every call of this process, from now on for ever, looked at by the program. Raises OSError."""
    packed = b"".join(_INSTRUCTION.pack(*each) for each in program)
    told = _Program(len(program), packed)
    call(_SECCOMP[machine.column], _SET_FILTER, _FOR_ALL_THREADS, ctypes.byref(told))
