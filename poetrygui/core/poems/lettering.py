"""How the bytes of a row are text: in which encoding, and whether what colours it is a part of it.

UTF-8 without regard to colours is what nearly all of it is, and is read by the quick ways that Python has. Of every
other encoding a row is read by itself, so that any place of a poem can be read without what is before it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

UTF_8 = "utf-8"
_LONGEST_SEQUENCE = 64
_ALWAYS_ALONE = frozenset(range(0x30))
_FIRST_CUT = 8
_WIDE = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
"""Bytes of a unit of encodings in which a newline is more than one byte."""
_NATIVE = {"utf-16": "utf-16-le", "utf-32": "utf-32-le", "utf-8-sig": UTF_8}
"""What is read where an encoding is to be told from the first bytes, which a row has not."""

_NO_TEXT = {
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "raw-unicode-escape",
    "unicode-escape",
}
"""What Python has among the encodings, and is for names, for sources, or for nothing."""

Span = tuple[int, int]


@cache
def _colours() -> re.Pattern[str]:
    """Return what sets colours and the like: the one sequence for terminals that moves nothing and asks for nothing."""
    return re.compile("\x1b\\[[0-9;:]*m")


@cache
def _open_sequence() -> re.Pattern[str]:
    """Return the beginning of one at the end of a text."""
    return re.compile(f"\x1b(?:\\[[0-9;:]{{0,{_LONGEST_SEQUENCE}}})?\\Z")


@cache
def _open_bytes() -> re.Pattern[bytes]:
    """Return the same of bytes."""
    return re.compile(rb"\x1b(?:\[[0-9;:]*)?\Z")


class UnknownEncodingError(ValueError):
    """There is no such encoding, or none in which text can be read row by row."""


@cache
def encoding_named(name: str) -> str:
    """Return what Python calls an encoding, which may be given by any of its names. Raises UnknownEncodingError."""
    try:
        found = codecs.lookup(name.strip()).name
        found = _NATIVE.get(found, found)
        if found in _NO_TEXT:
            raise LookupError(found)
        bytes(range(256)).decode(found, "replace")
        codecs.getincrementaldecoder(found)("replace").getstate()
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        raise UnknownEncodingError(name) from error
    return found


@cache
def _is_of_single_bytes(encoding: str) -> bool:
    """Tell whether each byte is a character, and ASCII is as everywhere."""
    try:
        text = bytes(range(256)).decode(encoding, "replace")
    except UnicodeError:
        return False
    return len(text) == 256 and text[:128] == bytes(range(128)).decode("ascii")


class Lettering(NamedTuple):
    """Reads rows in an ``encoding`` of Python's; with ``colours``, what sets those is no part of the text."""

    encoding: str = UTF_8
    colours: bool = True

    @property
    def is_utf_8(self) -> bool:
        """Whether the encoding is UTF-8, in which each part of a line can be read by itself."""
        return self.encoding == UTF_8

    @property
    def keeps_ascii(self) -> bool:
        """Whether a row of ASCII is that."""
        return self.is_utf_8 or _is_of_single_bytes(self.encoding)

    @property
    def unit(self) -> int:
        """How many bytes belong together at least."""
        return _WIDE.get(self.encoding, 1)

    def decoded(self, row: bytes) -> str:
        """Return the characters of a row, with what sets colours; what is none is U+FFFD."""
        first, last = self._text_in(row)
        return row[first:last].decode(self.encoding, "replace").removesuffix("\r" if self.unit > 1 else "")

    def text(self, row: bytes) -> str:
        """Return the text of a row."""
        text = self.decoded(row)
        return _colours().sub("", text) if self.colours and "\x1b" in text else text

    def letters(self, row: bytes) -> tuple[str, list[int]]:
        """Return the text of a row, and at which byte each character begins; the length of the row is the last."""
        text, places = self._characters(row)
        spans = self.colour_spans(text)
        for start, stop in reversed(spans):
            del places[start:stop]
        return _colours().sub("", text) if spans else text, places

    def colour_spans(self, text: str) -> list[Span]:
        """Return from where to where characters set colours, and are no text."""
        return [match.span() for match in _colours().finditer(text)] if self.colours and "\x1b" in text else []

    def _characters(self, row: bytes) -> tuple[str, list[int]]:
        first, last = self._text_in(row)
        data = row[first:last]
        if self.is_utf_8:
            text = data.decode(UTF_8, "replace")
            lengths = [1] * len(text) if len(text) == len(data) else _lengths(data, text)
            return text, list(accumulate(lengths, initial=0))
        if _is_of_single_bytes(self.encoding):
            return data.decode(self.encoding, "replace"), list(range(len(data) + 1))
        text, places = _read_byte_by_byte(data, self.encoding)
        if self.unit > 1 and text.endswith("\r"):
            del places[-1]
            text = text[:-1]
        return text, [*(first + place for place in places), len(row)]

    def _text_in(self, row: bytes) -> Span:
        """Return from where to where a row is text: a newline of several bytes ends or begins with some of them."""
        rest = self.unit - 1
        if rest and len(row) % self.unit == rest:
            if self.encoding.endswith("le") and not any(row[:rest]):
                return rest, len(row)
            if self.encoding.endswith("be") and not any(row[-rest:]):
                return 0, len(row) - rest
        return 0, len(row)

    def border(self, data: bytes, place: int, offset: int) -> int:
        """Return the last place at or before ``place`` where a row may be cut; ``data`` is what is around it.

        ``offset`` is where in the poem that begins. In UTF-8 a character may still be parted there.
        """
        if self.unit > 1:
            return place - (offset + place) % self.unit
        if not (self.is_utf_8 or _is_of_single_bytes(self.encoding)):
            # Only what is before tells which bytes are one character: but for these, that are always one.
            return next((at for at in range(place, _FIRST_CUT, -1) if data[at - 1] in _ALWAYS_ALONE), place)
        opened = _open_bytes().search(data, 0, place) if self.colours else None
        return opened.start() if opened is not None and opened.start() > _FIRST_CUT else place

    def stream(self) -> Callable[[bytes, bool], str]:
        """Return what gives the text of bytes that come in pieces; with True it gives the rest of it."""
        return _Stream(self).feed


