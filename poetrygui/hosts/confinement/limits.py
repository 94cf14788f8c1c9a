"""How much a host may take of what all programs share."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.confinement.kernel import control

if sys.platform != "win32":
    import resource

MOST_MEMORY = 4 * 1024**3
"""Bytes of address space that a host may take."""
MOST_CPU = 3600
"""Seconds of a processor that a host may take; one that makes no headway is ended long before."""
MOST_WRITTEN = 64 * 1024**3
"""Bytes that a file may have which a host writes; one that may write none has none."""

_FIRST_TO_GO = "1000"
_FOR_ITS_USER_ALONE = 0o077
_SET_DUMPABLE = 4  # PR_SET_DUMPABLE, of Linux


def set_limits(allowed: Allowed, *, lasts: bool = False) -> None:
    """Limit this process, which may do what is ``allowed``, and have it be the first to go where memory runs out.

    One that ``lasts`` for as long as its connections do may compute without end, and is watched alone.
    """
    os.umask(_FOR_ITS_USER_ALONE)
    if sys.platform == "win32":
        return  # it limits none of that for a process
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    if not lasts:
        _limit(resource.RLIMIT_CPU, MOST_CPU)
    _limit(resource.RLIMIT_FSIZE, MOST_WRITTEN if allowed.write or allowed.files else 0)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, "ascii")
        # A program that collects what crashed is handed it whatever the limit is.
        control(_SET_DUMPABLE, 0)


def _limit(kind: int, most: int) -> None:
    if sys.platform == "win32":
        return
    _soft, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (most, most))
    except (OSError, ValueError):
        # macOS takes none of memory that is less than what it has reserved by itself.
        if sys.platform == "linux":
            raise
