"""Text that others wrote, made harmless to show: what would act instead of being read, or hide, becomes a mark.

* control characters, but for tab and newline, are shown by their ASCII name: ``⟦ESC⟧``, ``⟦NUL⟧``. The window has
  control pictures instead where its fonts do;
* a carriage return is shown, except directly before a newline, where it is part of the line's ending;
* C1 controls, bidi controls, line separators, invisible and unassigned-invisible characters, noncharacters are shown
  as their code point: ``⟦U+202E⟧``;
* more than sixteen combining marks (or such code points) in a run are shown as the first sixteen and ``…``.

What is invisible but needed to write a script or an emoji stays: a single joiner between two letters of a joining
script or between two emoji, a variation selector after an emoji.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Protocol as StructuralType
from unicodedata import category

RUN_LIMIT = 16
"""How many combining marks or invisible characters in a row are shown."""

_NAMES = """NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI
            DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US DEL"""
NAMES = _NAMES.split()
CONTROLS = [*map(chr, range(0x20)), "\x7f"]
"""Those of ASCII, in the order of their names."""

# Default_Ignorable_Code_Point (what a font draws as nothing), the C1 controls, line separators, halves of surrogate
# pairs, and what Qt's text document gives a meaning of its own: U+FDD0 and U+FDD1 (frame borders), U+FFFC (embedded
# object).
_HIDDEN_RANGES = (
    (0x0080, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
    (0x3164, 0x3164), (0xD800, 0xDFFF), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC), (0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_HIDDEN_BORDERS = [border for first, last in _HIDDEN_RANGES for border in (first, last + 1)]
_SCRIPTS_WITH_MARKS = (range(0x300, 0x3100), range(0xA66F, 0xABF0), range(0xFB1E, 0xFE30))  # of the BMP


class Marks(StructuralType):
    """What is shown in the place of characters that act or hide."""

    @property
    def alone(self) -> Mapping[str, str]:
        """The marks of control characters that look the same whatever follows, as far as they are known."""

    def of(self, char: str) -> str:
        """Return what is shown for one such character."""


class Kind(Enum):
    """How a character takes part in what is shown."""

    PLAIN = auto()
    MARK = auto()  # it stands on the one before
    HIDDEN = auto()


@lru_cache(maxsize=4096)
def kind_of(char: str) -> Kind:
    """Return the kind of a character that is no control character of ASCII."""
    code = ord(char)
    # The last two code points of each plane are no characters.
    if bisect_right(_HIDDEN_BORDERS, code) % 2 or code & 0xFFFE == 0xFFFE:
        return Kind.HIDDEN
    return Kind.MARK if category(char) in ("Mn", "Me") else Kind.PLAIN


@cache
def combining_marks() -> str:
    """Return all of the Basic Multilingual Plane, for a class of a pattern."""
    codes = (code for script in _SCRIPTS_WITH_MARKS for code in script)
    return "".join(chr(code) for code in codes if category(chr(code)) in ("Mn", "Me"))


@cache
def special() -> re.Pattern[str]:
    """Return a pattern of runs of whatever needs a second look: made when there is text, since that takes 5 ms.

    It is one class, so that the scan over ordinary text is a bitmap look-up per character. Beyond the BMP there is no
    bitmap: all of that gets the second look.
    """
    hidden = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HIDDEN_RANGES if last < 0x10000)
    return re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f{hidden}{combining_marks()}\U00010000-\U0010ffff]+")


# Arabic, Syriac, Thaana, N'Ko, Mandaic; the Indic scripts; Myanmar; Khmer; Mongolian: here the joiners spell.
_JOINING = "[\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af]"
_EMOJI = "[\u203c\u2049\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]"
_SELECTABLE = "[#*0-9\u00a9\u00ae\u203c\u2049\u2100-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"


def _is_spelling(before: str, char: str, after: str) -> bool:
    """Tell whether an invisible character is how its neighbours are written and not something hidden."""
    if char in "\u200c\u200d" and re.match(_JOINING, before) and re.match(_JOINING, after):
        return True
    if char == "\u200d":
        return bool(re.match(_EMOJI, before) and re.match(_EMOJI, after))
    return char in "\ufe0e\ufe0f" and bool(re.match(_SELECTABLE, before))


def pieces(run: str, before: str, after: str, marks: Marks) -> list[str]:
    """Return what ``marks`` show for each character of a run of special ones; "" where the run is capped.

    ``before`` and ``after`` are the characters around it, or "".
    """
    shown: list[str] = []
    alone = marks.alone
    capped = 0
    last = len(run) - 1
    for place, char in enumerate(run):
        mark = alone.get(char)
        following = after if place == last else run[place + 1]
        if mark is not None or char < " " or char == "\x7f":
            capped = 0
            shown.append("" if char == "\r" and following == "\n" else mark or marks.of(char))
            continue
        kind = kind_of(char)
        capped = 0 if kind is Kind.PLAIN else capped + 1
        if capped > RUN_LIMIT:
            shown.append("…" if capped == RUN_LIMIT + 1 else "")
        elif kind is Kind.HIDDEN and not _is_spelling(before if place == 0 else run[place - 1], char, following):
            shown.append(marks.of(char))
        else:
            shown.append(char)
    return shown


def show(text: str, start: int, stop: int, marks: Marks) -> str:
    """Return what ``marks`` show for ``text[start:stop]``; the characters around that are looked at, not shown."""
    if text.isascii() and text.isprintable():
        return text[start:stop]

    def show_run(match: re.Match[str]) -> str:
        run = match[0]
        mark = marks.alone.get(run)
        if mark is not None:
            return mark
        first, after_run = match.start() + start, match.end() + start
        return "".join(pieces(run, text[first - 1 : first], text[after_run : after_run + 1], marks))

    return special().sub(show_run, text[start:stop])


class BracketMarks:
    """Names between brackets: ``⟦ESC⟧``, or whatever two characters stand for themselves where this is read."""

    def __init__(self, brackets: str = "⟦⟧") -> None:
        """Put each name between ``brackets``, two characters."""
        self._left, self._right = brackets[:1], brackets[1:]
        self.alone = {char: f"{self._left}{name}{self._right}" for char, name in zip(CONTROLS, NAMES, strict=True)}
        self._return = self.alone.pop("\r")  # which is nothing before a newline

    def of(self, char: str) -> str:
        """Return the mark of any character; of half a surrogate that stands for a byte, that byte."""
        if char == "\r":
            return self._return
        code = ord(char)
        is_byte = 0xDC80 <= code <= 0xDCFF
        name = f"0x{code - 0xDC00:02X}" if is_byte else f"U+{code:04X}"
        return self.alone.get(char) or f"{self._left}{name}{self._right}"


BRACKET_MARKS = BracketMarks()


def printable(text: str, marks: Marks = BRACKET_MARKS) -> str:
    """Return text of any number of lines with all of it visible, and nothing of it acting but newlines and tabs."""
    return show(text, 0, len(text), marks)


def one_line(text: str, marks: Marks = BRACKET_MARKS) -> str:
    """Return text as one line, as :func:`printable` does."""
    return printable(text, marks).replace("\n", marks.of("\n")).replace("\t", marks.of("\t"))
