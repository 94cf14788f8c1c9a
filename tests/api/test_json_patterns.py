"""Patterns of JSON over bytes: what they take is what the parser takes, and lines that are simple are passed over."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api.json_patterns import (
    LEVELS,
    LIST,
    OBJECT,
    drop_strings,
    end_of,
    match_number,
    match_scalar,
    match_string_part,
    more_values,
    simple_json_lines,
)

simple = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


def is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return not line.strip(b" \t\r")
    return True


@given(st.lists(simple, max_size=5), st.booleans())
def test_lines_of_few_levels_are_simple_and_deeper_ones_are_not_passed_over(values: list[object], ascii: bool) -> None:
    lines = [json.dumps(value, ensure_ascii=ascii).encode() + b"\n" for value in values]
    end = 0
    for value, line in zip(values, lines, strict=True):
        if depth(value) > LEVELS:
            break
        end += len(line)
    assert simple_json_lines(b"".join(lines)) == end


@given(
    st.lists(st.sampled_from([*map(bytes, zip(b'[]{},:"\\-.eE019 tfn\n\r\t')), b"true", b'"a"', b"\xff"])).map(b"".join)
)
def test_no_line_that_is_no_json_is_passed_over(block: bytes) -> None:
    end = simple_json_lines(block)
    passed = block[:end]
    assert end == 0 or passed.endswith(b"\n")
    assert all(is_json(line) for line in passed.split(b"\n"))


def test_it_can_begin_anywhere_and_needs_whole_lines() -> None:
    assert simple_json_lines(b'oops\n{"a": 1}\n\n[', 5) == 15
    assert simple_json_lines(b"[1]") == 0
    assert simple_json_lines(b"") == 0
    assert simple_json_lines(b'"\xff"\n') == 0, "what is no UTF-8 is no JSON"
    assert simple_json_lines(b'1\n"\xff"\n') == 2


@pytest.mark.parametrize("number", [b"0", b"-0", b"10", b"1.5", b"-1.25e+30", b"1E9"])
def test_numbers(number: bytes) -> None:
    assert match_number(number)


@pytest.mark.parametrize("text", [b"", b"-", b"01", b"1.", b".5", b"1e", b"+1", b"0x1", b"1_0"])
def test_what_is_no_number(text: bytes) -> None:
    assert match_number(text) is None


@pytest.mark.parametrize(
    "text, end",
    [
        (b'"a" ', 3),
        (b'"\\u00e9"', 8),
        (b"true", 4),
        (b"1,", 1),
        (b"1", None),
        (b'"a', None),
        (b'"\n"', None),
        (b"[", None),
    ],
)
def test_a_scalar_is_taken_where_it_is_known_to_end(text: bytes, end: int | None) -> None:
    found = match_scalar(text)
    assert (None if found is None else found.end()) == end


def test_the_inside_of_a_string_goes_as_far_as_it_is_sound() -> None:
    assert end_of(match_string_part(b'ab\\n\\u00e9"')) == 10
    assert end_of(match_string_part(b"ab\\x")) == 2
    assert end_of(match_string_part(b"ab\x01")) == 2
    assert drop_strings(b'{"a": ["b", 1]}') == b"{: [, 1]}"


@pytest.mark.parametrize(
    "around, text, end",
    [(LIST, b", 1, [2], 3]", 11), (LIST, b"]", 0), (OBJECT, b', "a": 1, "b": {}}', 17), (OBJECT, b", 1}", 0)],
)
def test_more_values_of_a_list_or_an_object(around: int, text: bytes, end: int) -> None:
    assert end_of(more_values(around).match(text)) == end
