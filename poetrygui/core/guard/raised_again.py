"""Raising again what a callback has swallowed: at its very next line, which is where it was caught.

By the interpreter's tracing, since an alarm that is to hit that line would have to come within a microsecond.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any


def raise_at_next_line(frames: Iterable[FrameType], error: Callable[[], BaseException]) -> None:
    """Have ``error`` raised at the next line that any of these frames comes to, unless somebody traces already."""

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        if event != "line":
            return trace
        leave_off()
        raise error()

    if sys.gettrace() is None:
        # What is called from now on is not traced.
        sys.settrace(_ignore)
        for frame in frames:
            frame.f_trace = trace


def leave_off() -> None:
    """Trace no more, if it is from here that something is traced."""
    if sys.gettrace() is _ignore:
        sys.settrace(None)


def _ignore(_frame: FrameType, _event: str, _argument: object) -> None:
    return None
