"""How many more files and sockets the system lets this program open."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

if sys.platform != "win32":
    import resource

PLENTY = 1_000_000
"""What is said to be free where nothing limits it."""

LISTINGS = (Path("/proc/self/fd"), Path("/dev/fd"))
_MOST_PROBED = 65_536


def descriptor_limit() -> int:
    """Return how many descriptors this program may have at a time."""
    if sys.platform == "win32":
        return PLENTY
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return PLENTY if limit == resource.RLIM_INFINITY else min(limit, PLENTY)


def free_descriptors() -> int:
    """Return how many descriptors are free; at most a few thousand are looked at one by one."""
    limit = descriptor_limit()
    return PLENTY if limit == PLENTY else max(limit - _open_descriptors(limit), 0)


def _open_descriptors(limit: int) -> int:
    for listing in LISTINGS:
        try:
            return sum(1 for _ in listing.iterdir()) - 1  # which was open itself
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                return limit
    return sum(map(_is_open, range(min(limit, _MOST_PROBED))))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
