"""Where messages end: what is put behind each, for protocols that need that, and what is told of one without an end."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from poetrygui.api import Option
from poetrygui.core.options.details import Details

MessageEnd: TypeAlias = Annotated[
    Literal["nothing", "newline"],
    Option("Behind each message"),
    Details(words=("nothing", "a newline, where it has none")),
]
"""An option: a message of which each is a line has no newline of its own, and protocols such as lines need one."""

CUT_MESSAGE = "the last message was not sent to its end"
"""What a transport tells before it gives what came of such a message; so a recording knows it, too."""
_BYTES = {"nothing": b"", "newline": b"\n"}


def end_of_message(choice: str) -> bytes:
    """Return the bytes that are to stand behind each message."""
    return _BYTES[choice]
