"""Packets written are the packets read, by this program and by Wireshark's."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.captured_packet import CapturedPacket
from poetrygui.recordings.pcapng_writer import LONGEST_COMMENT, PcapngWriter
from poetrygui.recordings.tcp_segments import RAW

comments = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: text.rstrip("\0"))


@given(st.lists(st.tuples(st.integers(0, 2**50), st.binary(max_size=50), comments), max_size=10))
def test_each_packet_is_there_as_soon_as_it_is_written(packets: list[tuple[int, bytes, str]]) -> None:
    file = io.BytesIO()
    writer = PcapngWriter(file.write)
    for number, (time, data, comment) in enumerate(packets, 1):
        writer.packet(time, data, comment)
        *_, last = read_capture(io.BytesIO(file.getvalue()))
        assert last == CapturedPacket(number, time, RAW, data, len(data), comment)


def test_a_comment_that_is_too_long_or_no_text_does_no_harm() -> None:
    file = io.BytesIO()
    writer = PcapngWriter(file.write)
    writer.packet(0, b"x", "é" * LONGEST_COMMENT)
    writer.packet(0, b"y", "half \udc80")
    first, second = read_capture(io.BytesIO(file.getvalue()))
    assert first.comment == "é" * (LONGEST_COMMENT // 2)
    assert (second.data, second.comment) == (b"y", "half \\udc80")
