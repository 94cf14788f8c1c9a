"""Bytes from the network turned into text that is harmless to show.

Text is UTF-8; what is not becomes U+FFFD. Whatever would act on the window instead of being read, or would be there
without being seen, is shown as a mark:

* control characters as control pictures (NUL as ``␀``, ESC as ``␛``, DEL as ``␡``); a tab stays a tab;
* a carriage return as ``␍``, except directly before a newline, where it is part of the line's ending;
* C1 controls, bidi controls, line separators, invisible and unassigned-invisible characters, noncharacters as their
  code point: ``⟦U+202E⟧``;
* more than sixteen combining marks (or such code points) in a run as the first sixteen and ``…``.

What is invisible but needed to write a script or an emoji stays: a single joiner between two letters of a joining
script or between two emoji, a variation selector after an emoji.

Few fonts have the control pictures. Where none does (see :func:`ask_fonts`) a control character is shown by its ASCII
name between the brackets that the other marks have: ``⟦NUL⟧``. Those are in no ordinary text. Where they cannot be
drawn either, all marks stand between currency signs, ``¤NUL¤``: every Latin font has that sign and hardly any text, so
that no mark reads as text, which ``<NUL>`` and ``«NUL»`` would.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import Enum, auto
from functools import cache, lru_cache
from unicodedata import category

RUN_LIMIT = 16
"""How many combining marks or invisible characters in a row are shown."""

_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n"

# Default_Ignorable_Code_Point (what a font draws as nothing), the C1 controls, line separators, and what Qt's text
# document gives a meaning of its own: U+FDD0 and U+FDD1 (frame borders), U+FFFC (embedded object).
_HIDDEN_RANGES = (
    (0x0080, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160),
    (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
    (0x3164, 0x3164), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFC), (0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_HIDDEN_BORDERS = [border for first, last in _HIDDEN_RANGES for border in (first, last + 1)]
_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "␡"}
_NAMES = """NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI
            DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US DEL"""
_SCRIPTS_WITH_MARKS = (range(0x300, 0x3100), range(0xA66F, 0xABF0), range(0xFB1E, 0xFE30))  # of the BMP


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
        marks = map(self._brackets.format, _NAMES.split())
        has_pictures = self._can_draw("".join(_PICTURES.values()))
        self._controls = _PICTURES if has_pictures else dict(zip(_PICTURES, marks, strict=True))
        self.alone.update(self._controls)
        del self.alone["\r"]  # which is nothing before a newline


_MARKS = _Marks()
_ALONE = _MARKS.alone
ask_fonts = _MARKS.ask_fonts


class _Kind(Enum):
    PLAIN = auto()
    MARK = auto()
    HIDDEN = auto()


@lru_cache(maxsize=4096)
def _kind(char: str) -> _Kind:
    code = ord(char)
    # The last two code points of each plane are no characters.
    if bisect_right(_HIDDEN_BORDERS, code) % 2 or code & 0xFFFE == 0xFFFE:
        return _Kind.HIDDEN
    return _Kind.MARK if category(char) in ("Mn", "Me") else _Kind.PLAIN


@cache
def _bmp_marks() -> str:
    codes = (code for script in _SCRIPTS_WITH_MARKS for code in script)
    return "".join(chr(code) for code in codes if category(chr(code)) in ("Mn", "Me"))


@cache
def _special() -> re.Pattern[str]:
    """Return a pattern of runs of whatever needs a second look: made when there is text, since that takes 5 ms.

    It is one class, so that the scan over ordinary text is a bitmap look-up per character. Beyond the BMP there is no
    bitmap: all of that gets the second look.
    """
    hidden = "".join(f"{chr(first)}-{chr(last)}" for first, last in _HIDDEN_RANGES if last < 0x10000)
    return re.compile(f"[\\x00-\\x08\\x0b-\\x1f\\x7f{hidden}{_bmp_marks()}\U00010000-\U0010ffff]+")


@cache
def _stack() -> re.Pattern[str]:
    return re.compile(f"[{_bmp_marks()}]{{3}}")


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


def _pieces(run: str, before: str, after: str) -> list[str]:
    """Return what is shown for each character of a run of special ones; "" where the run is capped."""
    pieces: list[str] = []
    capped = 0
    last = len(run) - 1
    for place, char in enumerate(run):
        mark = _ALONE.get(char)
        following = after if place == last else run[place + 1]
        if mark is not None or char < " " or char == "\x7f":
            capped = 0
            pieces.append("" if char == "\r" and following == "\n" else mark or _MARKS.of(char))
            continue
        kind = _kind(char)
        capped = 0 if kind is _Kind.PLAIN else capped + 1
        if capped > RUN_LIMIT:
            pieces.append("…" if capped == RUN_LIMIT + 1 else "")
        elif kind is _Kind.HIDDEN and not _is_spelling(before if place == 0 else run[place - 1], char, following):
            pieces.append(_MARKS.of(char))
        else:
            pieces.append(char)
    return pieces


def _show(text: str, stop: int) -> str:
    """Return what is shown for ``text[:stop]``; the character after that is looked at, not shown."""
    if text.isascii() and text.isprintable():
        return text[:stop]

    def show_run(match: re.Match[str]) -> str:
        run = match[0]
        mark = _ALONE.get(run)
        if mark is not None:
            return mark
        first, after_run = match.span()
        return "".join(_pieces(run, text[first - 1 : first], text[after_run : after_run + 1]))

    return _special().sub(show_run, text[:stop])


def shown_text(data: bytes) -> str:
    """Return the shown text of some bytes taken by themselves."""
    if not data.translate(None, _PLAIN):
        return data.decode("ascii")
    text = data.decode("utf-8", "replace")
    return _show(text, len(text))


def has_stacks(text: str) -> bool:
    """Tell whether a shown text has so many marks on a character that they may reach out of its row."""
    return not text.isascii() and _stack().search(text) is not None


class TextStream:
    """Shows bytes that come in pieces: the pieces' texts joined are the text of the whole, wherever it was split."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""  # the last character and the marks on it so far: what follows decides how these are shown

    def feed(self, data: bytes, *, final: bool = False) -> str:
        """Return the text of the next piece, as far as what may follow cannot change it."""
        text = self._pending + self._decoder.decode(data, final)
        stop = len(text) if final else _last_base(text)
        # A run one longer than the limit looks the same as any longer one, so a run without end costs nothing.
        self._pending = text[stop:][: RUN_LIMIT + 2]
        return _show(text, stop)


