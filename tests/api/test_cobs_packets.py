"""Many COBS packets at once: as each alone, in a block where that can be, and nothing where one is faulty."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock, cobs_block, cobs_packets

# Short codes, so that they often point to another packet's end, and what is no data of a text.
packets = st.lists(
    st.sampled_from(
        [b"\2a", b"\3ab", b"\2b\3cd", b"\1", b"\1\2a", b"\4a", b"\2\4", b"\2\1", b"\2\n", b"\xff" + b"x" * 254]
    ),
    max_size=3,
).map(b"".join)
blocks = st.lists(packets | st.binary(max_size=6).map(lambda data: data.replace(b"\0", b"")), min_size=1, max_size=6)


def reference(packet: bytes) -> bytes | None:
    """Return what a packet carries, or None where it is faulty."""
    at, carried = 0, b""
    while at < len(packet):
        code = packet[at]
        if at + code > len(packet):
            return None
        carried += packet[at + 1 : at + code]
        at += code
        carried += b"\0" if code < 255 and at < len(packet) else b""
    return carried


@given(blocks)
@example([b"\3a", b"\3\2x"])  # a code that takes the zero for data, and the next code, too
@example([b"\2a", b"", b"\2b\2c"])  # as many zeros as two packets without any
@example([b"", b"\2a\2a"])  # the same, with nothing before the first
@example([b"\xff" + b"x" * 254, b"\2a\2b"])
def test_packets_are_decoded_together_as_each_alone(each: list[bytes]) -> None:
    block = b"\0".join([*each, b""])
    expected = [reference(packet) for packet in each if packet]
    found = cobs_block(block)
    if None in expected:
        assert found is None
    elif isinstance(found, FrameBlock):
        assert found.frames() == expected
        assert len(expected) == len(each)
    else:
        assert found == expected


@pytest.mark.parametrize("ending, packet", [(b"\n", b"\3ab"), (b"\0", b"\3a\n")])
def test_packets_that_hold_no_zero_stay_together(ending: bytes, packet: bytes) -> None:
    found = cobs_block((packet + b"\0") * 3)
    assert isinstance(found, FrameBlock)
    assert (found.ending, found.frames()) == (ending, [packet[1:]] * 3)


@pytest.mark.parametrize("block", [b"", b"\0", b"\0\0"])
def test_where_there_is_no_packet_none_is_found(block: bytes) -> None:
    assert not cobs_block(block)


def test_without_the_package_each_packet_is_left_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cobs_packets, "IS_COMPILED", False)
    assert cobs_block(b"\2a\0") is None
