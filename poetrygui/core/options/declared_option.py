"""One option of a protocol: its name, what it can be, and how its values are written."""

from __future__ import annotations

import enum

from attrs import NOTHING, field, frozen

from poetrygui.core.options.escapes import escape_bytes
from poetrygui.core.options.literals import format_literal

TRUE_WORDS, FALSE_WORDS = ("yes", "true", "on", "1"), ("no", "false", "off", "0")
# What a value is, and what its length is counted in.
_WORDS: dict[type, tuple[str, str]] = {
    bytes: (r"bytes, such as ; or \r\n or \x00", " bytes"),
    str: ("a text", " characters"),
    int: ("a whole number", ""),
    float: ("a number", ""),
    object: ("a Python literal such as 1, 'text', b'bytes' or None, a builtin's name such as print, or Deferred()", ""),
}


@frozen
class DeclaredOption:
    """One option. ``type`` is bytes, str, int, float, bool, an Enum, or object for what is written as in Python.

    ``default`` is NOTHING where it must be given. ``values`` are all that it can be, where they are listed, and
    ``choices`` the same as text.
    """

    name: str
    type: type
    label: str
    default: object = field(factory=lambda: NOTHING)  # NOTHING alone would say that there is no default
    values: tuple[object, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_argument: bool = False
    """Whether it is given to a constructor, rather than set on the class."""
    choices: tuple[str, ...] = field(init=False)

    @choices.default
    def _choices_of_values(self) -> tuple[str, ...]:
        return tuple(format_option(value) for value in self.values)

    @property
    def required(self) -> bool:
        """Whether it has no default."""
        return self.default is NOTHING

    @property
    def is_literal(self) -> bool:
        """Whether its values are written as Python writes them."""
        return self.type is object

    @property
    def default_text(self) -> str:
        """The text from which the default is made; nothing where there is none."""
        if self.required:
            return ""
        return format_literal(self.default) if self.is_literal else format_option(self.default)

    @property
    def takes(self) -> str:
        """What it can be, in a few words."""
        if self.values:
            return "one of " + ", ".join(self.choices)
        words, unit = _WORDS[self.type]
        return words + _bounds(self.minimum, self.maximum, unit)


def format_option(value: object) -> str:
    """Return the text from which ``parse_option`` makes this value."""
    if isinstance(value, bytes):
        return escape_bytes(value)
    if isinstance(value, bool):
        return TRUE_WORDS[0] if value else FALSE_WORDS[0]
    return str(value.value if isinstance(value, enum.Enum) else value)


def _bounds(minimum: float | None, maximum: float | None, unit: str) -> str:
    if minimum is not None and maximum is not None:
        return f", from {minimum:,} to {maximum:,}{unit}"
    if minimum is not None:
        return f", {minimum:,}{unit} or more"
    return "" if maximum is None else f", at most {maximum:,}{unit}"
