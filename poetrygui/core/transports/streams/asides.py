"""What a transport tells beside the bytes: what a program writes to its standard error, or that a file was replaced."""

from __future__ import annotations

from typing import NamedTuple


class Aside(NamedTuple):
    """A text for people. Where it is a remark, it is told once more with the reason of the end.

    Where it is a sender, it is the name of who sends from here on, and may be told again.
    """

    text: str
    is_remark: bool = False
    is_sender: bool = False


def nobody_hears(aside: Aside) -> None:
    """Let it pass: what a transport calls until somebody wants to hear."""
