"""The log as it is written: whole blocks, each with a mark, and in the mark the sums of all before."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.wire_log import BLOCK, NUMBERS, LogComposer, Run, Source, Sums, pack_mark, unpack_mark
from poetrygui.core.poems.wire_records import Delivered, Received, Record, Sent
from tests.core.recordings import numbers, records

runs = st.builds(Run, st.sampled_from(Source), numbers, numbers, numbers)


@given(st.lists(numbers, min_size=len(NUMBERS), max_size=len(NUMBERS)), runs, st.binary(max_size=3))
def test_a_mark_comes_back_and_tells_where_it_ends(values: list[int], run: Run, behind: bytes) -> None:
    sums = Sums(run=run)
    for name, value in zip(NUMBERS, values, strict=True):
        setattr(sums, name, value)
    packed = pack_mark(sums)
    assert unpack_mark(packed + behind) == (sums, len(packed))


@given(st.lists(st.one_of(records.map(lambda record: [record]), records.map(lambda record: [record] * 300))))
def test_each_block_begins_with_the_sums_of_all_before(given_records: list[list[Record]]) -> None:
    composer = LogComposer()
    composed = b""
    for record in (record for group in given_records for record in group if not isinstance(record, Sent)):
        before, size = evolve(composer.sums), composer.size
        composer.add(record)
        composed += composer.take()
        assert composer.size == len(composed)
        if size % BLOCK == 0 or size // BLOCK < composer.size // BLOCK:
            assert unpack_mark(composed[composer.size // BLOCK * BLOCK :])[0] == before
    assert composer.take() == b""


def test_what_is_sent_is_cut_at_the_ends_of_blocks() -> None:
    composer = LogComposer()
    composer.add(Sent(5, bytes(3 * BLOCK)))
    composed = composer.take()
    assert len(composed) < 3.2 * BLOCK
    for block in range(1, -(-len(composed) // BLOCK)):
        assert unpack_mark(composed[block * BLOCK :])[0].records == 1


def test_sums_are_of_what_was_added() -> None:
    composer = LogComposer()
    composer.begin_run(Source.WIRE, 0)
    composer.add(Received(5, 10, 8, 1, 1, 1))
    composer.begin_run(Source.OWN, 0)
    composer.add(Received(3, 7, 6, 2, 2, 0))
    composer.add(Delivered(9, 4, 1, 1, 1))
    composer.first_border(1)
    expected = Sums(3, 2, 17, 18, 4, 4, 2, 9, 5, 2, 2, Run(Source.OWN, 8, 1, 0))
    assert composer.sums == expected
