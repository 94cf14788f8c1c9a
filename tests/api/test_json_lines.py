"""Lines of JSON looked at together: as strictly as each alone by the standard library's parser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock, check_json, json_block, json_lines
from poetrygui.api.json_grammar import DEEPEST

ACCEPTED = [
    *(b"0 -0 10 1.5 -1.25e+30 1E9 0e0 1e999999 -1e-999999".split()),
    *(b'9223372036854775808 18446744073709551616 true false null "" [] {} [[],{}]'.split()),
    *(b'{"a":1,"a":2} "\\u0000" "\\ud83d\\ude00" "\\/\\b\\f\\n\\r\\t\\"\\\\" "\x7f" {"":0}'.split()),
    *('"é" "\u2028" "\U0001f600" "\ufeff" "\uffff" "\U0010ffff"'.encode().split()),
    b"9" * 5000,
    b"0." + b"9" * 5000,
    b"[1 , 2\t]",
    b'{ "a" : [ ] }',
    b"[" * DEEPEST + b"]" * DEEPEST,
    b"[" + b"[]," * 3000 + b"1]",
    b'"' + b"[{" * 3000 + b'"',
]
REFUSED = [
    *(b"NaN Infinity -Infinity nul nulL True truex falsey tru 01 -01 00 - + +1 .5 1. 1.e5 1e 1e+ 0x1 1_0 1f".split()),
    *(b'[ ] { } [1 [1, [1,] [,1] [1,,2] [1}2 {] [} {1:2} {"a"} {"a":} {"a":1,} {,} {a:1} {\'a\':1}'.split()),
    *(b'\'a\' "a a" "\\x" "\\u12" "\\u12g4" "\\U0000" "\\\'" // /**/ [1]] {}} 1,2 1:2 "a""b" [1][2]'.split()),
    b"1 2",
    b"[1] [2]",
    b'"a\tb"',
    b'"a\x00b"',
    b'"a\x1fb"',
    b"1\x00",
    b"\x0c1",
    b"\x0b1",
    b"\xa01",
    b"\xc2\xa01",
    b"\xef\xbb\xbf1",
    b"[\xef\xbb\xbf1]",
    b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    b'{"a":' * (DEEPEST + 1) + b"1" + b"}" * (DEEPEST + 1),
    b"[" * 100_000,
    *(b'"%b"' % bad for bad in (b"\xff", b"\xc0\x80", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x28\xa1")),
]
LEFT_TO_THE_OTHER = [b'"\\ud83d"', b'"\\udc00"', b'"\\ud83d\\u0041"', b'"\\ud83dx"']
"""Halves of surrogate pairs are nothing to the standard library's parser, and something to msgspec."""


def is_json(line: bytes) -> bool:
    try:
        check_json(line)
    except ValueError:
        return False
    return True


def frames_of(found: FrameBlock | list[bytes] | None) -> list[bytes] | None:
    return found.frames() if isinstance(found, FrameBlock) else found


@pytest.mark.parametrize("line", ACCEPTED, ids=lambda line: ascii(line[:20]))
def test_what_is_json_is_found_to_be(line: bytes) -> None:
    assert is_json(line)
    assert json_block(line + b"\n") == FrameBlock(line + b"\n")
    assert json_block(b"1\n" + line + b"\n[]\n") == FrameBlock(b"1\n" + line + b"\n[]\n")


@pytest.mark.parametrize("line", [*REFUSED, *LEFT_TO_THE_OTHER], ids=lambda line: ascii(line[:20]))
def test_nothing_is_said_of_a_block_with_anything_else(line: bytes) -> None:
    assert is_json(line) == (line in LEFT_TO_THE_OTHER)
    assert json_block(b"1\n" + line + b"\n[]\n") is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
sound = st.builds(
    lambda value, indent, plain: json.dumps(value, indent=indent, ensure_ascii=plain).encode("utf-8", "surrogatepass"),
    *(values, st.sampled_from([None, None, 1]), st.booleans()),
)
pieces = st.sampled_from([*b'[ ] { } , : 1 - . e " \\ \xff \xc3 \t \r \x00 0'.split(b" "), b"\n", b" ", b"\\u", b"NaN"])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(sound))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 2))] = draw(pieces)
    return bytes(data)


@given(st.lists(damaged() | sound | st.sampled_from([b"", b" \t", b"1\r", b" 1"]), max_size=5))
@example([b"1 2", b""])
@example([b"1 2", b"[1,\n2]"])
@example([b"[1,", b"2] 3"])
@example([b"1\r", b"2"])
@example([b"1\r\r"])
def test_the_frames_are_those_of_each_line_alone(lines: list[bytes]) -> None:
    block = b"".join(line + b"\n" for line in lines)
    expected = [line for line in (line.strip(b" \t\r") for line in block.split(b"\n")) if line]
    found = frames_of(json_block(block))
    if found is None:
        # A half of a pair is left to the other, too.
        assert not all(map(is_json, expected)) or b"\\ud" in block.lower()
    else:
        assert all(map(is_json, expected))
        assert found == expected


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_lines_without_blanks_stay_together(ending: bytes) -> None:
    block = b'{"a": 1}' + ending + b"[2]" + ending
    assert json_block(block) == FrameBlock(block, drop_cr=ending != b"\n")


def test_one_that_calls_from_far_down_gets_no_error() -> None:
    value = b"[" * 500 + b"]" * 500 + b"\n"

    def from_below(levels: int) -> Any:
        try:
            return from_below(levels + 1)
        except RecursionError:
            return json_block(value) if levels % 2 else None

    from_below(0)
    assert json_block(value) == FrameBlock(value)


def test_without_msgspec_each_line_is_left_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "HAS_MSGSPEC", False)
    assert json_block(b"1\n") is None
