"""The resp protocol: whole values of RESP2 and RESP3 however nested, and the same for every split."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.testing import StringTransport

from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, load, result_of, with_limits

Resp = load("resp")
points = st.lists(st.integers(min_value=0), max_size=8)
texts = st.binary(max_size=9).map(lambda text: text.translate(None, b"\r\n"))
simple = st.one_of(
    st.builds(b"".join, st.tuples(st.sampled_from([b"+", b"-"]), texts, st.just(b"\r\n"))),
    st.integers().map(lambda number: b":%d\r\n" % number),
    st.integers().map(lambda number: b"(%d\r\n" % number),
    st.floats().map(lambda number: f",{number}\r\n".encode()),
    st.sampled_from([b"_\r\n", b"#t\r\n", b"#f\r\n", b"$-1\r\n", b"*-1\r\n"]),
    st.builds(
        lambda kind, text: b"%b%d\r\n%b\r\n" % (kind, len(text), text), st.sampled_from([b"$", b"!", b"="]), st.binary()
    ),
)


def nested(inner: Any) -> Any:
    pairs = st.lists(st.tuples(inner, inner).map(b"".join), max_size=2)
    return st.one_of(
        st.builds(
            lambda kind, values: b"%b%d\r\n" % (kind, len(values)) + b"".join(values),
            st.sampled_from([b"*", b"~", b">"]),
            st.lists(inner, max_size=3),
        ),
        pairs.map(lambda values: b"%%%d\r\n" % len(values) + b"".join(values)),
        st.builds(lambda told, value: b"|%d\r\n" % len(told) + b"".join(told) + value, pairs, inner),
    )


values = st.recursive(simple, nested, max_leaves=6)
pieces = st.one_of(
    values,
    st.sampled_from(
        [
            b"*1\r\n",
            b"$3\r\nabcd\r\n",
            b"PING\r\n",
            b"$-2\r\n",
            b":1x\r\n",
            b"+a\rb\r\n",
            b"%1\r\n",
            b"$03\r\nabc\r\n",
            b"#x\r\n",
            b"\r\n",
        ]
    ),
)


class WrongError(Exception):
    """The stream holds what is no value."""


def end_of_value(data: bytes, at: int) -> int:
    """Return where the value ends that begins there; raise IndexError where it goes on, WrongError where it is none."""
    if at == len(data):
        raise IndexError
    kind = data[at : at + 1]
    if kind not in (b"+", b"-", b":", b"(", b",", b"#", b"_", b"$", b"!", b"=", b"*", b"~", b">", b"%", b"|"):
        raise WrongError
    line, ended, _ = data[at + 1 :].partition(b"\r\n")
    if not ended:
        raise IndexError
    end = at + 1 + len(line) + 2
    if kind in b"+-":
        if set(line) & set(b"\r\n"):
            raise WrongError
        return end
    if kind in b"#_":
        if line not in ((b"t", b"f") if kind == b"#" else (b"",)):
            raise WrongError
        return end
    try:
        if kind == b",":
            float(line)
            return end
        number = int(line)
    except ValueError:
        raise WrongError from None
    if kind in b":(":
        return end
    if line != b"%d" % number or number < (-1 if kind in b"$*" else 0):
        raise WrongError
    if kind in b"$!=":
        if number >= 0 and len(data) < end + number + 2:
            raise IndexError
        if number >= 0 and data[end + number : end + number + 2] != b"\r\n":
            raise WrongError
        return end + (number + 2 if number >= 0 else 0)
    for _ in range(number * (2 if kind in b"%|" else 1) + (kind == b"|")):
        end = end_of_value(data, end)
    return end


@given(st.one_of(st.lists(pieces, max_size=4).map(b"".join), st.binary(max_size=9)), points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    found: list[bytes] = []
    place, wrong, unfinished = 0, False, False
    try:
        while place < len(data):
            end = end_of_value(data, place)
            found.append(data[place:end])
            place = end
    except IndexError:
        unfinished = True
    except WrongError:
        wrong = True
    result = result_of(Resp, cut(data, at))
    assert result.frames == found
    assert (result.failure is not None) == wrong == result.closed
    assert (result.unfinished is not None) == unfinished
    assert result == result_of(Resp, [data] if data else []) == result_of(Resp, dripped(data))


@given(st.lists(values, max_size=5), points)
def test_whole_values_are_frames_as_they_are_sent(frames: list[bytes], at: list[int]) -> None:
    result = result_of(Resp, cut(b"".join(Resp().encode(frame) for frame in frames), at))
    assert (result.frames, result.failure, result.unfinished) == (frames, None, None)


@pytest.mark.parametrize(
    "wrong,told",
    [
        (b"PING\r\n", "byte 5, 0x50, begins no value"),
        (b"*2\r\n:1\r\nx", "byte 13, 0x78, begins no value"),
        (b":12x\r\n", "byte 8, 0x78, is wrong in b':12x'"),
        (b"$-2\r\n", "byte 6, 0x2D, is wrong in b'$-2'"),
        (b"*1\r\n+a\nb\r\n", "byte 11, 0x0A, is wrong in b'+a\\nb'"),
        (b"_x\r\n", "byte 6, 0x78, is wrong in b'_x'"),
        (b":\r\n", "byte 6, 0x0D, is wrong in b':'"),
        (b"$3\r\nabcd\r\n", "at byte 12 no CR LF stands after 3 bytes"),
        (b"$92\r\n", "92 bytes are announced, over the limit of 98 bytes in all"),
        (b"+" + b"x" * 98, "it is longer than the limit of 98 bytes"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte(wrong: bytes, told: str) -> None:
    for chunks in ([b"+OK\r\n" + wrong], dripped(b"+OK\r\n" + wrong)):
        result = result_of(with_limits(Resp, limit=98), chunks)
        assert result.frames == [b"+OK\r\n"]
        assert result.failure == f"value 2, which begins at byte 5 of the stream: {told}"


def test_a_value_of_the_limit_is_taken() -> None:
    value = b"$91\r\n" + b"x" * 91 + b"\r\n"
    assert result_of(with_limits(Resp, limit=98), dripped(value)).frames == [value]


@pytest.mark.parametrize("frame", [b"", b"PING", b"+OK", b"+OK\r\n+OK\r\n", b"*1\r\n", b"$3\r\nab\r\n"])
def test_what_is_no_whole_value_is_not_sent(frame: bytes) -> None:
    with pytest.raises(ValueError, match="what is sent is one whole value"):
        Resp().encode(frame)


def asking(command: str) -> type[Any]:
    return type("Resp", (Resp,), {"command": command})


def test_a_command_is_sent_on_connecting_where_one_is_given() -> None:
    for command, sent in [
        ("", b""),
        ("SUBSCRIBE news 'two words'", b"*3\r\n$9\r\nSUBSCRIBE\r\n$4\r\nnews\r\n$9\r\ntwo words\r\n"),
    ]:
        transport = StringTransport()
        asking(command)().makeConnection(transport)
        assert transport.value() == sent


def test_a_command_that_cannot_be_read_is_no_fault_of_the_file() -> None:
    result = result_of(asking("SUBSCRIBE 'news"), [])
    assert result.failure == 'the command "SUBSCRIBE \'news" cannot be read: No closing quotation'


@pytest.mark.parametrize(
    "frame, fields",
    [
        (b"+OK\r\n", {"kind": "text", "value": "OK"}),
        (b"$-1\r\n", {"kind": "text", "value": None}),
        (b"*3\r\n:1\r\n$1\r\n\xff\r\n*-1\r\n", {"kind": "array", "value": [1, "ff", None]}),
        (b"|1\r\n+ttl\r\n:9\r\n%1\r\n+a\r\n#t\r\n", {"kind": "attribute", "value": {"a": True}}),
    ],
)
def test_the_fields_of_a_frame(frame: bytes, fields: dict[str, Any] | None) -> None:
    asked = FrameFields(Resp)
    assert (asked.of(frame), asked.problem) == (fields, "")
