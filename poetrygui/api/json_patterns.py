"""Patterns of what JSON is made of, over bytes. What is beyond ASCII passes as if it were UTF-8."""

from __future__ import annotations

import re
import sys
from functools import cache, partial

Text = bytes | bytearray

# Nothing here is ever tried in a second way: each repetition keeps what it took, so the time is linear in the size.
_BLANKS = rb"[ \t\n\r]*+"
_STRING_PART = rb'[^"\\\x00-\x1f]*+(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*+)*+'
_STRING = rb'"' + _STRING_PART + rb'"'
_NUMBER = rb"-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][-+]?+[0-9]++)?+"
_LITERAL = rb"true|false|null"
# A number goes on for as long as it can, so only what follows tells that it has ended.
_SCALAR = rb"(?:" + _STRING + rb"|" + _NUMBER + rb"(?=[ \t\n\r,\]}])|" + _LITERAL + rb")"


def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    """Compile a pattern, in which a group that is repeated keeps what it took.

    Python before 3.11.5 does not get that right: it passes over a part of what it should have matched. There the group
    may give something back, which here leads to nothing: there is one way only to read a text.
    """
    if sys.version_info < (3, 11, 5):
        for repeated in (b")*", b")?"):
            pattern = pattern.replace(repeated + b"+", repeated)
    return re.compile(pattern)


match_blanks = _compiled(_BLANKS).match
match_string_part = _compiled(_STRING_PART).match
match_number_characters = _compiled(rb"[-+.0-9eE]*+").match
match_number = _compiled(_NUMBER).fullmatch
match_scalar = _compiled(_SCALAR).match
drop_strings = partial(_compiled(_STRING).sub, b"")
LONGEST_LITERAL, LONGEST_ESCAPE = len(b"false"), len(rb"\u0000")
NUMBER_BEGINS = b"-0123456789"
QUOTE, BACKSLASH, COLON, COMMA = b'"\\:,'
LIST, OBJECT = b"[{"
CLOSES = {LIST: ord("]"), OBJECT: ord("}")}
OPENING_OF = bytes.maketrans(b"]}", b"[{")
BETWEEN_BRACKETS = b" \t\n\r:"


def _value(inner: bytes, blanks: bytes) -> bytes:
    """Return a pattern of a scalar, or a list or an object of ``inner`` values."""
    go_on = blanks + rb"(?:,(?!" + blanks + rb"[\]}])|(?=[\]}]))" + blanks
    items = rb"\[" + blanks + rb"(?:" + inner + go_on + rb")*+\]"
    members = rb"\{" + blanks + rb"(?:" + _STRING + blanks + rb":" + blanks + inner + go_on + rb")*+\}"
    return rb"(?:" + _SCALAR + rb"|" + items + rb"|" + members + rb")"


LEVELS = 2
"""How many levels of lists and objects a simple value may have."""


def _simple(blanks: bytes) -> bytes:
    pattern = _SCALAR
    for _ in range(LEVELS):
        pattern = _value(pattern, blanks)
    return pattern


@cache
def more_values(around: int) -> re.Pattern[bytes]:
    """Return a pattern of what follows a value in a list or an object, as far as that is simple: made when needed."""
    return _compiled(rb"(?:" + _BLANKS + _before_value(around) + _simple(_BLANKS) + rb")*+")


@cache
def step_between_values(around: int) -> re.Pattern[bytes]:
    """Return a pattern of what stands between a value in a list or an object and the end of a later one.

    Its groups are what ends there; or else what begins, the next value, and what ends after it, if anything does.
    """
    endings = rb"([\]}](?:" + _BLANKS + rb"[\]}])*+)"
    beginnings = rb"((?:\[" + _BLANKS + rb"(?!\])|\{" + _BLANKS + _STRING + _BLANKS + rb":" + _BLANKS + rb")*+)"
    value = rb"(" + _SCALAR + rb"|\[" + _BLANKS + rb"\]|\{" + _BLANKS + rb"\})"
    next_value = _before_value(around) + beginnings + value + rb"(?:" + _BLANKS + endings + rb")?+"
    return _compiled(_BLANKS + rb"(?:" + endings + rb"|" + next_value + rb")")


def _before_value(around: int) -> bytes:
    key = _STRING + _BLANKS + rb":" + _BLANKS
    return rb"," + _BLANKS + (key if around == OBJECT else b"")


@cache
def _simple_lines() -> re.Pattern[bytes]:
    blanks = rb"[ \t\r]*+"
    return _compiled(rb"(?:" + blanks + rb"(?:" + _simple(blanks) + blanks + rb")?+\n)*+")


def simple_json_lines(block: bytes, start: int = 0) -> int:
    """Return where the run of simple lines that begins at ``start`` ends; each is blank, or a value of few levels.

    That takes a tenth of the time that the parser takes. Lines that are not simple may be JSON all the same.
    """
    end = end_of(_simple_lines().match(block, start))
    try:
        block[start:end].decode()
    except UnicodeDecodeError as error:
        end = block.rfind(b"\n", start, start + error.start) + 1 or start
    return end


def end_of(match: re.Match[bytes] | None) -> int:
    """Return where a match ends of a pattern that takes nothing, too, and so always matches."""
    assert match is not None
    return match.end()
