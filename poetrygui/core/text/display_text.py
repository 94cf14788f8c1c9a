"""Bytes from the network turned into text that is harmless to show in a window.

What is no text in its encoding, which is UTF-8 unless told otherwise, becomes U+FFFD. What would act on the window, or
would be there without being seen, is a mark, as :mod:`poetrygui.core.text.printable` has it. Control characters are
control pictures here: NUL as ``␀``, ESC as ``␛``, DEL as ``␡``.

Few fonts have the control pictures. Where none does (see :func:`ask_fonts`) a control character is shown by its ASCII
name between the brackets that the other marks have: ``⟦NUL⟧``. Those are in no ordinary text. Where they cannot be
drawn either, all marks stand between currency signs, ``¤NUL¤``: every Latin font has that sign and hardly any text, so
that no mark reads as text, which ``<NUL>`` and ``«NUL»`` would.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate

from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.text.printable import (
    CONTROLS,
    NAMES,
    RUN_LIMIT,
    Kind,
    combining_marks,
    kind_of,
    pieces,
    show,
    special,
)

LITERAL = Lettering(colours=False)
"""UTF-8 with all that is in it."""

_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"
_PICTURES = {char: chr(0x2400 + code) for code, char in enumerate(CONTROLS[:-1])} | {"\x7f": "␡"}


class _Marks:
    """What is shown for characters that act or hide: settled when the first of them comes, as that asks the fonts."""

    def __init__(self) -> None:
        self.alone: dict[str, str] = {}
        """The marks of control characters that look the same whatever follows; none before all is settled."""
        self.ask_fonts(bool)

    def ask_fonts(self, can_draw: Callable[[str], bool]) -> None:
        """Have ``can_draw`` tell, when there is a mark to show, whether fonts have all of a text; unasked, they do."""
        self._can_draw = can_draw
        self._controls: dict[str, str] = {}
        self.alone.clear()

    def of(self, char: str) -> str:
        """Return what is shown for a character that acts or hides."""
        if not self._controls:
            self._settle()
        return self._controls.get(char) or self._brackets.format(f"U+{ord(char):04X}")

    def _settle(self) -> None:
        self._brackets = "⟦{}⟧" if self._can_draw("⟦⟧") else "¤{}¤"
        marks = map(self._brackets.format, NAMES)
        has_pictures = self._can_draw("".join(_PICTURES.values()))
        self._controls = _PICTURES if has_pictures else dict(zip(_PICTURES, marks, strict=True))
        self.alone.update(self._controls)
        del self.alone["\r"]  # which is nothing before a newline


_MARKS = _Marks()
ask_fonts = _MARKS.ask_fonts


@cache
def _stack() -> re.Pattern[str]:
    return re.compile(f"[{combining_marks()}]{{3}}")


def shown_text(data: bytes, lettering: Lettering = LITERAL) -> str:
    """Return the shown text of a row, or of UTF-8 any bytes, taken by themselves."""
    if not data.translate(None, _PLAIN) and lettering.keeps_ascii:
        return data.decode("ascii")
    text = lettering.text(data)
    return show(text, 0, len(text), _MARKS)


def has_stacks(text: str) -> bool:
    """Tell whether a shown text has so many marks on a character that they may reach out of its row."""
    return not text.isascii() and _stack().search(text) is not None


@cache
def _placeless() -> re.Pattern[str]:
    return re.compile(f"[{combining_marks()}\u200c\u200d\ufe0e\ufe0f]+")


def places_in(text: str) -> int:
    """Return about how many characters wide a shown text is: marks stand upon others, joiners between them."""
    return len(text) if text.isascii() else len(_placeless().sub("", text))


class TextStream:
    """Shows bytes that come in pieces: the pieces' texts joined are the text of the whole, wherever it was split."""

    def __init__(self, lettering: Lettering = LITERAL) -> None:
        """Read them as ``lettering`` has it."""
        self._decode = lettering.stream()
        self._pending = ""  # the last character and the marks on it so far: what follows decides how these are shown

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """Return the text of the next piece, as far as what may follow cannot change it."""
        text = self._pending + self._decode(data, final)
        stop = len(text) if final else _last_base(text)
        # A run one longer than the limit looks the same as any longer one, so a run without end costs nothing.
        self._pending = text[stop:][: RUN_LIMIT + 2]
        return show(text, 0, stop, _MARKS)


def column_offsets(data: bytes, lettering: Lettering = LITERAL) -> list[int]:
    """Return, for each place between the UTF-16 units of ``shown_text(data, lettering)``, the byte it stands before.

    The list is one longer than the text and ends with ``len(data)``. All places in the mark of a character stand
    before that character.
    """
    if not data.translate(None, _PLAIN) and lettering.keeps_ascii:
        return list(range(len(data) + 1))
    text, places = lettering.letters(data)
    widths = _widths(text)
    offsets = [place for place, width in zip(places, widths, strict=False) for _ in range(width)]
    return [*offsets, len(data)]


def char_columns(text: str) -> list[int]:
    """Return at which column each character of a row's text is shown, in UTF-16 units; the last is where it ends."""
    return list(accumulate(_widths(text), initial=0))


def _widths(text: str) -> list[int]:
    """Return how many UTF-16 units are shown for each character."""
    widths = [_utf16_length(char) for char in text] if not text.isascii() else [1] * len(text)
    for match in special().finditer(text):
        first, after_run = match.span()
        shown = pieces(match[0], text[first - 1 : first], text[after_run : after_run + 1], _MARKS)
        widths[first:after_run] = map(_utf16_length, shown)
    return widths


def offset_at_column(offsets: list[int], column: int) -> int:
    """Return the byte offset of a UTF-16 column, given :func:`column_offsets`; columns are clamped."""
    return offsets[min(max(column, 0), len(offsets) - 1)]


def column_at_offset(offsets: list[int], offset: int) -> int:
    """Return the first UTF-16 column of the character that holds the byte, given :func:`column_offsets`."""
    column = bisect_left(offsets, offset)
    if column < len(offsets) and offsets[column] == offset:
        return column
    holder = offsets[max(bisect_right(offsets, offset) - 1, 0)]
    return bisect_left(offsets, holder)


def label_text(text: str, limit: int = 120) -> str:
    """Return a name, an address or an error as one harmless line of at most ``limit`` characters, for any label."""
    line = text.encode("utf-8", "replace").decode("utf-8")
    for char in "\n\t":
        if char in line:
            line = line.replace(char, _MARKS.of(char))
    shown = show(line, 0, min(len(line), limit + 1), _MARKS)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def tab_text(text: str, limit: int = 32) -> str:
    """Return :func:`label_text` for where Qt takes ``&`` for a mnemonic: tabs, buttons, menu entries."""
    return label_text(text, limit).replace("&", "&&")


def _utf16_length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _last_base(text: str) -> int:
    """Return where the last character with its marks begins."""
    place = len(text) - 1
    while place > 0 and kind_of(text[place]) is not Kind.PLAIN:
        place -= 1
    return max(place, 0)


def is_break(before: str, after: str) -> bool:
    """Tell whether a row may be cut between two characters: not before a mark on the first, nor beside a joiner."""
    return kind_of(after) is Kind.PLAIN and before != "\u200d"


__all__ = [
    "RUN_LIMIT",
    "TextStream",
    "ask_fonts",
    "char_columns",
    "column_at_offset",
    "column_offsets",
    "has_stacks",
    "is_break",
    "label_text",
    "offset_at_column",
    "places_in",
    "shown_text",
    "tab_text",
]
