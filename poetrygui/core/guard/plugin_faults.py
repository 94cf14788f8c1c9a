"""What to tell of an error that a protocol's own code raised: one sentence, and the author's own lines.

To describe an error is to run its author's code: its ``__str__``, or a loader that gives the lines. All of that is
guarded, as the call was that raised it.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from poetrygui.core.guard.fault_advice import advice_on
from poetrygui.core.guard.hang_guard import GUARD, HangError, run_foreign
from poetrygui.core.guard.own_code import Whose, whose
from poetrygui.core.guard.plain_text import plain_text

_LONGEST_MESSAGE = 300
_MOST_LINES = 20  # of a traceback, at each of its ends
_TIME_FOR_A_MESSAGE = 0.1  # seconds: it comes on top of what the call has taken

# What a class says of itself may be its author's code; these ask Python.
_name_of: Any = type.__dict__["__name__"].__get__
_traceback_of: Any = BaseException.__dict__["__traceback__"].__get__


def message_of(error: BaseException) -> str:
    """Return what the error says, on one line, whatever its ``__str__`` does."""
    try:
        return GUARD.call(_message_of, error, limit=min(_TIME_FOR_A_MESSAGE, GUARD.limit))
    except BaseException:  # noqa: BLE001 - it is the author's code that runs here
        return "(its message cannot be read)"


def describe_error(error: BaseException) -> str:
    """Return the error's type and message on one line."""
    message = message_of(error)
    name = plain_text(_name_of(type(error)), _LONGEST_MESSAGE)
    return f"{name}: {message}" if message else name


def author_traceback(error: BaseException) -> str:
    """Return the traceback cut down to the lines outside this program and Twisted."""
    try:
        lines = GUARD.call(_own_lines, error)
    except BaseException:  # noqa: BLE001 - so it may be here
        lines = []
    return "".join(["Traceback (the protocol's own lines):\n", *lines, describe_error(error), "\n"])


def describe_fault(callback: str, error: BaseException) -> str:
    """Return the sentence for an error in a callback, with the last of the author's lines it came from."""
    return f"the protocol's {callback} raised {describe_error(error)}{_place(error)}{advice_on(error)}"


def describe_hang(callback: str, error: BaseException) -> str:
    """Return the sentence for a callback that was interrupted, with the author's line it was in."""
    what = str(error) if type(error) is HangError else describe_error(error)
    return f"the protocol's {callback} was interrupted: {what}{_place(error)}"


def files_of(error: BaseException) -> list[str]:
    """Return the files that an error has come through, from where it was caught to where it was raised."""
    return [step.tb_frame.f_code.co_filename for step in _steps(error)]


def _message_of(error: BaseException) -> str:
    text = " ".join(plain_text(error, 2 * _LONGEST_MESSAGE).split())
    return plain_text(text, _LONGEST_MESSAGE)


def _own_lines(error: BaseException) -> list[str]:
    steps = [*_steps(error)]
    own = [step for step in steps if _whose(step) not in (Whose.OURS, Whose.INTERFACE, Whose.TWISTED)] or steps
    if len(own) > 2 * _MOST_LINES:
        own[_MOST_LINES:-_MOST_LINES] = []
    frames = [frame for step in own for frame in run_foreign(traceback.extract_tb, step, 1)]
    return traceback.format_list(frames)


def _place(error: BaseException) -> str:
    for kind in (Whose.AUTHOR, Whose.INSTALLED):
        own = [step for step in _steps(error) if _whose(step) is kind]
        if own:
            return f" (line {own[-1].tb_lineno} of {Path(own[-1].tb_frame.f_code.co_filename).name})"
    return ""


def _steps(error: BaseException) -> Iterator[TracebackType]:
    step: TracebackType | None = _traceback_of(error)
    while step is not None:
        yield step
        step = step.tb_next


def _whose(step: TracebackType) -> Whose:
    return whose(step.tb_frame.f_code.co_filename)
