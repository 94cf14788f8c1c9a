"""How those who send datagrams are told apart."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from poetrygui.api import Option
from poetrygui.core.options.details import Details

Senders: TypeAlias = Annotated[
    Literal["told", "led", "dropped"],
    Option("Who sent it"),
    Details(words=("told whenever it is another", "in front of each datagram", "not told")),
]
"""An option: beside the datagrams, in the bytes, or not at all."""
