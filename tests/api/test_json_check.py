"""Checking JSON while it comes: the same verdict, in the same words, as the standard library's parser, at any split."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.api import JsonCheck, check_json, simple_json_lines
from poetrygui.api.json_grammar import DEEPEST

points = st.lists(st.integers(min_value=0), max_size=6)
blanks = st.sampled_from(["", "", "", " ", "\t", "\r", "\n", " \r\n\t "])
texts = st.one_of(
    st.text(st.characters(), max_size=6).map(json.dumps),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(
        lambda text: json.dumps(text, ensure_ascii=False)
    ),
    st.sampled_from([r'"\ud83d\ude00"', r'"\ud83d"', r'"\/\b\f"', '"\x7f\u2028"', '"' + "x" * 40 + '"']),
)
scalars = texts | st.sampled_from(["true", "false", "null", "0", "-0", "10", "1.5", "-1.25e+30", "1E9", "9" * 50])


@st.composite
def values(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a JSON text with blanks wherever they may stand."""
    kind = draw(st.integers(0, 2)) if depth else 0
    if kind == 0:
        return draw(scalars)
    size = draw(st.integers(0, 4))
    items = [draw(values(depth=depth - 1)) for _ in range(size)]
    if kind == 2:
        items = [f"{draw(texts)}{draw(blanks)}:{draw(blanks)}{item}" for item in items]
    inside = ",".join(f"{draw(blanks)}{item}{draw(blanks)}" for item in items) or draw(blanks)
    return f"[{inside}]" if kind == 1 else f"{{{inside}}}"


