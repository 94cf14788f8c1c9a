"""The turns of a conversation as lines of text, in the words of the command line."""

from __future__ import annotations

import math
from collections.abc import Iterable

from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import OptionError

_ANSWERS = " => "


def turns_from(text: str) -> tuple[Turn, ...]:
    """Return the turns in a text, one a line; empty lines are none. Raises OptionError, which names the line.

    The lines are ``send TEXT``, ``send-hex HEX``, ``send-file PATH``, ``send-raw TEXT``,
    ``send-password SERVICE USER``, ``wait-for SECONDS PATTERN`` and ``answer PATTERN => TEXT``.
    """
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    return tuple(_turn(number, line) for number, line in lines)


def text_of(turns: Iterable[Turn]) -> str:
    """Return the lines for turns; those whose texts hold a newline cannot be read back."""
    return "\n".join(map(_line, turns))


def _turn(number: int, line: str) -> Turn:
    word, _, rest = line.lstrip().partition(" ")
    try:
        does = Does(word)
    except ValueError:
        known = ", ".join(Does)
        raise OptionError(f"Line {number} begins with {word!r}: a line begins with {known}.") from None
    if does is Does.ANSWER:
        pattern, arrow, text = rest.partition(_ANSWERS)
        if not arrow:
            raise OptionError(f"Line {number} is not of the form “answer PATTERN => TEXT”.")
        return Turn(does, text, pattern)
    if does is Does.WAIT_FOR:
        seconds, _, pattern = rest.partition(" ")
        if not (limit := _seconds(seconds)) or not pattern:
            raise OptionError(f"Line {number} is not of the form “wait-for SECONDS PATTERN”.")
        return Turn(does, pattern=pattern, seconds=limit)
    return Turn(does, rest)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return seconds if seconds > 0 and math.isfinite(seconds) else 0.0


def _line(turn: Turn) -> str:
    if turn.does is Does.ANSWER:
        return f"{turn.does} {turn.pattern}{_ANSWERS}{turn.text}"
    return f"{turn.does} {turn.seconds!r} {turn.pattern}" if turn.does is Does.WAIT_FOR else f"{turn.does} {turn.text}"
