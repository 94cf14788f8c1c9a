"""The log as it is read: any records come back, any chunk is found, and what is damaged costs no more than itself."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import astuple
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.wire_log import BLOCK, LogComposer, Source
from poetrygui.core.poems.wire_log_reader import Chunk, LogPlace, LogReader
from poetrygui.core.poems.wire_records import Delivered, Received, Record
from tests.core.recordings import in_order, records

# Many of them, so that they fill blocks; sums stay within what a file can be.
small = st.integers(0, 200)
chunks = st.builds(Received, st.integers(0, 10**6), small, small, small, small, small)
many = st.lists(
    st.one_of(
        records.filter(lambda record: not isinstance(record, (Received, Delivered))).map(lambda record: [record]),
        st.builds(Delivered, st.integers(0, 10**6), small, small, small, small).map(lambda record: [record]),
        st.tuples(chunks, st.integers(1, 900)).map(lambda both: [both[0]] * both[1]),
    ),
    max_size=8,
).map(lambda groups: [record for group in groups for record in group])


def composed(given_records: Iterable[Record]) -> bytes:
    composer = LogComposer()
    for number, record in enumerate(given_records):
        if number % 500 == 3:
            composer.begin_run(Source.WIRE, number)
        composer.add(record)
    return composer.take()


def reader_of(log: bytes) -> LogReader:
    return LogReader(lambda start, stop: log[start:stop], lambda: len(log))


def reference_chunks(expected: list[Record]) -> list[Chunk]:
    """Return the chunks in the most naive way."""
    found = []
    number = wire = frames = rows = newlines = before = 0
    for record in expected:
        if isinstance(record, (Received, Delivered)):
            size = record.size if isinstance(record, Received) else 0
            chunk = Chunk(
                number,
                wire,
                wire + size,
                record.time,
                record.time - before,
                frames,
                frames + record.frames,
                rows,
                rows + record.rows,
                newlines,
                newlines + record.newlines,
                record.added,
            )
            found.append(chunk)
            number += isinstance(record, Received)
            wire, frames, rows, newlines = chunk.stop, chunk.frames_after, chunk.rows_after, chunk.newlines_after
        before = record.time
    return found


@given(many, st.data())
def test_any_records_come_back_from_any_number_on(given_records: list[Record], data: st.DataObject) -> None:
    expected = in_order(given_records)
    reader = reader_of(composed(given_records))
    assert list(reader.records()) == expected
    first = data.draw(st.integers(0, len(expected) + 2))
    assert list(reader.records(first)) == expected[first:]
    sums = reader.end()
    assert sums.records == len(expected)
    assert sums.chunks == sum(isinstance(record, Received) for record in expected)


@settings(deadline=None)
@given(many, st.data())
def test_any_chunk_is_found(given_records: list[Record], data: st.DataObject) -> None:
    expected = in_order(given_records)
    reader = reader_of(composed(given_records))
    all_chunks = reference_chunks(expected)
    assert [chunk for block in range(reader.blocks) for chunk in reader.chunks(block)] == all_chunks
    sums = reader.end()
    for name, after in (("wire", "stop"), *((name, f"{name}_after") for name in ("frames", "rows", "newlines"))):
        value = data.draw(st.integers(0, getattr(sums, name)), label=name)
        found = next((chunk for chunk in all_chunks if getattr(chunk, after) > value), None)
        assert reader.chunk_with(name, value) == found
        assert reader.chunk_with(name, getattr(sums, name)) is None
    time = data.draw(st.integers(0, sums.time + 1), label="time")
    last = next((chunk for chunk in reversed(all_chunks) if chunk.time <= time), None)
    assert reader.chunk_at_time(time) == last


@settings(max_examples=50)
@given(many, st.data())
def test_a_block_that_grows_is_read_on_from_where_it_was_read_to(
    given_records: list[Record], data: st.DataObject
) -> None:
    log = composed(given_records)
    sizes = [0]
    reader = LogReader(lambda start, stop: log[start:stop], lambda: sizes[-1])
    found, block, place = [], 0, LogPlace()
    for size in [*sorted(data.draw(st.lists(st.integers(0, len(log)), max_size=4))), len(log)]:
        sizes.append(size)
        while block < reader.blocks:
            found += [(record, astuple(sums)) for record, sums in reader.entries(block, place)]
            if block + 1 == reader.blocks:
                break
            block, place = block + 1, LogPlace()
    entries = (entry for block in range(reader.blocks) for entry in reader.entries(block))
    assert found == [(record, astuple(sums)) for record, sums in entries]


@given(many, st.data())
def test_a_log_that_was_cut_off_gives_back_what_came_before(given_records: list[Record], data: st.DataObject) -> None:
    log = composed(given_records)
    expected = in_order(given_records)
    cut = reader_of(log[: data.draw(st.integers(0, len(log)))])
    found = list(cut.records())
    assert found == expected[: len(found)] or found[:-1] == expected[: len(found) - 1]  # the last may be half sent
    assert cut.end().records == len(found)


@given(many, st.data())
def test_damage_costs_one_block_at_most(given_records: list[Record], data: st.DataObject) -> None:
    log = bytearray(composed(given_records))
    blocks = -(-len(log) // BLOCK)
    if not blocks:
        return
    bad = data.draw(st.integers(0, blocks - 1))
    noise = data.draw(st.binary(min_size=1, max_size=200))
    log[bad * BLOCK : (bad + 1) * BLOCK] = (noise * BLOCK)[: len(log[bad * BLOCK : (bad + 1) * BLOCK])]
    reader, whole = reader_of(bytes(log)), reader_of(composed(given_records))
    for block in range(blocks):
        if block != bad:
            assert list(reader.chunks(block)) == list(whole.chunks(block))
    # Whatever the damage says, each question gets an answer.
    list(reader.records())
    for name in ("wire", "frames", "rows", "newlines"):
        reader.chunk_with(name, 100)
    reader.chunk_at_time(100)
    reader.end()
