"""The syslog protocol (RFC 6587): counted and by lines, and the same for every split."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, load, result_of, started_on_messages, with_limits

Syslog = load("syslog")
points = st.lists(st.integers(min_value=0), max_size=8)
messages = st.builds(lambda priority, rest: b"<%d>%b" % (priority, rest), st.integers(0, 191), st.binary(max_size=20))
pieces = st.one_of(
    messages.map(lambda message: b"%d %b" % (len(message), message)),
    messages.map(lambda message: message.replace(b"\n", b"") + b"\n"),
    st.sampled_from([b"<1>a\r\n", b"<192>\n", b"\n", b"0 ", b"5 <1>ab", b"3 abc", b"12", b"41 <1>", b"x", b"5:"]),
)


def is_message(data: bytes) -> bool:
    found = re.match(rb"<(0|[1-9]\d{0,2})>", data)
    return found is not None and int(found[1]) <= 191


def reference(data: bytes, limit: int) -> tuple[list[bytes], bool, bool]:
    """Return the messages, whether the stream ends at a border, and whether something is wrong."""
    found: list[bytes] = []
    while data:
        if data[:1] == b"<":
            line, newline, after = data.partition(b"\n")
            if len(line + newline) > limit:
                return found, True, True
            message = line.removesuffix(b"\r")
            if not is_message(message):
                return found, bool(newline), bool(newline)
        else:
            counted = re.match(rb"([1-9]\d{0,8})( |$)", data, re.DOTALL)
            if counted is None or (not counted[2] and len(counted[0]) < len(data)):
                return found, True, True
            if not counted[2]:
                return found, False, False
            end = counted.end() + int(counted[1])
            if end > limit:
                return found, True, True
            if end > len(data):
                return found, False, False
            message, after = data[counted.end() : end], data[end:]
            if not is_message(message):
                return found, True, True
        found.append(message)
        data = after
    return found, True, False


@given(st.one_of(st.lists(pieces, max_size=5).map(b"".join), st.binary(max_size=20)), points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    protocol = with_limits(Syslog, limit=30)
    found, at_border, wrong = reference(data, 30)
    result = result_of(protocol, cut(data, at))
    assert result.frames == found
    assert (result.failure is not None) == wrong == result.closed
    assert (result.unfinished is None) == at_border
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.lists(messages, max_size=5), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    result = result_of(Syslog, cut(b"".join(Syslog().encode(frame) for frame in frames), at))
    assert (result.frames, result.unfinished) == (frames, None)


@pytest.mark.parametrize(
    "wrong,told",
    [
        (b"hello\n", "byte 6 is 0x68, where a message begins, with < or its length"),
        (b"\n<1>b\n", "byte 6 is 0x0A, where a message begins, with < or its length"),
        (b"12:<1>b\n", "byte 8 is 0x3A, where the space after a length belongs"),
        (b"1234567890 <1>b\n", "byte 15 is 0x30, where the space after a length belongs"),
        (b"<192>b\n", "at byte 6 stands no priority, which is from <0> to <191>"),
        (b"<01>b\n", "at byte 6 stands no priority, which is from <0> to <191>"),
        (b"4 abcd", "at byte 8 stands no priority, which is from <0> to <191>"),
        (b"1048575 ", "1,048,575 bytes are announced, over the limit of 1,048,576 bytes"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte(wrong: bytes, told: str) -> None:
    for chunks in ([b"<1>aa\n" + wrong], dripped(b"<1>aa\n" + wrong)):
        result = result_of(Syslog, chunks)
        assert result.frames == [b"<1>aa"]
        assert result.failure == f"message 2, which begins at byte 6 of the stream: {told}"


def test_the_highest_priority_and_a_message_of_the_limit_are_taken() -> None:
    protocol = with_limits(Syslog, limit=10)
    for wire in (b"8 <191>abc", b"<191>abcd\n"):
        assert len(wire) == 10
        assert result_of(protocol, dripped(wire)).frames == [wire.removeprefix(b"8 ").removesuffix(b"\n")]


def test_a_line_without_its_end_is_kept_after_a_clean_close_and_a_counted_message_is_not() -> None:
    assert result_of(Syslog, [b"<1>a\n<2>b"]).frames == [b"<1>a", b"<2>b"]
    counted = result_of(Syslog, [b"<1>a\n5 <2>b"])
    assert (counted.frames, counted.unfinished) == ([b"<1>a"], "6 bytes of a message")


@pytest.mark.parametrize(
    "frame,told", [(b"hello", "no priority"), (b"5 <1>a", "no priority"), (b"<1>abcdef", "limit of 9")]
)
def test_what_would_not_come_back_is_not_encoded(frame: bytes, told: str) -> None:
    protocol = with_limits(Syslog, limit=9)
    assert protocol().encode(b"<1>abcd") == b"7 <1>abcd"
    with pytest.raises(ValueError, match=told):
        protocol().encode(frame)


def test_a_datagram_is_a_message_as_it_stands() -> None:
    poem, sink = started_on_messages(Syslog)
    for datagram in (b"<13>one", b"<14>two\r\n", b"no priority", b"12 <1>"):
        poem.dataReceived(datagram)
    assert sink.received == [b"<13>one", b"<14>two", b"no priority", b"12 <1>"]
    poem.send(b"<15>three")
    assert poem.transport.value() == b"<15>three"
    with pytest.raises(ValueError, match="stands no priority"):
        poem.send(b"three")


@pytest.mark.parametrize(
    "frame, fields",
    [
        (
            b'<165>1 2003-10-11T22:14:15Z mymachine evntslog 42 ID47 [a@1 b="]\\""][c] \xef\xbb\xbfAn event',
            {
                "facility": 20,
                "severity": "notice",
                "time": "2003-10-11T22:14:15Z",
                "host": "mymachine",
                "app": "evntslog",
                "process": "42",
                "id": "ID47",
                "data": '[a@1 b="]\\""][c]',
                "message": "An event",
            },
        ),
        (
            b"<34>Oct  1 22:14:15 host su[7]: failed",
            {
                "facility": 4,
                "severity": "critical",
                "time": "Oct  1 22:14:15",
                "host": "host",
                "app": "su",
                "process": "7",
                "message": "failed",
            },
        ),
        (
            b"<0>1 - - - - - -",
            {
                "facility": 0,
                "severity": "emergency",
                "time": "-",
                "host": "-",
                "app": "-",
                "process": "-",
                "id": "-",
                "message": "",
            },
        ),
        (b"<7>what \xff", {"facility": 0, "severity": "debug", "message": "what \ufffd"}),
        (b"hello", None),
    ],
)
def test_the_fields_of_a_frame(frame: bytes, fields: dict[str, Any] | None) -> None:
    asked = FrameFields(Syslog)
    assert (asked.of(frame), asked.problem) == (fields, "")
