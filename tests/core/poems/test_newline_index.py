"""The sparse index of newlines against counting them in the bytes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock
from poetrygui.core.poems import newline_index
from poetrygui.core.poems.newline_index import BLOCK, NewlineIndex
from poetrygui.core.poems.rows import RowComposer


@contextmanager
def block_size(size: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(newline_index, "BLOCK", size)
        yield


def indexed(chunks: list[bytes]) -> NewlineIndex:
    index = NewlineIndex()
    for chunk in chunks:
        index.add(chunk)
    return index


def check(index: NewlineIndex, data: bytes) -> None:
    """Ask for every line and every offset."""
    assert (index.size, index.newlines) == (len(data), data.count(b"\n"))
    after = [at + 1 for at, byte in enumerate(data) if byte == ord("\n")]
    found = [index.after_newline(number, lambda start, stop: data[start:stop]) for number in range(1, len(after) + 1)]
    assert found == after
    for offset in range(len(data) + 1):
        assert index.newlines_before(offset, lambda start, stop: data[start:stop]) == data.count(b"\n", 0, offset)


@given(st.lists(st.text("a\n", max_size=20).map(str.encode), max_size=8), st.integers(1, 9))
def test_any_bytes_in_any_chunks(chunks: list[bytes], size: int) -> None:
    with block_size(size):
        check(indexed(chunks), b"".join(chunks))


lines = st.lists(st.text("a\r", max_size=4).map(lambda text: text.encode() + b"\n"), max_size=9).map(b"".join)


@given(st.lists(st.tuples(lines, st.booleans()), max_size=6), st.integers(1, 9))
def test_lines_that_have_a_cr_more_are_counted_as_those_without(chunks: list[tuple[bytes, bool]], size: int) -> None:
    index, plain = NewlineIndex(), b""
    with block_size(size):
        for chunk, has_cr in chunks:
            if has_cr:
                index.add_with_cr(chunk.replace(b"\n", b"\r\n"))
            else:
                index.add(chunk)
            plain += chunk
        check(index, plain)
        for offset in range(len(plain)):
            assert index.known_before(offset) == indexed([plain]).known_before(offset)


@pytest.mark.parametrize("data", [b"", b"\n", b"a", b"\n" * 8, b"a" * 8, b"aaaa\n", b"aaa\n\n"])
def test_block_borders(data: bytes) -> None:
    with block_size(4):
        check(indexed([data]), data)


def test_looking_up_a_line_reads_one_block() -> None:
    data = b"verse\n" * (3 * BLOCK // 6)
    index = indexed([data])
    reads: list[tuple[int, int]] = []

    def read(start: int, stop: int) -> bytes:
        reads.append((start, stop))
        return data[start:stop]

    assert index.after_newline(20_000, read) == 120_000
    assert index.newlines_before(120_001, read) == 20_000
    assert all(stop - start <= BLOCK for start, stop in reads)
    assert len(reads) == 2


def test_a_chunk_of_many_blocks_counts_as_many_small_ones() -> None:
    data = (b"\n" * 5000 + b"x" * 5000) * 40
    whole, dripped = indexed([data]), indexed([data[at : at + 4093] for at in range(0, len(data), 4093)])
    assert (whole.size, whole.newlines) == (dripped.size, dripped.newlines) == (400_000, 200_000)
    for number in (1, 5000, 5001, 123_456, 200_000):
        ends = [index.after_newline(number, lambda start, stop: data[start:stop]) for index in (whole, dripped)]
        assert ends[0] == ends[1]
        assert data.count(b"\n", 0, ends[0]) == number
        assert data[ends[0] - 1 : ends[0]] == b"\n"


@given(st.lists(st.tuples(st.integers(0, 3 * BLOCK), st.sampled_from([b"\n", b"a\n", b"abcdefg\n"])), max_size=4))
def test_what_was_counted_before_is_the_same(given_blocks: list[tuple[int, bytes]]) -> None:
    """Of lines in one block each, a composer knows the counts: the index is as if it had counted itself."""
    blocks = [line * (size // len(line)) for size, line in given_blocks]
    composer, own, told = RowComposer(), NewlineIndex(), NewlineIndex()
    for data in filter(None, blocks):
        composer.frame_block(FrameBlock(data))
        counts = composer.take_counts()
        (rows,), _ = composer.take()
        assert counts
        own.add(rows)
        told.add(rows, counts)
        assert (own.size, own.newlines) == (told.size, told.newlines)
    for offset in range(0, own.size + 1, BLOCK):
        assert told.known_before(offset) == own.known_before(offset)
