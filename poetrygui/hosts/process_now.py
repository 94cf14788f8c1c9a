"""What the system tells of a process: what it has computed, in which state it is, and what it has in memory."""

from __future__ import annotations

import os
from pathlib import Path

from attrs import frozen

_TRACERS = (b"PPid:", b"TracerPid:")
_CPU, _SYSTEM_CPU, _PAGES = 11, 12, 21  # the fields behind the name, of Linux


@frozen
class ProcessNow:
    """What a process had computed by then, in seconds, its state, as the system names it, and its bytes in memory."""

    cpu: float
    state: str
    memory: int


def is_traced_by_its_parent(pid: int) -> bool:
    """Tell whether the process ``pid``, which is stopped to be traced, is so by what started it: it has asked for that.

    Who looks at it with a debugger is somebody else.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_bytes().splitlines()
    except OSError:
        return False
    return len({line.split()[1] for line in lines if line.startswith(_TRACERS)}) == 1


def process_now(pid: int) -> ProcessNow | None:
    """Return what is known of the process ``pid``; None where it is gone, or where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return None
    # The name before may hold anything, also a parenthesis.
    fields = told.rpartition(")")[2].split()
    ticks = int(fields[_CPU]) + int(fields[_SYSTEM_CPU])
    return ProcessNow(ticks / os.sysconf("SC_CLK_TCK"), fields[0], int(fields[_PAGES]) * os.sysconf("SC_PAGE_SIZE"))
