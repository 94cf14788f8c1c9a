"""How those who send datagrams are told apart."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from poetrygui.api import Option
from poetrygui.core.options.details import Details

Senders: TypeAlias = Annotated[
    Literal["told", "led", "apart", "dropped"],
    Option("Who sent it"),
    Details(words=("told beside each", "in front of each datagram", "each a stream of its own", "not told")),
]
"""An option: beside the datagrams, in the bytes, by a stream for each, or not at all."""

SendersAtOnce: TypeAlias = Annotated[int, Option("Senders at a time, if apart", minimum=1, maximum=100_000)]
"""An option: how many streams there may be, since anybody may claim to be many."""
