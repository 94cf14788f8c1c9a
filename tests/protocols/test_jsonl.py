"""The jsonl protocol: one JSON value a line, strictly, and the same for every split."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protocols.framing import cut, dripped, load, result_of, with_limits

JsonLines = load("jsonl")
points = st.lists(st.integers(min_value=0), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
lines = st.one_of(
    values.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    st.sampled_from([b"", b" \t", b"{}\r", b"NaN", b"nul", b'"\xff"', b"\xef\xbb\xbf1", b"1 2", b"'a'", b"[1,]"]),
)


def is_json(line: bytes) -> bool:
    def refuse(name: str) -> None:
        raise ValueError(name)

    try:
        json.loads(line.decode(), parse_constant=refuse)
    except ValueError:
        return False
    return True


def reference(data: bytes) -> tuple[list[bytes], int | None, bool]:
    """Return the values, the number of the line that is none, and whether something is left that is none yet."""
    *whole, last = data.split(b"\n")
    found: list[bytes] = []
    for number, line in enumerate(whole, 1):
        value = line.strip(b" \t\r")
        if value and not is_json(value):
            return found, number, False
        found += [value] if value else []
    last = last.strip(b" \t\r")
    return ([*found, last], None, False) if last and is_json(last) else (found, None, bool(last))


@given(st.one_of(st.lists(lines, max_size=6).map(b"\n".join), st.binary(max_size=20)), points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    expected, bad, unfinished = reference(data)
    result = result_of(JsonLines, cut(data, at))
    assert result.frames == expected
    assert (result.unfinished is not None) == unfinished
    if bad is None:
        assert result.failure is None
    else:
        assert str(result.failure).startswith(f"line {bad}, which begins at byte ")
    assert result == result_of(JsonLines, [data]) == result_of(JsonLines, dripped(data))


@given(st.lists(values, max_size=5), points)
def test_what_is_encoded_is_decoded(contents: list[Any], at: list[int]) -> None:
    frames = [json.dumps(value).encode() for value in contents]
    wire = b"".join(JsonLines().encode(frame) for frame in frames)
    result = result_of(JsonLines, cut(wire, at))
    assert (result.frames, result.unfinished, result.remarks) == (frames, None, [])


@pytest.mark.parametrize("frame", [b"", b" 1", b"1\r", b"[1,\n2]", b"NaN", b"{", b"\xff"])
def test_what_would_not_come_back_is_not_encoded(frame: bytes) -> None:
    with pytest.raises(ValueError, match="JSON"):
        JsonLines().encode(frame)


@pytest.mark.parametrize(
    "line,what",
    [
        (b"True", "Expecting value"),
        (b"Infinity", "Infinity is not a value"),
        (b'{"a": 1', "Expecting ',' delimiter"),
        (b'"\xe9"', "can't decode byte 0xe9"),
        (b"[" * 100_000, "recursion"),
        (b"1\x002", "Extra data"),
    ],
)
def test_what_is_not_json_is_told_with_its_line(line: bytes, what: str) -> None:
    result = result_of(JsonLines, [b"{}\n\n" + line + b"\n3\n"])
    assert result.frames == [b"{}"]
    assert str(result.failure).startswith("line 3, which begins at byte 4 of the stream: it is not JSON: ")
    assert what in str(result.failure)


def test_a_number_is_not_worked_out_however_long() -> None:
    number = b"9" * 100_000
    assert result_of(JsonLines, [number + b"\n1e999999999\n"]).frames == [number, b"1e999999999"]


def test_a_last_line_that_is_not_json_yet_is_cut_and_a_whole_one_is_kept() -> None:
    cut_off = result_of(JsonLines, [b'1\n{"a": '])
    assert (cut_off.frames, cut_off.failure) == ([b"1"], None)
    assert cut_off.unfinished == r"6 bytes without the delimiter b'\n'"
    whole = result_of(JsonLines, [b'1\n{"a": 2}'])
    assert (whole.frames, whole.unfinished) == ([b"1", b'{"a": 2}'], None)
    assert whole.remarks == ["the last frame has no delimiter"]
    assert result_of(JsonLines, [b'1\n{"a": 2}'], clean=False).frames == [b"1"]


def test_a_line_over_the_limit_is_refused() -> None:
    result = result_of(with_limits(JsonLines, limit=5), dripped(b"1\n[1,2,3]\n"))
    assert result.frames == [b"1"]
    assert result.failure == "line 2, which begins at byte 2 of the stream: it is longer than the limit of 5 bytes"
