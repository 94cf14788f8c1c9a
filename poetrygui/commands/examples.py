"""Command lines at the end of a command's help."""

from __future__ import annotations


def examples(*lines: str) -> str:
    """Return what ends the help of a command: ``lines`` of it, as they are typed behind the program's name."""
    # The first line keeps the others from being filled, as click has it.
    return "\n".join(["\b", "Examples:", *(f"  poetrygui {line}".rstrip() for line in lines)])
