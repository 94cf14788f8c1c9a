"""What stands behind each message, for protocols that need something between two of them."""

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

_BYTES = {"nothing": b"", "newline": b"\n"}


def end_of_message(choice: str) -> bytes:
    """Return the bytes that are to stand behind each message."""
    return _BYTES[choice]
