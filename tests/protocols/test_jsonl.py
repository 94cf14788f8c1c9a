"""The jsonl protocol: one JSON value a line, strictly, and the same for every split."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import json_check, json_lines
from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, held_bytes, load, result_of, started, with_limits

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


@given(st.lists(lines | st.just(b"1"), max_size=6).map(b"\n".join), points)
def test_without_msgspec_all_is_the_same(data: bytes, at: list[int]) -> None:
    with_it = result_of(JsonLines, cut(data, at))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "HAS_MSGSPEC", False)
        assert result_of(JsonLines, cut(data, at)) == with_it


# Long lines


@given(st.one_of(st.lists(lines, max_size=6).map(b"\n".join), st.binary(max_size=40)), points, st.booleans())
def test_a_long_line_gets_the_verdict_that_a_short_one_gets(data: bytes, at: list[int], clean: bool) -> None:
    long_from_here = with_limits(JsonLines, WHOLE=2)
    expected = result_of(JsonLines, [data], clean=clean)
    assert result_of(long_from_here, cut(data, at), clean=clean) == expected
    assert result_of(long_from_here, dripped(data), clean=clean) == expected


def records(size: int) -> bytes:
    """Return a list of records, all keys different, of about so many bytes."""
    made = [b'{"k%d": [%d, {"t": "\\u00e9\xc3\xa9"}]}' % (number, number) for number in range(size // 40)]
    return b"[" + b", ".join(made) + b"]"


def test_a_long_line_is_looked_at_while_it_comes_and_never_built(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []

    class Reader(json.JSONDecoder):
        def decode(self, text: str) -> Any:  # type: ignore[override]
            built.append(text)
            return super().decode(text)

        def raw_decode(self, text: str, idx: int = 0) -> Any:
            built.append(text)
            return super().raw_decode(text, idx)

    monkeypatch.setattr(json_check, "READER", Reader())
    value = records(3_000_000)
    poem, sink = started(JsonLines)
    for chunk in [value[at : at + 65536] for at in range(0, len(value), 65536)]:
        poem.dataReceived(chunk)
        assert poem.check is None or held_bytes(poem) - poem.check.place < 6
    poem.dataReceived(b"\r\n1\n")
    assert sink.failure is None
    assert sink.received == [value, b"1"]
    assert built == []
    poem.dataReceived(b'{"a" 1}\n')
    assert built[0] == '{"a" 1}'


@pytest.mark.parametrize(
    "wrong, what",
    # What is said of a comma at an end is another sentence from Python 3.13 on; here it has to be Python's own.
    [
        (b",x]", "Expecting value"),
        (b",]", "line 1 column"),
        (b"\xff]", "can't decode byte 0xff"),
        (b"", "Expecting ','"),
    ],
)
def test_what_is_wrong_at_the_end_of_a_long_line_is_told_with_its_place(wrong: bytes, what: str) -> None:
    line = records(200_000)[:-1] + wrong
    reason = str(result_of(JsonLines, [line[:70_000], line[70_000:] + b"\n"]).failure)
    assert what in reason
    with pytest.raises(ValueError, match=re.escape(what)) as expected:
        json.JSONDecoder(parse_int=str).decode(line.decode())
    assert reason.endswith(f"it is not JSON: {expected.value}")


def test_what_is_sent_meanwhile_does_not_disturb_a_long_line() -> None:
    poem, sink = started(JsonLines)
    value = records(200_000)
    poem.dataReceived(value[:100_000])
    assert poem.encode(b'{"a": 1}') == b'{"a": 1}\n'
    poem.dataReceived(value[100_000:] + b"\n")
    assert (sink.received, sink.failure) == ([value], None)


def test_many_short_lines_are_gone_over_in_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def check(data: bytes) -> None:
        asked.append(data)
        json_check.check_json(data)

    monkeypatch.setattr(json_lines, "HAS_MSGSPEC", False)
    monkeypatch.setitem(JsonLines.value_in.__globals__, "check_json", check)
    data = b"1\n" * 10_000 + b"[[[[1]]]]\n" + b'{"a": [1, 2]}\r\n\n' * 10_000
    result = result_of(JsonLines, [data])
    assert result.frames == [b"1"] * 10_000 + [b"[[[[1]]]]"] + [b'{"a": [1, 2]}'] * 10_000
    assert asked == [b"1", b"[[[[1]]]]"]


@pytest.mark.parametrize(
    "frame, fields",
    [(b'{"a": {"b": null}}', {"a": {"b": None}}), (b"[2]", {"value": [2]}), (b'"x"', {"value": "x"})],
)
def test_the_fields_of_a_frame(frame: bytes, fields: dict[str, Any] | None) -> None:
    asked = FrameFields(JsonLines)
    assert (asked.of(frame), asked.problem) == (fields, "")
