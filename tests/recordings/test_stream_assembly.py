"""One direction of a connection, put together from segments in any order, against the bytes that were sent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.recordings.stream_assembly import SEGMENTS_TO_SETTLE, Hole, Piece, StreamAssembly

WRAP = 2**32


@frozen
class Part:
    """A segment of a stream: where it begins and ends there, and how much of its end was not captured."""

    start: int
    stop: int
    missing: int = 0


def take(assembly: StreamAssembly, stream: bytes, first: int, parts: Sequence[Part]) -> list[Piece | Hole]:
    """Have the parts taken in this order, one a µs."""
    found: list[Piece | Hole] = []
    for time, part in enumerate(parts):
        data = stream[part.start : part.stop - part.missing]
        found += assembly.take(time, (first + part.start) % WRAP, data, missing=part.missing)
    return found


def joined(found: Sequence[Piece | Hole]) -> bytes:
    """Return the stream as it was found, with a question mark for each missing byte."""
    return b"".join(each.data if isinstance(each, Piece) else b"?" * each.size for each in found)


def holes(found: Sequence[Piece | Hole]) -> list[tuple[int, int]]:
    return [(each.at, each.size) for each in found if isinstance(each, Hole)]


sequence_numbers = st.one_of(st.integers(0, WRAP - 1), st.integers(WRAP - 60, WRAP - 1))


@st.composite
def streams(draw: st.DrawFn, least: int = 0) -> tuple[bytes, list[Part]]:
    """Draw a stream without a question mark, and the segments in which it was sent first."""
    stream = draw(st.binary(min_size=least, max_size=60)).replace(b"?", b"!")
    cuts = sorted(draw(st.sets(st.integers(0, len(stream)), max_size=20)) | {0, len(stream)})
    return stream, [Part(start, stop) for start, stop in pairwise(cuts)]


@given(streams(), sequence_numbers, st.data())
def test_any_order_with_any_repetition_gives_each_byte_once(
    sent: tuple[bytes, list[Part]], first: int, data: st.DataObject
) -> None:
    stream, parts = sent
    borders = st.integers(0, len(stream))
    again = data.draw(st.lists(st.tuples(borders, borders).map(sorted).map(lambda two: Part(*two)), max_size=10))
    order = data.draw(st.permutations([*parts, *again]))
    assembly = StreamAssembly()
    assembly.begin(0, first)
    found = take(assembly, stream, first, order)
    assert joined(found) == stream
    assert holes(found) == []
    assert [each.time for each in found] == sorted(each.time for each in found)
    assert not assembly.is_waiting
    assert assembly.held_size == 0
    assert assembly.end(99) == []


@given(streams(), sequence_numbers)
def test_in_order_each_segment_is_a_piece_with_its_own_time(sent: tuple[bytes, list[Part]], first: int) -> None:
    stream, parts = sent
    assembly = StreamAssembly()
    assembly.begin(0, first)
    found = take(assembly, stream, first, parts)
    expected = [Piece(time, stream[part.start : part.stop], False) for time, part in enumerate(parts)]
    assert found == [piece for piece in expected if piece.data]


@given(streams(), sequence_numbers, st.data())
def test_what_was_never_captured_is_named_by_byte_and_length(
    sent: tuple[bytes, list[Part]], first: int, data: st.DataObject
) -> None:
    stream, parts = sent
    lost = data.draw(st.sets(st.sampled_from(parts))) if parts else set()
    seen = [part for part in parts if part not in lost]
    known = bytearray(stream)
    for part in lost:
        known[part.start : part.stop] = b"?" * (part.stop - part.start)
    assembly = StreamAssembly()
    assembly.begin(0, first)
    found = take(assembly, stream, first, data.draw(st.permutations(seen)))
    # As the next segment that is not lost tells it: an acknowledgement has no bytes, and a place in the stream.
    found += take(assembly, stream, first, [Part(len(stream), len(stream))])
    found += assembly.end(99)
    assert joined(found) == bytes(known)
    assert [each.time for each in found] == sorted(each.time for each in found)
    position = 0
    for each in found:
        if isinstance(each, Hole):
            assert each.at == position
        position += each.size if isinstance(each, Hole) else len(each.data)
    assert assembly.held_size == 0


@given(streams(), sequence_numbers, st.data())
def test_packets_that_were_cut_short_leave_holes(
    sent: tuple[bytes, list[Part]], first: int, data: st.DataObject
) -> None:
    stream, parts = sent
    cut = [Part(part.start, part.stop, data.draw(st.integers(0, part.stop - part.start))) for part in parts]
    known = bytearray(stream)
    for part in cut:
        known[part.stop - part.missing : part.stop] = b"?" * part.missing
    assembly = StreamAssembly()
    assembly.begin(0, first)
    found = take(assembly, stream, first, data.draw(st.permutations(cut)))
    found += assembly.end(99)
    assert joined(found) == bytes(known)


@given(streams(least=1), sequence_numbers, st.data())
def test_a_late_start_begins_with_the_first_byte_that_was_seen(
    sent: tuple[bytes, list[Part]], first: int, data: st.DataObject
) -> None:
    stream, parts = sent
    assembly = StreamAssembly()
    found = take(assembly, stream, first, data.draw(st.permutations(parts)))
    assert found == []
    assert assembly.is_waiting
    assert joined(assembly.end(99)) == stream


def test_a_late_start_is_settled_after_some_segments() -> None:
    stream = bytes(range(100))
    parts = [Part(start, start + 1) for start in range(100)]
    assembly = StreamAssembly()
    swapped = [parts[5], *parts[:5], *parts[6:]]
    found = take(assembly, stream, 7, swapped[:SEGMENTS_TO_SETTLE])
    assert joined(found) == stream[:SEGMENTS_TO_SETTLE]
    assert not assembly.is_waiting


def test_a_beginning_that_comes_behind_its_bytes_is_still_the_beginning() -> None:
    assembly = StreamAssembly()
    assert assembly.take(1, 12, b"cd") == []
    assert assembly.begin(2, 10) == []
    assert joined(assembly.take(3, 10, b"ab")) == b"abcd"


def test_a_stream_longer_than_its_numbers_goes_on() -> None:
    assembly = StreamAssembly()
    assembly.begin(0, 1)
    block = bytes(2**24)
    for number in range(2 * 256 + 1):
        (piece,) = assembly.take(number, (1 + number * len(block)) % WRAP, block)
        assert isinstance(piece, Piece)
        assert piece.data is block or piece.data == block
    assert assembly.size == (2 * 256 + 1) * len(block)
    assert assembly.take(999, 1, block) == []  # sent again


@pytest.mark.parametrize("is_pushed", [True, False])
def test_what_had_to_wait_has_the_time_of_what_it_waited_for(is_pushed: bool) -> None:
    assembly = StreamAssembly()
    assembly.begin(0, 0)
    assert assembly.take(10, 3, b"def", is_pushed=is_pushed) == []
    assert assembly.take(30, 0, b"abc") == [Piece(30, b"abc", False), Piece(30, b"def", is_pushed)]
    assert assembly.take(20, 9, b"jkl") == []
    # Given up, it has its own, as far as time goes on.
    assert assembly.give_up() == [Hole(30, 6, 3), Piece(30, b"jkl", False)]
