"""The checksum, against the few lines with which its standard describes it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from poetrygui.recordings.checksum import checksum, sum_of_words


def plain(data: bytes) -> int:
    total = 0
    for high, low in zip(data[::2], [*data[1::2], 0], strict=False):
        total += high << 8 | low
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


@given(st.binary(max_size=300))
@example(b"")
@example(bytes(4))
@example(b"\xff\xff")
@example(b"\xff\xff" * 70_000)
def test_the_checksum_is_the_standards(data: bytes) -> None:
    assert checksum(sum_of_words(data)) == plain(data)
