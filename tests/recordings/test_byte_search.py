"""Bytes are found as Python's own find finds them, however they lie across blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings import byte_search
from poetrygui.recordings.byte_search import find_backward, find_forward

FEW = st.binary(max_size=40).map(lambda data: bytes(byte % 3 for byte in data))


@pytest.fixture(autouse=True, scope="module")
def small_blocks() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(byte_search, "BLOCK", 4)
        yield


@given(FEW, FEW.filter(lambda wanted: 0 < len(wanted) < 7), st.integers(-2, 45))
def test_it_finds_what_a_plain_search_finds(data: bytes, wanted: bytes, start: int) -> None:
    def read(first: int, stop: int) -> bytes:
        assert stop - first <= 4 + len(wanted) - 1
        return data[first:stop]

    forward = [found for found in find_forward(read, len(data), wanted, start) if found is not None]
    expected = data.find(wanted, max(start, 0))
    assert forward == ([] if expected < 0 else [expected])
    backward = [found for found in find_backward(read, len(data), wanted, start) if found is not None]
    expected = data.rfind(wanted, 0, max(start, 0) + len(wanted) - 1) if start > 0 else -1
    assert backward == ([] if expected < 0 else [expected])


def test_backwards_nothing_is_looked_for_before_the_first_byte_that_is_kept() -> None:
    data = b"ab" + bytes(20) + b"ab" + bytes(20)

    def read(start: int, stop: int) -> bytes:
        return data[start:stop] if start >= 10 else b""

    assert [found for found in find_backward(read, len(data), b"ab", 40, first=10) if found is not None] == [22]
    assert [found for found in find_backward(read, len(data), b"ab", 22, first=10) if found is not None] == []