def column_offsets(data: bytes) -> list[int]:
    """Return, for each place between the UTF-16 units of ``shown_text(data)``, the byte that it stands before.

    The list is one longer than the text and ends with ``len(data)``. All places in the mark of a character stand
    before that character.
    """
    if not data.translate(None, _PLAIN):
        return list(range(len(data) + 1))
    text = data.decode("utf-8", "replace")
    pictures: dict[int, str] = {}
    for match in _special().finditer(text):
        first, after_run = match.span()
        pieces = _pieces(match[0], text[first - 1 : first], text[after_run : after_run + 1])
        pictures.update(enumerate(pieces, first))
    offsets: list[int] = []
    offset = 0
    for place, char in enumerate(text):
        offsets += [offset] * _utf16_length(pictures.get(place, char))
        offset += _encoded_length(data, offset, char)
    return [*offsets, len(data)]


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
    shown = _show(line, min(len(line), limit + 1))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def tab_text(text: str, limit: int = 32) -> str:
    """Return :func:`label_text` for where Qt takes ``&`` for a mnemonic: tabs, buttons, menu entries."""
    return label_text(text, limit).replace("&", "&&")


def _utf16_length(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _encoded_length(data: bytes, offset: int, char: str) -> int:
    if char != "\ufffd":
        return len(char.encode("utf-8"))
    if data.startswith(b"\xef\xbf\xbd", offset):
        return 3
    try:
        data[offset : offset + 4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.end - error.start
    raise AssertionError("a replaced character stands for bytes that are not UTF-8")


def _last_base(text: str) -> int:
    """Return where the last character with its marks begins."""
    place = len(text) - 1
    while place > 0 and _kind(text[place]) is not _Kind.PLAIN:
        place -= 1
    return max(place, 0)


def is_break(before: str, after: str) -> bool:
    """Tell whether a row may be cut between two characters: not before a mark on the first, nor beside a joiner."""
    return _kind(after) is _Kind.PLAIN and before != "\u200d"


__all__ = [
    "RUN_LIMIT",
    "TextStream",
    "ask_fonts",
    "column_at_offset",
    "column_offsets",
    "has_stacks",
    "is_break",
    "label_text",
    "offset_at_column",
    "shown_text",
    "tab_text",
]
