"""Large blocks of memory that are freed and wanted again."""

from __future__ import annotations


def keep_freed_memory(size: int) -> None:
    """Have blocks of up to ``size`` bytes leave their memory to those that come.

    The C library of Linux gives a large block back to the system when it is freed, and the next one costs a page fault
    for each 4 KiB: a sixth of a fast stream's rate. What it takes for large grows with the largest block that it has
    ever given back: this one, which is never touched, and so takes no memory.
    """
    bytes(size)
