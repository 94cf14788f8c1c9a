"""The mqtt protocol: packets, what it says by itself, and the same for every split."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, load, result_of, with_limits

Mqtt = load("mqtt")
points = st.lists(st.integers(min_value=0), max_size=8)


def packet(first: int, rest: bytes) -> bytes:
    length, header = len(rest), bytes([first])
    while True:
        length, byte = divmod(length, 128)
        header += bytes([byte | (128 if length else 0)])
        if not length:
            return header + rest


def published(topic: bytes, payload: bytes, flags: int) -> bytes:
    number = b"\0\7" if flags & 6 else b""
    return packet(0x30 | flags, struct.pack(">H", len(topic)) + topic + number + payload)


packets = st.one_of(
    st.builds(published, st.binary(max_size=9), st.binary(max_size=200), st.sampled_from([0, 1, 2, 4, 8, 13])),
    st.sampled_from(
        [
            *(b"\x20\2\0\0", b"\x20\3\1\0\0", b"\x40\2\0\1", b"\x50\4\0\1\x10\0", b"\x62\3\0\1\x92", b"\x70\2\0\1"),
            *(b"\x90\3\0\1\0", b"\xb0\2\0\1", b"\xc0\0", b"\xd0\0", b"\xe0\0", b"\xe0\1\x8b", b"\xf0\0"),
            *(packet(0x10, b"\0\4MQTT\4\2\0\0\0\0"), packet(0x82, b"\0\1\0\1#\0"), packet(0xA2, b"\0\1\0\1#")),
        ]
    ),
)
odd = st.sampled_from(
    [
        *(b"\0\0", b"\x21\2\0\0", b"\x36\2\0\0", b"\x60\2\0\1", b"\x20\2\2\0", b"\x20\1\0", b"\x30\3\0\2a"),
        *(b"\x32\4\0\1ab", b"\x30\1\0", b"\x40\3\0\1\1", b"\x40\1\0", b"\xd0\1\0", b"\x10\6\0\6MQIs"),
        *(b"\x90\1\0", b"\x30\xff\xff\xff\xff\1", b"\x30\x80"),
    ]
)


def looked_at(data: bytes, limit: int) -> tuple[int, bool]:
    """Return how many bytes the packet has, 0 where too few came to know; and whether it is known to be none."""
    if len(data) < 2:
        return 0, False
    kind, flags = data[0] >> 4, data[0] & 15
    right = flags & 6 != 6 if kind == 3 else flags == (2 if kind in (6, 8, 10) else 0)
    if kind == 0 or not right:
        return 0, True
    length, place = 0, 1
    while True:
        if place == len(data):
            return 0, place == 5
        if place == 5:
            return 0, True
        length += (data[place] & 127) << 7 * (place - 1)
        place += 1
        if data[place - 1] < 128:
            break
    rest = data[place : place + length]
    seen = min(length, {1: 6, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}.get(kind, 0))
    if length > limit:
        return 0, True
    if len(rest) < seen:
        return 0, False
    if kind in (12, 13):
        wrong = length != 0
    elif kind in (14, 15):
        wrong = False
    elif length < 2 or kind == 1:
        wrong = length < 2 or rest[:6] != b"\0\4MQTT"
    elif kind == 2:
        wrong = rest[0] not in (0, 1)
    elif kind == 3:
        wrong = 2 + rest[0] * 256 + rest[1] + (2 if flags & 6 else 0) > length
    else:
        wrong = kind < 8 and length > 2 and not (rest[2] in (0, 16) or rest[2] >= 128)
    return (0 if wrong or len(rest) < length else place + length), wrong


@given(
    st.sampled_from([3, 1000]),
    st.one_of(st.lists(st.one_of(packets, packets, odd), max_size=5).map(b"".join), st.binary(max_size=9)),
    points,
)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(whole: int, data: bytes, at: list[int]) -> None:
    found: list[bytes] = []
    rest = data
    size, wrong = looked_at(rest, 150)
    while size:
        found.append(rest[:size])
        rest = rest[size:]
        size, wrong = looked_at(rest, 150)
    protocol = with_limits(Mqtt, limit=150, WHOLE=whole)
    result = result_of(protocol, cut(data, at))
    assert result.frames == found
    assert (result.failure is not None) == wrong == result.closed
    if not wrong:
        assert (result.unfinished is None) == (not rest)
    assert result == result_of(protocol, [data] if data else []) == result_of(protocol, dripped(data))


@given(st.lists(packets, max_size=5), points)
def test_whole_packets_are_frames_as_they_are_sent(frames: list[bytes], at: list[int]) -> None:
    result = result_of(Mqtt, cut(b"".join(Mqtt().encode(frame) for frame in frames), at))
    assert (result.frames, result.failure, result.unfinished) == (frames, None, None)


@pytest.mark.parametrize("frame", [b"", b"\xd0", b"\xd0\0\0", b"\0\0", b"\x30\5\0\3abc\0", b"\x30\6\0\3abc", b"hello"])
def test_what_is_no_whole_packet_is_not_sent(frame: bytes) -> None:
    with pytest.raises(ValueError, match="what is sent is one whole packet"):
        Mqtt().encode(frame)


@pytest.mark.parametrize(
    "wrong,told",
    [
        (b"\0\0", "0x00 at its first byte begins no packet"),
        (b"\x36\2\0\0", "0x36 at its first byte begins no packet"),
        (b"\x32\4\0\1ab", "b'\\x00\\x01' after byte 3 fits no packet of the kind 0x32"),
        (b"\x30\xff\xff\xff\xff\1", "its length does not end at byte 6, the last that it can have"),
        (b"\x30\xff\xff\xff\x7f", "a packet of 268,435,455 bytes is announced, over the limit of 16,777,216 bytes"),
        (b"\x30\5\0\4abc", "b'\\x00\\x04' after byte 3 fits no packet of the kind 0x30"),
    ],
)
def test_what_is_wrong_is_told_by_its_byte(wrong: bytes, told: str) -> None:
    for chunks in ([b"\xd0\0" + wrong], dripped(b"\xd0\0" + wrong)):
        result = result_of(Mqtt, chunks)
        assert result.frames == [b"\xd0\0"]
        assert result.failure == f"the frame that begins at byte 2 of the stream: {told}"


def test_a_reason_is_none_or_an_error() -> None:
    taken = [reason for reason in range(256) if result_of(Mqtt, [b"\x40\3\0\1%c" % reason]).failure is None]
    assert taken == [0, 0x10, *range(0x80, 0x100)]


def test_a_packet_of_the_limit_is_taken() -> None:
    whole = published(b"t", b"abc", 0)
    assert result_of(with_limits(Mqtt, limit=6), dripped(whole)).frames == [whole]


@pytest.mark.parametrize(
    "stream,remarks",
    [
        (b"\x20\2\0\0\x90\3\0\1\0", []),
        (b"\x20\2\0\5", ["the broker refused the connection with code 5"]),
        (b"\x20\2\0\0\x90\4\0\1\0\x80", ["the broker refused a subscription with code 128"]),
    ],
)
def test_what_the_broker_refuses_is_said(stream: bytes, remarks: list[str]) -> None:
    for chunks in ([stream], dripped(stream)):
        assert result_of(Mqtt, chunks).remarks == remarks


def test_the_end_of_a_long_packet_is_taken_for_no_refusal() -> None:
    protocol = with_limits(Mqtt, WHOLE=3)
    long = published(b"t", b"\x20\2\0\5", 0)
    result = result_of(protocol, cut(long, [len(long) - 4]))
    assert (result.frames, result.remarks) == ([long], [])


# What it says by itself


def connected(**options: object) -> tuple[Any, StringTransport, Clock]:
    clock, transport = Clock(), StringTransport()
    protocol = type("Mqtt", (Mqtt,), {**options, "callLater": staticmethod(clock.callLater)})()
    protocol.makeConnection(transport)
    return protocol, transport, clock


@pytest.mark.parametrize(
    "options,sent",
    [
        ({}, [b"\x10\x0c\0\4MQTT\4\2\0\x3c\0\0", b"\x82\6\0\1\0\1#\0"]),
        (
            {"version": "5", "client": "me", "topics": "a/# b", "keep_alive": 10},
            [b"\x10\x0f\0\4MQTT\5\2\0\x0a\0\0\2me", b"\x82\x0d\0\1\0\0\3a/#\0\0\1b\0"],
        ),
        ({"topics": ""}, [b"\x10\x0c\0\4MQTT\4\2\0\x3c\0\0"]),
        ({"is_silent": True}, []),
    ],
)
def test_it_introduces_itself_and_subscribes(options: dict[str, object], sent: list[bytes]) -> None:
    protocol, transport, clock = connected(**options)
    assert transport.value() == b"".join(sent)
    protocol.connectionLost()
    assert clock.getDelayedCalls() == []


def test_it_says_now_and_then_that_it_is_there_and_leaves_a_broker_that_is_not() -> None:
    protocol, transport, clock = connected(keep_alive=10)
    transport.clear()
    for _ in range(2):
        clock.advance(5)
        assert transport.value() == b"\xc0\0"
        transport.clear()
        protocol.dataReceived(b"\xd0\0")
    is_left = []
    for _ in range(2):
        clock.advance(5)
        is_left.append(transport.disconnecting)
    assert (transport.value(), is_left) == (b"\xc0\0", [False, True])
    protocol.connectionLost()
    assert clock.getDelayedCalls() == []


@pytest.mark.parametrize("options", [{"keep_alive": 0}, {"is_silent": True}])
def test_it_sends_nothing_more_where_that_is_not_wanted(options: dict[str, object]) -> None:
    _, transport, clock = connected(**options)
    transport.clear()
    clock.advance(1000)
    assert transport.value() == b""


@pytest.mark.parametrize(
    "version, frame, fields",
    [
        ("3.1.1", b"\x20\2\0\0", {"kind": "CONNACK", "data": "0000"}),
        ("3.1.1", b"\xd0\0", {"kind": "PINGRESP"}),
        (
            "3.1.1",
            b"\x33\6\0\1a\0\7x",
            {
                "kind": "PUBLISH",
                "topic": "a",
                "qos": 1,
                "retain": True,
                "packet": 7,
                "payload": "x",
            },
        ),
        (
            "5",
            b"\x30\x8a\1\0\1a\x83\1" + bytes(131) + b"\xff\1",
            {
                "kind": "PUBLISH",
                "topic": "a",
                "qos": 0,
                "retain": False,
                "payload": "ff01",
            },
        ),
    ],
)
def test_the_fields_of_a_packet(version: str, frame: bytes, fields: dict[str, Any]) -> None:
    asked = FrameFields(type("Mqtt", (Mqtt,), {"version": version}))
    assert (asked.of(frame), asked.problem) == (fields, "")
