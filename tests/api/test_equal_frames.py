"""Frames of one length in a row, with the same bytes around each, are cut as they are one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import PoemProtocol, alike_from, deliver_alike
from tests.api.recorded import Blocks

around = st.tuples(st.binary(max_size=3), st.integers(0, 20), st.binary(max_size=2)).filter(any)


@given(around, st.integers(0, 3), st.integers(0, 200), st.binary(max_size=12))
def test_they_are_as_many_as_there_are_one_after_the_other(
    ways: tuple[bytes, int, bytes], start: int, count: int, rest: bytes
) -> None:
    before, size, behind = ways
    data = bytes(start) + b"".join(before + bytes(size) + behind for _ in range(count)) + rest
    step = len(before) + size + len(behind)
    found, at = 0, start
    while data[at : at + len(before)] == before and data[at + step - len(behind) : at + step] == behind:
        if at + step > len(data):
            break
        found, at = found + 1, at + step
    assert alike_from(data, start, before, size, behind) == found


@pytest.mark.parametrize("wrong", [b"2-a!?", b"1+a!?", b"1-a??", b"1-a!!", b""])
@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 200])
def test_a_byte_that_is_another_ends_them_wherever_it_is(wrong: bytes, count: int) -> None:
    alike = b"1-a!?"
    assert alike_from(b"-" + alike * count + wrong + alike * 60, 1, b"1-", 1, b"!?") == count + (0 if wrong else 60)


@given(
    st.tuples(st.integers(0, 3), st.integers(0, 20), st.integers(0, 2)).filter(any),
    st.integers(0, 3),
    st.integers(1, 200),
    st.sampled_from([b"ab", b"ab\n"]),
)
@pytest.mark.parametrize("size", [None, 0, 1, 16, 17])
def test_each_is_what_lies_between_what_is_around_it(
    size: int | None, ways: tuple[int, int, int], start: int, count: int, letters: bytes
) -> None:
    before, within, behind = ways if size is None else (1, size, ways[2])
    step = before + within + behind
    data = bytes(letters[at % len(letters)] for at in range(start + count * step + 2))
    poem = PoemProtocol()
    poem.sink = sink = Blocks()
    deliver_alike(poem, data, start, start + count * step, (before, within, behind))
    cut = [data[start + at * step + before :][:within] for at in range(count)]
    given_in_blocks = [frame for block in sink.blocks for frame in block.split(b"\n")[:-1]]
    assert given_in_blocks + sink.received == cut
    if b"\n" not in b"".join(cut):
        assert bool(sink.blocks) == (within <= 16)