class _Stream:
    """Reads pieces of rows: each time as far as what may follow does not change it."""

    def __init__(self, lettering: Lettering) -> None:
        self._lettering = lettering
        self._is_in_pieces = lettering.keeps_ascii
        self._decoder = codecs.getincrementaldecoder(lettering.encoding)("replace")
        self._row: list[bytes] = []  # of a row that has not come to its end
        self._rest = ""  # what may begin a sequence that sets colours

    def feed(self, data: bytes, final: bool) -> str:
        text = self._rest + (self._decoder.decode(data, final) if self._is_in_pieces else self._rows(data, final=final))
        self._rest = ""
        if self._lettering.colours and "\x1b" in text:
            text = _colours().sub("", text)
            opened = None if final else _open_sequence().search(text, max(len(text) - _LONGEST_SEQUENCE, 0))
            if opened is not None:
                self._rest = opened[0]
                text = text[: opened.start()]
        return text

    def _rows(self, data: bytes, *, final: bool) -> str:
        *rows, rest = data.split(b"\n")
        if rows:
            rows[0] = b"".join([*self._row, rows[0]])
            self._row.clear()
        self._row.append(rest)
        text = "".join(f"{self._lettering.decoded(row)}\n" for row in rows)
        return text + self._lettering.decoded(b"".join(self._row)) if final else text


def _lengths(data: bytes, text: str) -> list[int]:
    """Return how many bytes of UTF-8 each character has."""
    lengths: list[int] = []
    offset = 0
    for char in text:
        length = _length_at(data, offset, char)
        lengths.append(length)
        offset += length
    return lengths


def _length_at(data: bytes, offset: int, char: str) -> int:
    if char != "\ufffd":
        return len(char.encode(UTF_8))
    if data.startswith(b"\xef\xbf\xbd", offset):
        return 3
    try:
        data[offset : offset + 4].decode(UTF_8)
    except UnicodeDecodeError as error:
        return error.end - error.start
    raise AssertionError("a replaced character stands for bytes that are not UTF-8")


def _read_byte_by_byte(data: bytes, encoding: str) -> tuple[str, list[int]]:
    """Return the characters, and at which byte each begins: what one byte completes began where others waited."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text: list[str] = []
    places: list[int] = []
    waiting = 0  # the first byte that is of no character yet
    for place in range(len(data) + 1):
        final = place == len(data)
        found = decoder.decode(data[place : place + 1], final)
        if found:
            text.append(found)
            places += [waiting, *[place] * (len(found) - 1)]
        waiting = place + 1 - len(decoder.getstate()[0])
    return "".join(text), places