sound = st.builds(lambda before, value, after: (before + value + after).encode(), blanks, values(), blanks)
tokens = st.sampled_from(
    [
        *'[]{},:"-+.0 \n',
        *("1", "01", "1.", "1e", "-", "--1", "1.5", '"a"', '""', '"a":', '"a', "true", "fals", "nul", "nullx", "NaN"),
        *("Infinity", "-Infinity", "\x01", "\ufeff", "\xa0", "é", '"é', r'"\u12', r'"\ud83d\u12g4"', r'"\x"', "\\"),
        *("[1,", '{"a":1,', '{"a":[', '"\t"', "'a'", "/*", ".5", "e5", "[]", "{}"),
    ]
)
broken = st.lists(tokens, max_size=12).map(lambda found: "".join(found).encode())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a JSON text in which some bytes were replaced, removed or put in."""
    data = bytearray(draw(sound))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 2))] = draw(
            st.sampled_from([b"", b",", b"]", b"}", b":", b'"', b"\\", b"1", b"\xff", b"\xc3", b"\x00", b" ", b"x"])
        )
    return bytes(data)


def reference(data: bytes) -> str | None:
    """Return what the standard library has against these bytes."""

    def refuse(name: str) -> Any:
        raise ValueError(f"{name} is not a value")

    try:
        json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=refuse).decode(data.decode())
    except ValueError as error:
        return str(error)
    return None


def verdict(data: bytes, at: list[int]) -> str | None:
    """Return what the check has against these bytes, which come up to each of the points in turn."""
    check = JsonCheck()
    growing = bytearray()
    for stop in sorted({point % (len(data) + 1) for point in at}):
        growing += data[len(growing) : stop]
        check.feed(growing)
    return told_by(check.finish, data)


def told_by(check: Callable[..., None], *arguments: object) -> str | None:
    """Return the sentence that a check raises."""
    try:
        check(*arguments)
    except ValueError as error:
        return str(error)
    return None


@given(st.one_of(sound, broken, damaged(), st.binary(max_size=12)), points)
@example(b'{"a":1,}', [])
@example(b"[1, ]", [2])
@example(b"[1 ,\n2 3]", [1, 2, 3, 4, 5, 6, 7, 8])
@example(b'{"a": "\xff", ]', [9])
@example(b"[[].5]", [])
@example(b'{"a": "x"e5}', [3])
@example(b'["x"0]', [4])
@example(b"[].5", [2])
def test_the_verdict_is_the_standard_librarys_at_any_split(data: bytes, at: list[int]) -> None:
    expected = reference(data)
    assert verdict(data, at) == expected
    assert verdict(data, list(range(len(data)))) == expected


@given(sound, points)
def test_what_is_json_passes(data: bytes, at: list[int]) -> None:
    assert verdict(data, at) is None


@given(st.one_of(sound, broken, damaged()))
def test_a_value_within_blanks_is_told_of_as_if_it_stood_alone(data: bytes) -> None:
    line = data.strip(b" \t\r")
    start = len(data) - len(data.lstrip(b" \t\r"))
    assert told_by(JsonCheck().finish, data, start, start + len(line)) == reference(line)


@given(st.one_of(sound, broken, damaged()).map(lambda data: data.strip(b" \t\r\n")))
def test_a_short_one_is_judged_the_same(data: bytes) -> None:
    assert told_by(check_json, data) == reference(data)


lines = st.one_of(sound, broken, damaged()).map(lambda data: data.replace(b"\n", b" "))


@given(st.lists(lines, max_size=6), st.integers(0, 6))
def test_simple_lines_are_blank_or_json_and_end_where_a_line_does(some: list[bytes], skipped: int) -> None:
    block = b"".join(line + b"\n" for line in some)
    start = len(b"".join(line + b"\n" for line in some[:skipped]))
    end = simple_json_lines(block, start)
    assert start <= end <= len(block)
    assert end == start or block[end - 1 : end] == b"\n"
    for line in block[start:end].split(b"\n")[:-1]:
        value = line.strip(b" \t\r")
        assert not value or reference(value) is None


@pytest.mark.parametrize(
    "line",
    [b"", b" \r", b"1", b'{"a": 1, "b": [1, 2], "c": {"d": null}}\r', b" [ ] ", b"{}", '["é"]'.encode(), b"-1.5e3"],
)
def test_ordinary_lines_are_simple(line: bytes) -> None:
    assert simple_json_lines((line + b"\n") * 1000) == 1000 * (len(line) + 1)


@pytest.mark.parametrize("block, end", [(b'1\n2\n"\xff"\n3\n', 4), (b'"\xff"\n1\n', 0), (b'\n1\n"\xc3\xa9"\n', 8)])
@pytest.mark.parametrize("before", [b"", b"x\n"])
def test_simple_lines_end_before_the_one_that_is_no_utf8(before: bytes, block: bytes, end: int) -> None:
    assert simple_json_lines(before + block, len(before)) == len(before) + end


def test_many_levels_that_begin_at_once_behind_another_value_are_as_many_as_may_be() -> None:
    good = b"[0," + b"[" * (DEEPEST - 1) + b"1" + b"]" * DEEPEST
    bad = b"[0," + b"[" * DEEPEST + b"1" + b"]" * (DEEPEST + 1)
    for at in ([], [10, 100]):
        assert verdict(good, at) is None
        assert "recursion" in str(verdict(bad, at))


def test_a_list_that_ends_like_an_object_behind_another_value_is_told() -> None:
    assert verdict(b"[1,[2}", []) == reference(b"[1,[2}")


@pytest.mark.parametrize("opening, closing", [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a": ', b"} ]")])
def test_depth_is_limited_whatever_stands_below(opening: bytes, closing: bytes) -> None:
    per_level = opening.count(b"[") + opening.count(b"{")
    deepest = DEEPEST // per_level
    good = opening * deepest + b"1" + closing * deepest
    bad = opening + good + closing
    assert verdict(good, [10, 100]) is None
    assert "recursion" in str(verdict(bad, [10, 100]))

    def check_from(frames: int) -> None:
        if frames:
            check_from(frames - 1)
        else:
            check_json(good)
            with pytest.raises(ValueError, match="recursion"):
                check_json(bad)

    check_from(0)
    check_from(min(sys.getrecursionlimit() // 3, 300))


@pytest.mark.parametrize(
    "piece",
    [b'"k": 1, ', b"[1, 2], ", b'{"a": {}}, ', b'"\\u00e9\\n', b"9", b"1e5, ", b" ", b"[", b'"a" : {', "😀".encode()],
    ids=ascii,
)
@pytest.mark.parametrize("before", [b"", b"[", b"{", b'["', b'{"'])
def test_nothing_is_looked_at_again_when_more_comes(before: bytes, piece: bytes) -> None:
    check = JsonCheck()
    data = bytearray(before)
    for _ in range(60):
        data += piece * 211
        check.feed(data)
        # All but the beginning of an escape, or of a word, which no more than its own length tells.
        assert check.has_stopped or len(data) - check.place < 6
