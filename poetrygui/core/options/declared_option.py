"""One option of a protocol: its name, what it can be, and how its values are written."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

from attrs import NOTHING, field, frozen

from poetrygui.core.options.details import Details
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
    details: Details = field(factory=Details)
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
    def words(self) -> tuple[str, ...]:
        """What a user reads for each of ``choices``."""
        return self.details.words or self.choices

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


def unused_options(options: Iterable[DeclaredOption], texts: Mapping[str, str]) -> set[str]:
    """Return the names of the options that have no meaning beside the values of others, given as text by name."""
    by_name = {option.name: option for option in options}
    return {
        option.name
        for option in by_name.values()
        if option.details.only_with is not None and not _has_value(by_name, texts, *option.details.only_with)
    }


def _has_value(options: Mapping[str, DeclaredOption], texts: Mapping[str, str], name: str, text: str) -> bool:
    return (texts.get(name) or options[name].default_text) == text


def _bounds(minimum: float | None, maximum: float | None, unit: str) -> str:
    if minimum is not None and maximum is not None:
        return f", from {minimum:,} to {maximum:,}{unit}"
    if minimum is not None:
        return f", {minimum:,}{unit} or more"
    return "" if maximum is None else f", at most {maximum:,}{unit}"
