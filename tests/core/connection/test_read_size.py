"""How much is read at a time: the more, the quicker a protocol is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.connection.read_size import SMALLEST, ReadSize
from poetrygui.core.files.disk import LARGEST_READ

FIRST = 16 * 1024
QUICK, LONG = 0.0001, 0.01  # seconds


def test_it_grows_while_reads_are_full_and_quickly_handled() -> None:
    size = ReadSize()
    assert size.bytes == FIRST
    size.handled(FIRST - 1, QUICK)
    assert size.bytes == FIRST
    size.handled(FIRST, QUICK)
    assert size.bytes == 2 * FIRST
    for _ in range(5):
        size.handled(size.bytes, QUICK)
    assert size.bytes == LARGEST_READ


def test_it_shrinks_to_half_of_what_took_long() -> None:
    size = ReadSize()
    size.handled(10_000, LONG)
    assert size.bytes == 5_000
    for _ in range(9):
        size.handled(size.bytes, LONG)
    assert size.bytes == SMALLEST


def test_it_stays_where_there_is_neither_haste_nor_delay() -> None:
    size = ReadSize()
    size.handled(FIRST, 0.002)
    assert size.bytes == FIRST


def test_the_limit_holds_and_gives_back_what_it_took() -> None:
    size = ReadSize()
    size.handled(FIRST, QUICK)
    size.limit = 1000
    assert size.bytes == 1000
    size.limit = LARGEST_READ
    assert size.bytes == 2 * FIRST


@given(st.lists(st.tuples(st.integers(1, 2 * LARGEST_READ), st.floats(0, 1))))
def test_it_keeps_within_its_bounds(chunks: list[tuple[int, float]]) -> None:
    size = ReadSize()
    for chunk in chunks:
        size.handled(*chunk)
        assert SMALLEST <= size.bytes <= LARGEST_READ


def test_it_is_as_was_learned_elsewhere() -> None:
    size = ReadSize()
    size.follow(10_000)
    size.handled(FIRST, QUICK)
    size.handled(FIRST, LONG)
    assert size.bytes == 10_000
    size.follow(0)
    assert size.bytes == SMALLEST
    size.follow(2 * LARGEST_READ)
    assert size.bytes == LARGEST_READ
