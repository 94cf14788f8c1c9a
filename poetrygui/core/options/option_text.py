"""From the text that a user typed to an option's value, and from any value to one that the option takes."""

from __future__ import annotations

import math
import re
from typing import Any

from poetrygui.core.options.declared_option import FALSE_WORDS, TRUE_WORDS, DeclaredOption, format_option
from poetrygui.core.options.escapes import unescape_bytes
from poetrygui.core.options.literals import parse_literal
from poetrygui.errors import OptionError

_WHOLE_NUMBER = re.compile(r"[+-]?(0[xX][0-9a-fA-F]+|[0-9]+)")
_LONGEST_SHOWN = 60


def value_of(option: DeclaredOption, text: str) -> Any:
    """Return the value that a user typed. Raises OptionError naming the option and what it takes."""
    try:
        value = _parse(option, text)
    except ValueError as error:
        tells_why = option.is_literal or (option.type is bytes and not option.values)
        because = f": {error}" if tells_why else ""
        raise OptionError(f"The option {option.name} takes {option.takes}, not {_shown(text)}{because}.") from error
    return checked_value(option, value)


def checked_value(option: DeclaredOption, value: object) -> object:
    """Return the value as the class attribute has it; OptionError where the option does not take it."""
    if option.values:
        for each in option.values:
            if each == value and isinstance(value, bool) == isinstance(each, bool):
                return each
    elif option.type is float and type(value) in (int, float):
        number = float(value)  # type: ignore[arg-type]  # one of these two
        if math.isfinite(number) and _within(option, number):
            return number
    elif option.is_literal or (type(value) is option.type and _within(option, value)):
        return value
    raise OptionError(f"The option {option.name} takes {option.takes}, not {_shown(value)}.")


def _parse(option: DeclaredOption, text: str) -> object:
    """Return the value; ValueError where the text is none."""
    if option.type is bytes and not option.values:
        return unescape_bytes(text)
    if option.type is str and not option.values:
        return text
    if option.is_literal:
        return parse_literal(text)
    text = text.strip()
    if option.type is bool:
        text = TRUE_WORDS[0] if text.lower() in TRUE_WORDS else FALSE_WORDS[0] if text.lower() in FALSE_WORDS else text
    if option.values:
        return option.values[option.choices.index(text)]
    if option.type is int and not _WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text, 0 if "x" in text.lower() else 10) if option.type is int else float(text)


def _shown(value: object) -> str:
    shown = repr(value) if isinstance(value, bytes | str) else format_option(value)
    return shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + "…"


def _within(option: DeclaredOption, value: object) -> bool:
    size = len(value) if isinstance(value, bytes | str) else value
    assert isinstance(size, int | float)
    return (option.minimum is None or size >= option.minimum) and (option.maximum is None or size <= option.maximum)
