"""Plain bytes found by vectors: the same as bytes themselves find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.bytes_search import count_of, first_of, last_of, lowered

alphabet = st.sampled_from(b"ab\n\xff")
places = st.integers(0, 100)


@given(
    st.lists(alphabet, max_size=90).map(bytes), st.lists(alphabet, min_size=1, max_size=4).map(bytes), places, places
)
def test_what_lies_between_two_bytes_is_found_and_counted(data: bytes, needle: bytes, start: int, stop: int) -> None:
    assert first_of(needle, data, start, stop) == data.find(needle, start, stop)
    assert last_of(needle, data, start, stop) == data.rfind(needle, start, stop)
    assert count_of(needle, data, start, stop) == data.count(needle, start, stop)


@pytest.mark.parametrize("data", [b"", bytes(range(256)), "ÀÉ Tyger".encode() * 100])
def test_only_letters_of_ascii_have_a_lower_case(data: bytes) -> None:
    assert lowered(data) == data.lower()
