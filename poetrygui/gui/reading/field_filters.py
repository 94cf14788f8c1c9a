"""What a stream's lines can be filtered by beside their text: fields of frames, where any are known."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from poetrygui.core import reading
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError, Scanner


class FieldFilters(NamedTuple):
    """Makes what looks for each condition, and names the fields that were seen by now."""

    scanner_of: Callable[[Condition], Scanner]
    names: Callable[[], tuple[str, ...]]


def _by_text_alone(condition: Condition) -> Scanner:
    if condition.is_field:
        raise FindError("No fields of frames are known here.")
    return reading.scanner_of(condition)


NO_FIELDS = FieldFilters(_by_text_alone, tuple)
"""Where nothing tells any fields."""
