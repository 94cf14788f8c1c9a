"""Frames as rows and back: whatever is delivered in whatever pieces, nothing is lost, added or joined."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.api import FrameBlock
from poetrygui.core.poems.rows import (
    ADDED,
    FRAME,
    Border,
    RowComposer,
    counts_in,
    exact_pieces,
    unpack_borders,
    without_cr,
)
from tests.core.reference_rows import Delivery, deliveries, reference_of


def compose(given_deliveries: list[Delivery]) -> tuple[RowComposer, bytes, bytes]:
    """Return the composer, all its rows and all its packed borders; each flush takes what is there."""
    composer = RowComposer()
    rows, borders = b"", b""
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(composer)
        if delivery.method == "flush":
            more_rows, more_borders = composer.take()
            rows += b"".join(more_rows)
            borders += more_borders
    return composer, rows, borders


def exact_bytes(rows: bytes, borders: list[Border]) -> bytes:
    return b"".join(exact_pieces(borders, len(rows), lambda start, stop: rows[start:stop]))


@given(deliveries)
def test_every_frame_has_rows_of_its_own(given_deliveries: list[Delivery]) -> None:
    composer, rows, _ = compose(given_deliveries)
    assert rows == reference_of(given_deliveries).rows
    assert composer.size == len(rows)


@given(deliveries, st.data())
def test_rows_are_the_same_where_they_may_be_put_together_with_cr(
    given_deliveries: list[Delivery], data: st.DataObject
) -> None:
    composer, rows = RowComposer(), b""
    for delivery in [*given_deliveries, Delivery("flush")]:
        delivery.to(composer)
        if delivery.method == "flush":
            with_cr = composer.take_with_cr() if data.draw(st.booleans()) else b""
            plain = b"".join(composer.take()[0])
            assert not (with_cr and plain)
            assert with_cr.count(b"\r\n") == with_cr.count(b"\n")
            rows += without_cr(with_cr) + plain
            assert composer.size == len(rows)
            if data.draw(st.booleans()):
                composer.expect_cr()
    expected = reference_of(given_deliveries)
    assert rows == expected.rows
    assert (composer.exact_size, composer.frame_count) == (len(expected.exact), len(expected.whole))


@given(deliveries)
def test_the_frames_come_back_exactly(given_deliveries: list[Delivery]) -> None:
    composer, rows, packed = compose(given_deliveries)
    expected = reference_of(given_deliveries)
    assert exact_bytes(rows, list(unpack_borders([packed]))) == expected.exact
    assert composer.exact_size == len(expected.exact)
    assert composer.frame_count == len(expected.whole)
    assert composer.inside_frame == (expected.open is not None)


@given(deliveries, st.data())
def test_a_poem_cut_anywhere_still_gives_a_beginning_of_its_frames(
    given_deliveries: list[Delivery], data: st.DataObject
) -> None:
    _, rows, packed = compose(given_deliveries)
    cut = data.draw(st.integers(0, len(rows)))
    exact = exact_bytes(rows[:cut], list(unpack_borders([packed])))
    assert reference_of(given_deliveries).exact.startswith(exact)


@given(deliveries, st.data())
def test_counting_in_pieces_gives_the_counts_of_the_whole(
    given_deliveries: list[Delivery], data: st.DataObject
) -> None:
    _, rows, packed = compose(given_deliveries)
    borders = list(unpack_borders([packed]))
    cuts = sorted({0, len(rows), *data.draw(st.lists(st.integers(0, len(rows)), max_size=4))})
    exact_size, frame_count = 0, 0
    for start, stop in pairwise(cuts):
        more_bytes, more_frames = counts_in(rows[start:stop], start, borders)
        exact_size += more_bytes
        frame_count += more_frames
        assert exact_size == len(exact_bytes(rows[:stop], borders))
    whole = len(reference_of(given_deliveries).whole)
    # A last frame that ends in a newline of its own looks like one that is still coming.
    assert whole - 1 <= frame_count <= whole


@given(deliveries, st.lists(st.integers(min_value=0), max_size=5))
def test_borders_are_read_from_blocks_of_any_size(given_deliveries: list[Delivery], at: list[int]) -> None:
    _, _, packed = compose(given_deliveries)
    cuts = sorted({0, len(packed), *(point % (len(packed) + 1) for point in at)})
    blocks = [packed[start:stop] for start, stop in pairwise(cuts)]
    assert list(unpack_borders(blocks)) == list(unpack_borders([packed]))


def test_half_a_border_at_the_end_is_dropped() -> None:
    _, _, packed = compose([Delivery("frame", b"a"), Delivery("frame", b"b\nc"), Delivery("frame", b"d")])
    assert list(unpack_borders([packed[:-3]])) == list(unpack_borders([packed]))[:-1]


def test_a_feed_of_lines_needs_one_border() -> None:
    _, _, packed = compose([Delivery("frames", [b"verse"] * 100), Delivery("frame", b"verse"), Delivery("frames", [])])
    assert len(list(unpack_borders([packed]))) == 1


def test_a_file_that_ends_early_ends_the_pieces() -> None:
    assert list(exact_pieces([(0, 1)], 10, lambda start, _: b"" if start else b"abc")) == [b"abc"]


def test_an_empty_frame_of_parts_has_a_row_of_its_own_whatever_came_before() -> None:
    given_deliveries = [Delivery("frame", b"a\n"), Delivery("part", b""), Delivery("frame", b"")]
    assert compose(given_deliveries)[1] == b"a\n\n"


def test_an_empty_part_does_not_hide_the_newline_before_it() -> None:
    given_deliveries = [Delivery("part", b"a\n"), Delivery("part", b""), Delivery("frame", b"")]
    assert compose(given_deliveries)[1] == b"a\n"


def test_what_has_grown_meanwhile_is_left_out() -> None:
    rows = b"abcdefgh\n"
    for borders in ([(0, FRAME), (8, ADDED)], [(0, FRAME), (6, FRAME)], [(0, FRAME)]):
        assert b"".join(exact_pieces(borders, 4, lambda start, stop: rows[start:stop])) == b"abcd"


def test_what_was_taken_is_not_given_twice() -> None:
    composer = RowComposer()
    composer.frame(b"a")
    assert composer.take()[0] == [b"a", b"\n"]
    assert composer.take() == ([], b"")


def test_counts_are_known_of_one_block_of_lines_alone() -> None:
    composer = RowComposer()
    composer.frame_block(FrameBlock(b"one\ntwo\n"))
    assert (composer.take_counts(), composer.take()[0]) == ((2,), [b"one\ntwo\n"])
    composer.frame_block(FrameBlock(b"one\n"))
    composer.frame(b"two")
    assert composer.take_counts() == ()
    composer.take()
    composer.frame_block(FrameBlock(b"one\n"))
    composer.take()
    composer.part(b"t\nwo")
    assert composer.take_counts() == ()
