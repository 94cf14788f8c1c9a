"""``breakpoint()`` in a host: nobody types there, and who waits for a debugger would be taken for one that hangs."""

from __future__ import annotations

import os
import sys


class NoDebuggerError(RuntimeError):
    """What ``breakpoint()`` raises in a host."""


def refuse_debuggers() -> None:
    """Have ``breakpoint()`` say in this process where a debugger can be had, unless its user wants it to do nothing."""
    if os.environ.get("PYTHONBREAKPOINT") != "0":
        sys.breakpointhook = _refuse


def _refuse(*_arguments: object, **_named: object) -> None:
    raise NoDebuggerError(
        "breakpoint() is for a protocol in the program's own process: run get --no-guard on a terminal, "
        "which has it there and waits for you"
    )
