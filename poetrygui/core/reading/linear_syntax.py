"""Regular expressions of Python's, in the syntax of RE2 and with the same meaning, as far as it has one there.

Python's own parser reads them, and Python's own engine is asked which characters an item takes: so both agree on them,
also without regard to case. What differs is left out: what looks around or back, and what may take nothing, since the
two go on after an empty match in their own ways.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

# Of the parser, all that is used has been the same for as long as it has been there: since Python 3.11.
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_MOST_TIMES = 1000  # that RE2 repeats
_ASCII_END = 0x80
_GAP, _BEHIND_GAP, _SECOND_GAP = 0x40000, 0xE0000, 0xE1000
"""From here to there, and from the third on, no character has been given a meaning: all of them are alike."""
_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)
_PLACES = {"AT_BEGINNING_STRING": r"\A", "AT_END_STRING": r"\z"}
_BOUNDARIES = {"AT_BOUNDARY": r"\b", "AT_NON_BOUNDARY": r"\B"}
_LINE_PLACES = {"AT_BEGINNING": "(?m:^)", "AT_END": "(?m:$)"}
_CHARACTERS = {"LITERAL", "NOT_LITERAL", "ANY", "IN"}


class NoLinearSyntaxError(Exception):
    """RE2 has no words for this, or other ones for what it means."""


class LinearSyntax:
    """A pattern of Python's that RE2 can take on."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Read ``pattern``, which may warn as compiling it does. Raises NoLinearSyntaxError."""
        text = pattern.pattern
        if any(ord(char) >= _GAP for char in text) or r"\U" in text or r"\N" in text:
            raise NoLinearSyntaxError
        self._tree = _parser.parse(text, pattern.flags)
        if not self._tree.getwidth()[0]:
            raise NoLinearSyntaxError

    @property
    def takes_anything(self) -> bool:
        """Whether some item takes characters that it doesn't name, and so what is no text at all."""
        return any(name in ("ANY", "NOT_LITERAL", "NEGATE") or "CATEGORY_NOT" in name for name in _names(self._tree))

    def words(self, *, ascii_only: bool) -> str:
        """Return it in RE2's syntax, with ``ascii_only`` for texts that have no other character.

        Raises NoLinearSyntaxError.
        """
        return _Words(ascii_only=ascii_only).sequence(self._tree, self._tree.state.flags)


def _names(tree: Any) -> Iterator[str]:
    left: list[Any] = [tree]
    while left:
        one = left.pop()
        if hasattr(one, "name"):
            yield str(one.name)
        elif isinstance(one, (list, tuple, _parser.SubPattern)):
            left += one


class _Words:
    """Turns what was parsed into words."""

    def __init__(self, *, ascii_only: bool) -> None:
        self._ascii_only = ascii_only

    def sequence(self, items: Any, flags: int) -> str:
        return "".join(self._item(str(op), value, flags) for op, value in items)

    def _item(self, op: str, value: Any, flags: int) -> str:
        if op in _CHARACTERS:
            return self._character(op, value, flags)
        if op in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeat(value, flags, greedy=op == "MAX_REPEAT")
        if op == "BRANCH":
            return "(?:" + "|".join(self.sequence(branch, flags) for branch in value[1]) + ")"
        if op == "SUBPATTERN":
            _, added, removed, inner = value
            return "(?:" + self.sequence(inner, _changed(flags, added, removed)) + ")"
        if op == "AT":
            return self._place(str(value), flags)
        raise NoLinearSyntaxError

    def _place(self, place: str, flags: int) -> str:
        if place in _LINE_PLACES and flags & re.MULTILINE:
            return _LINE_PLACES[place]
        if place == "AT_BEGINNING":
            return r"\A"
        if place in _BOUNDARIES and (self._ascii_only or flags & re.ASCII):
            return _BOUNDARIES[place]
        if place in _PLACES:
            return _PLACES[place]
        raise NoLinearSyntaxError

    def _repeat(self, value: Any, flags: int, *, greedy: bool) -> str:
        least, most, inner = value
        endless = most == _parser.MAXREPEAT
        if least > _MOST_TIMES or (not endless and most > _MOST_TIMES):
            raise NoLinearSyntaxError
        # What is repeated and takes nothing is where the two engines differ.
        if most > 1 and not inner.getwidth()[0]:
            raise NoLinearSyntaxError
        times = f"{{{least},{'' if endless else most}}}"
        times = {"{0,}": "*", "{1,}": "+", "{0,1}": "?"}.get(times, times)
        return f"(?:{self.sequence(inner, flags)}){times}{'' if greedy else '?'}"

    def _character(self, op: str, value: Any, flags: int) -> str:
        ignores_case = bool(flags & re.IGNORECASE)
        if op == "LITERAL" and not ignores_case:
            return _words_for(((value, value),))
        kept = flags & (re.IGNORECASE | re.DOTALL | re.ASCII | re.UNICODE)
        ranges = _ranges_of(_Item(op, value), kept, ascii_only=self._ascii_only)
        return _words_for(ranges)


class _Item:
    """One item of a pattern that takes one character; two that look the same are."""

    def __init__(self, op: str, value: Any) -> None:
        self.op, self.value = op, value
        self._looks = f"{op} {value}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Item) and self._looks == other._looks

    def __hash__(self) -> int:
        return hash(self._looks)


@lru_cache(256)
def _ranges_of(item: _Item, flags: int, *, ascii_only: bool) -> tuple[tuple[int, int], ...]:
    """Return the first and last of each run of characters that an item takes, as Python's engine sees it."""
    state = _parser.State()
    state.flags = flags
    parsed = [(getattr(_parser, item.op), item.value)]
    run = [(_parser.MAX_REPEAT, (1, _parser.MAXREPEAT, _parser.SubPattern(state, parsed)))]
    runs = _compiler.compile(_parser.SubPattern(state, run), flags)
    found: list[tuple[int, int]] = []
    for start, text in [(0, _characters(0, _ASCII_END))] if ascii_only else _all():
        found += [(start + match.start(), start + match.end() - 1) for match in runs.finditer(text)]
    if not ascii_only and runs.match(chr(_GAP)):
        found += [(_GAP, _BEHIND_GAP - 1), (_SECOND_GAP, _END - 1)]
    return tuple(found)


@lru_cache(1)
def _all() -> list[tuple[int, str]]:
    stretches = ((0, _SURROGATES.start), (_SURROGATES.stop, _GAP), (_BEHIND_GAP, _SECOND_GAP))
    return [(start, _characters(start, stop)) for start, stop in stretches]


def _characters(start: int, stop: int) -> str:
    numbers = array("I", range(start, stop))
    return numbers.tobytes().decode(f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}")


def _words_for(ranges: tuple[tuple[int, int], ...]) -> str:
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return rf"\x{{{ranges[0][0]:x}}}"
    if not ranges:
        return rf"[^\x{{0}}-\x{{{_END - 1:x}}}]"
    return "[" + "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in ranges) + "]"


def _changed(flags: int, added: int, removed: int) -> int:
    if added & (re.ASCII | re.UNICODE):
        flags &= ~(re.ASCII | re.UNICODE)
    return (flags | added) & ~removed
