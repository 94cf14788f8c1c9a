"""What a protocol's author gives for the fields of a frame, as plain values: bounded, and none of his code in them.

They are what JSON can hold: names, text, numbers, true, false, null, lists of these and fields within fields. Bytes are
written in hex, a member of an enumeration is its name, and all else is what ``str`` makes of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import Enum
from itertools import islice
from typing import Any, TypeAlias

from poetrygui.core.guard.hang_guard import run_foreign
from poetrygui.core.guard.plain_text import plain_text

MOST_VALUES = 1000
"""Values of one frame, those within lists and other fields among them."""
DEEPEST = 16
"""Fields within fields."""
LONGEST_TEXT = 2000
"""Characters of one value."""
LONGEST_NAME = 100
"""Characters of one name."""
MOST_TEXT = 32 * 1024
"""Characters of all values and names of one frame."""

MORE = "…"
"""Stands where there is more than is taken: behind a text, as the last of a list, as the last name."""

LARGEST_NUMBER = 1 << 64
"""From here on a number is told in hex, as a text."""

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Fields: TypeAlias = "dict[str, Plain]"


def plain_fields(given: object) -> Fields | None:
    """Return what ``given``, which an author's code has returned, holds; None where it is None or has nothing.

    Raises TypeError where it is no mapping, and whatever it raises itself as it is looked at.
    """
    if given is None:
        return None
    if not issubclass(type(given), Mapping):
        raise TypeError(f"the fields of a frame are a mapping, such as a dict, and not {type(given).__name__}")
    return _Taken().mapping(given, 0) or None


class _Taken:
    """Takes the values of one frame, as many as there is room for."""

    def __init__(self) -> None:
        self._values = MOST_VALUES
        self._text = MOST_TEXT

    def mapping(self, given: Any, depth: int) -> Fields:
        found: Fields = {}
        for name, value in self._some(given.items()):
            told = name if type(name) is str else self._as_text(name)
            # What begins so is no field: construct keeps the stream that it reads there.
            if not told.startswith("_"):
                found[self._cut(told, LONGEST_NAME)] = self._value(value, depth + 1)
        if self._is_over:
            found[MORE] = MORE
        return found

    def _value(self, given: Any, depth: int) -> Plain:
        kind = type(given)
        self._values -= 1
        if given is None or kind is bool:
            return given  # type: ignore[no-any-return]
        if issubclass(kind, Enum):
            return self._cut(self._as_text(run_foreign(getattr, given, "name") or given))
        if issubclass(kind, str):
            return self._cut(str.__str__(given))
        if issubclass(kind, int):
            return self._number(int.__int__(given))
        if issubclass(kind, float):
            number = float.__float__(given)
            return number if math.isfinite(number) else str(number)
        if issubclass(kind, bytes | bytearray | memoryview):
            return self._cut(bytes(given[: LONGEST_TEXT // 2 + 1]).hex())
        if depth >= DEEPEST:
            return MORE
        if issubclass(kind, Mapping):
            return self.mapping(given, depth)
        if issubclass(kind, Sequence | Set):
            found = [self._value(each, depth + 1) for each in self._some(given)]
            return [*found, MORE] if self._is_over else found
        return self._cut(self._as_text(given))

    @property
    def _is_over(self) -> bool:
        return self._values <= 0 or self._text <= 0

    def _some(self, given: Any) -> Iterator[Any]:
        """Give what is in it, while there is room."""
        for each in islice(given, MOST_VALUES):
            if self._is_over:
                return
            yield each

    def _number(self, number: int) -> Plain:
        if -LARGEST_NUMBER < number < LARGEST_NUMBER:
            return number
        # In decimal Python writes no number that is much longer.
        return self._cut(hex(number) if number.bit_length() < 8 * LONGEST_TEXT else MORE)

    def _as_text(self, given: object) -> str:
        return plain_text(given, LONGEST_TEXT)

    def _cut(self, text: str, longest: int = LONGEST_TEXT) -> str:
        longest = max(min(longest, self._text), 0)
        self._text -= min(len(text), longest)
        cut = text if len(text) <= longest else text[:longest] + MORE
        # Half of a pair of UTF-16 is no character, and cannot be written.
        return cut if cut.isascii() else cut.encode("utf-8", "replace").decode("utf-8")
