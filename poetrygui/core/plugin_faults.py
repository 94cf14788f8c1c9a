"""What to tell of an error that a protocol's own code raised: one sentence, and the author's own lines."""

from __future__ import annotations

import traceback
from pathlib import Path

import twisted

_NOT_THE_AUTHORS = (str(Path(__file__).parent.parent), str(Path(twisted.__file__).parent))
_LONGEST_MESSAGE = 300


def describe_error(error: BaseException) -> str:
    """Return the error's type and message on one line, whatever its ``__str__`` does."""
    try:
        message = " ".join(str(error).split())
    except BaseException:  # noqa: BLE001 - it is the author's code that runs here
        message = "(its message cannot be read)"
    if len(message) > _LONGEST_MESSAGE:
        message = message[:_LONGEST_MESSAGE] + "…"
    name = type(error).__name__
    return f"{name}: {message}" if message else name


def author_traceback(error: BaseException) -> str:
    """Return the traceback cut down to the lines outside this program's core and Twisted."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(_NOT_THE_AUTHORS)]
    lines = traceback.format_list(own or frames)
    return "".join(["Traceback (the protocol's own lines):\n", *lines, describe_error(error), "\n"])


def describe_fault(callback: str, error: BaseException) -> str:
    """Return the sentence for an error in a callback, with the last of the author's lines it came from."""
    return f"the protocol's {callback} raised {describe_error(error)}{_place(error)}"


def describe_hang(callback: str, error: BaseException) -> str:
    """Return the sentence for a callback that was interrupted, with the author's line it was in."""
    return f"the protocol's {callback} was interrupted: {error}{_place(error)}"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if not frame.filename.startswith(_NOT_THE_AUTHORS)]
    return f" (line {own[-1].lineno} of {Path(own[-1].filename).name})" if own else ""
