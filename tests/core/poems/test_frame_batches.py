"""Batches of frames: together they are the poem, and any beginning of one can be counted."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.frame_batches import FrameBatch, FrameBatches
from poetrygui.core.poems.lines_in_block import lines_of
from tests.core.reference_rows import Delivery, deliveries, reference_of


def batches_of(given_deliveries: list[Delivery], *, exact: bool) -> list[FrameBatch]:
    """Take deliveries, and make a batch at each flush."""
    batches = FrameBatches(exact=exact)
    made = []
    for delivery in [*given_deliveries, Delivery("flush")]:
        match delivery.method:
            case "flush":
                size = batches.flush()
                batch = batches.next_batch()
                assert size == (0 if batch is None else batch.exact_size + batch.frame_count)
                made.append(batch)
            case "frames":
                batches.take(True, [*delivery.argument])
            case "frame_block":
                lines = lines_of(delivery.argument)
                if lines is None:
                    batches.take(True, delivery.argument.frames())
                else:
                    batches.take_lines(lines)
            case method:
                batches.take(method == "frame", [delivery.argument])
    return [batch for batch in made if batch is not None]


@given(deliveries, st.booleans())
def test_together_they_are_the_poem(given_deliveries: list[Delivery], exact: bool) -> None:
    made = batches_of(given_deliveries, exact=exact)
    expected = reference_of(given_deliveries)
    assert b"".join(data for batch in made for data in batch.data) == (expected.exact if exact else expected.rows)
    assert sum(batch.exact_size for batch in made) == len(expected.exact)
    assert sum(batch.frame_count for batch in made) == len(expected.whole)


@given(deliveries, st.booleans())
def test_a_beginning_holds_no_more_than_the_whole_and_each_byte_is_counted_once(
    given_deliveries: list[Delivery], exact: bool
) -> None:
    for batch in batches_of(given_deliveries, exact=exact):
        size = sum(map(len, batch.data))
        counts = [batch.counts_of(done) for done in range(size + 1)]
        assert counts[-1] == (batch.exact_size, batch.frame_count)
        for (before, frames_before), (after, frames_after) in pairwise(counts):
            # A byte is one of a frame, or the newline that ends one.
            assert after - before in ((1,) if exact else (0, 1))
            assert frames_after >= frames_before + (after == before)


def test_a_frames_end_counts_with_the_newline_that_was_added() -> None:
    [batch] = batches_of([Delivery("frames", [b"ab", b"c"])], exact=False)
    assert [batch.counts_of(done) for done in range(6)] == [(0, 0), (1, 0), (2, 0), (2, 1), (3, 1), (3, 2)]


def test_a_frame_may_go_on_in_the_next_batch() -> None:
    first, second = batches_of([Delivery("part", b"a\n"), Delivery("flush"), Delivery("frame", b"")], exact=False)
    assert first.counts_of(2) == (2, 0)
    assert (second.data, second.counts_of(0)) == ([], (0, 1))


def test_what_is_cleared_is_in_no_batch() -> None:
    batches = FrameBatches(exact=True)
    batches.take(True, [b"flushed"])
    batches.flush()
    batches.take(True, [b"taken"])
    batches.clear()
    assert (batches.flush(), batches.next_batch()) == (0, None)


def test_what_was_not_flushed_is_the_next_batchs() -> None:
    batches = FrameBatches(exact=True)
    batches.take(True, [b"one"])
    assert (batches.next_batch(), batches.flush()) == (None, 4)
    batches.take(True, [b"two"])
    batch = batches.next_batch()
    assert batch is not None
    assert (batch.data, batch.exact_size, batch.frame_count) == ([b"one"], 3, 1)
    assert batches.flush() == 4
