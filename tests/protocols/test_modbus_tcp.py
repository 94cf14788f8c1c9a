"""The modbus_tcp protocol: headers that cannot be are told by their byte, and it is the same for every split."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.fields.frame_fields import FrameFields
from tests.protocols.framing import cut, dripped, load, result_of

ModbusTcp = load("modbus_tcp")
points = st.lists(st.integers(min_value=0), max_size=8)
messages = st.builds(
    lambda number, unit, rest: struct.pack(">HHHB", number, 0, len(rest) + 1, unit) + rest,
    st.integers(0, 0xFFFF),
    st.integers(0, 0xFF),
    st.binary(min_size=1, max_size=253),
)
pieces = st.one_of(messages, st.sampled_from([b"\0\1", b"\0", b"\0\1\0\0\1\0\5", b"\0\1\0\0\0\1\5", b"ab\0\0\0\2cd"]))


def reference(data: bytes) -> tuple[list[bytes], bytes, bool]:
    """Return the messages, what is left of one whose header is there, and whether a header cannot be."""
    found: list[bytes] = []
    while len(data) >= 7:
        _, protocol, length = struct.unpack(">HHH", data[:6])
        if protocol or not 2 <= length <= 254:
            return found, b"", True
        if len(data) < 6 + length:
            return found, data, False
        found.append(data[: 6 + length])
        data = data[6 + length :]
    return found, b"", False


@given(st.one_of(st.lists(pieces, max_size=5).map(b"".join), st.binary(max_size=40)), points)
def test_any_bytes_at_any_split_are_framed_as_the_reference_does(data: bytes, at: list[int]) -> None:
    found, rest, wrong = reference(data)
    result = result_of(ModbusTcp, cut(data, at))
    assert (result.frames, result.rest) == (found, rest)
    assert (result.failure is not None) == wrong == result.closed
    if not wrong:
        assert (result.unfinished is None) == (b"".join(found) == data)
    assert result == result_of(ModbusTcp, [data] if data else []) == result_of(ModbusTcp, dripped(data))


@given(st.lists(messages, max_size=4), points)
def test_what_is_encoded_is_decoded(frames: list[bytes], at: list[int]) -> None:
    assert [ModbusTcp().encode(frame) for frame in frames] == frames
    result = result_of(ModbusTcp, cut(b"".join(frames), at))
    assert (result.frames, result.unfinished) == (frames, None)


FIRST = b"\0\1\0\0\0\3\x11\x83\2"


@pytest.mark.parametrize(
    "wrong,told",
    [
        (b"\0\2\0\1\0\3\x11\x83\2", "its bytes 11 and 12 are not 0, as in Modbus they are"),
        (b"\0\2\1\0\0\3\x11\x83\2", "its bytes 11 and 12 are not 0, as in Modbus they are"),
        (b"\0\2\0\0\0\1\x11", "it announces 1 bytes at byte 13, and has from 2 to 254"),
        (b"\0\2\0\0\0\xff\x11", "it announces 255 bytes at byte 13, and has from 2 to 254"),
    ],
)
def test_a_header_that_cannot_be_is_told_by_its_byte(wrong: bytes, told: str) -> None:
    for chunks in ([FIRST + wrong], dripped(FIRST + wrong)):
        result = result_of(ModbusTcp, chunks)
        assert result.frames == [FIRST]
        assert result.failure == f"the frame that begins at byte 9 of the stream: {told}"


@pytest.mark.parametrize("size", [1, 253])
def test_a_message_has_from_one_byte_to_253_after_its_header(size: int) -> None:
    frame = struct.pack(">HHHB", 1, 0, size + 1, 5) + b"x" * size
    assert result_of(ModbusTcp, [ModbusTcp().encode(frame)]).frames == [frame]


@pytest.mark.parametrize(
    "frame", [b"", FIRST[:-1], FIRST + b"x", b"\0\2\0\1\0\3abc", b"\0\1\0\0\0\1\x11", b"\0\1\0\0\0\xff" + b"x" * 255]
)
def test_what_is_no_message_is_not_sent(frame: bytes) -> None:
    with pytest.raises(ValueError, match="a message is its header of seven bytes"):
        ModbusTcp().encode(frame)


@pytest.mark.parametrize(
    "frame, fields",
    [
        (b"\0\1\0\0\0\6\x11\3\0\x6b\0\3", {"transaction": 1, "unit": 17, "function": 3, "data": "006b0003"}),
        (b"\0\2\0\0\0\3\x11\x83\2", {"transaction": 2, "unit": 17, "function": 3, "exception": 2}),
    ],
)
def test_the_fields_of_a_frame(frame: bytes, fields: dict[str, Any] | None) -> None:
    asked = FrameFields(ModbusTcp)
    assert (asked.of(frame), asked.problem) == (fields, "")
