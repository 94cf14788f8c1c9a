"""What a highlight rule colours."""

from __future__ import annotations

from typing import NamedTuple


class Coloured(NamedTuple):
    """Bytes ``start`` to ``stop``, counted from the first that was looked at, a colour's name, and if all the line."""

    start: int
    stop: int
    colour: str
    whole_line: bool


class Mark(NamedTuple):
    """In a stretch from ``start`` to ``stop``, a rule of that ``colour`` finds something, and none before it does."""

    start: int
    stop: int
    colour: str
