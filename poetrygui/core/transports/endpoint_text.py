"""Arguments in the endpoint strings of Twisted, which puts a backslash before a colon that is part of one."""

from __future__ import annotations

import re


def unquoted(argument: str) -> str:
    """Return what an argument stands for."""
    return re.sub(r"\\(.)", r"\1", argument)


def quoted(argument: str) -> str:
    """Return an argument that stands for this text."""
    # Twisted's own function leaves out "=", which would make the name of an argument of what stands before it.
    return re.sub(r"([\\:=])", r"\\\1", argument)


def why_no_place(text: str, error: Exception) -> str:
    """Return why Twisted makes no server endpoint of ``text``, where it raised ``error``."""
    if text.startswith("systemd:") and isinstance(error, LookupError):
        start = "start the program by a socket unit, or by “systemd-socket-activate --fdname=NAME”"
        return f"systemd has handed no such socket over; {start}"
    return str(error)
