"""How frames lie on the wire, where a rule says it: so their places there are known as they come."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen
from attrs.validators import ge, max_len, min_len


@frozen
class Sized:
    """Says that what stands around a frame follows from its size alone: so many bytes ``before`` and ``behind`` it.

    With ``has_digits``, its size in decimal digits stands there, too.
    """

    before: int = field(default=0, validator=ge(0))
    behind: int = field(default=0, validator=ge(0))
    has_digits: bool = False


@frozen
class Ended:
    """Says that a frame ends with each ``delimiter``, a byte that stands nowhere else.

    Nothing comes of a piece that is empty but for bytes of ``blanks``; where that is None, each piece is a frame.
    """

    delimiter: bytes = field(validator=[min_len(1), max_len(1)])
    blanks: bytes | None = None


@frozen
class VarintLed:
    """Says that a varint stands before each frame: a byte of less than 128, behind any number of others."""


Layout: TypeAlias = Sized | Ended | VarintLed
