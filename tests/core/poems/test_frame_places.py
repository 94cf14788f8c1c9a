"""From frames and rows to times and to the wire: exact where the rows are the wire, between chunks elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems.frame_places import FramePlaces, WireRange
from tests.core.poems.recorded_poem import MILLISECOND, RecordedPoem
from tests.core.reference_rows import Delivery, reference_of


@pytest.fixture
def poem(tmp_path: Path) -> RecordedPoem:
    return RecordedPoem(tmp_path / "poem")


def places_in(poem: RecordedPoem) -> FramePlaces:
    opened = poem.open()
    assert opened.recording is not None
    return FramePlaces(opened, opened.recording)


def test_lines_are_exact_stretches_of_the_wire(poem: RecordedPoem) -> None:
    poem.chunk(b"one\ntw", Delivery("frames", [b"one"]), at=0)
    poem.chunk(b"o\nthree\n", Delivery("frames", [b"two", b"three"]), at=4)
    places = places_in(poem)
    assert [places.rows_of_frame(number) for number in range(4)] == [(0, 4), (4, 8), (8, 14), None]
    assert places.wire_of_frame(1) == WireRange(4, 8, is_exact=True)
    assert [places.time_of_frame(number) for number in range(4)] == [0, MILLISECOND, MILLISECOND, None]
    assert [places.time_of_row(offset) for offset in (0, 3, 4, 13, 14)] == [0, 0, MILLISECOND, MILLISECOND, None]
    assert [places.frame_at(offset) for offset in (0, 3, 4, 13, 14)] == [0, 0, 1, 2, None]
    assert places.wire_of_frame(3) is None


def test_lines_that_end_in_crlf_are_exact_with_their_cr(poem: RecordedPoem) -> None:
    poem.chunk(b"one\r\ntw", Delivery("frames", [b"one"]), at=0, without_cr=True)
    poem.chunk(b"o\r\nthree\r\n", Delivery("frames", [b"two", b"three"]), at=5, without_cr=True)
    places = places_in(poem)
    assert [places.wire_of_frame(number) for number in range(3)] == [
        WireRange(0, 5, is_exact=True),
        WireRange(5, 10, is_exact=True),
        WireRange(10, 17, is_exact=True),
    ]
    assert places.wire_of_rows(5, 7) == WireRange(6, 8, is_exact=True)


def test_a_newline_that_follows_one_frame_alone_may_be_there_by_chance(poem: RecordedPoem) -> None:
    # Of three bytes each: the second one begins with the newline that looks like the end of the first.
    poem.chunk(b"abc\nde", Delivery("frames", [b"abc"]), at=0)
    poem.chunk(b"fgh", Delivery("frames", [b"\nde", b"fgh"]))
    places = places_in(poem)
    assert places.wire_of_frame(0) == WireRange(0, 6, is_exact=False)
    assert places.wire_of_frame(1) == WireRange(0, 9, is_exact=False)


def test_of_frames_that_end_in_newlines_of_their_own_one_alone_is_exact(poem: RecordedPoem) -> None:
    poem.chunk(b"ab\n", Delivery("frame", b"ab\n"), at=0)
    assert places_in(poem).wire_of_frame(0) == WireRange(0, 3, is_exact=True)


def test_other_frames_lie_between_two_chunks(poem: RecordedPoem) -> None:
    poem.chunk(b"3:one,3:t", Delivery("frames", [b"one"]))
    poem.chunk(b"wo,", Delivery("frames", [b"two"]))
    poem.chunk(b"5:three,", Delivery("frames", [b"three"]))
    places = places_in(poem)
    assert [places.wire_of_frame(number) for number in range(3)] == [
        WireRange(0, 9, is_exact=False),
        WireRange(0, 12, is_exact=False),
        WireRange(9, 20, is_exact=False),
    ]
    assert places.wire_of_rows(4, 8) == WireRange(0, 12, is_exact=False)
    assert places.wire_of_rows(99, 100) is None


def test_frames_with_newlines_inside_in_parts_and_empty_ones_are_told_apart(poem: RecordedPoem) -> None:
    poem.chunk(b"1", Delivery("frame", b"a\nb"), Delivery("part", b"c\n"))
    poem.chunk(b"2", Delivery("frame", b""), Delivery("frame", b""), Delivery("frames", [b"d", b"e"]))
    poem.chunk(b"3", Delivery("part", b"f"), Delivery("part", b"\n"))
    poem.chunk(b"4", Delivery("part", b"g"))
    poem.chunk(b"5", Delivery("frame", b"h"))
    poem.chunk(b"6", Delivery("frame", b"i\n"))
    places = places_in(poem)
    rows = [places.rows_of_frame(number) for number in range(8)]
    assert rows == [(0, 4), (4, 6), (6, 7), (7, 9), (9, 11), (11, 16), (16, 18), None]
    assert [places.frame_at(offset) for offset in range(18)] == [0] * 4 + [1] * 2 + [2] + [3] * 2 + [4] * 2 + [
        5
    ] * 5 + [6] * 2
    assert places.time_of_frame(5) == 4 * MILLISECOND


def test_a_frame_whose_last_piece_is_empty_ends_before_what_came_with_that(poem: RecordedPoem) -> None:
    # So does a protocol that knows a record's end by the beginning of the next one.
    poem.chunk(b"1", Delivery("part", b"one\n"))
    poem.chunk(b"2", Delivery("part", b"more\n"))
    poem.chunk(b"3", Delivery("frame", b""), Delivery("part", b"two\n"))
    poem.chunk(b"4", Delivery("frame", b""), Delivery("frame", b"three\n"))
    places = places_in(poem)
    assert [places.rows_of_frame(number) for number in range(4)] == [(0, 9), (9, 13), (13, 19), None]
    assert [places.frame_at(offset) for offset in (0, 8, 9, 12, 13)] == [0, 0, 1, 1, 2]


PIECES = st.sampled_from([b"", b"\n", b"a\n", b"b"])
CALLS = st.builds(Delivery, st.sampled_from(["frame", "part"]), PIECES) | st.just(
    Delivery("frames", [b"x", b"\n", b"y"])
)


@settings(max_examples=60, deadline=None)
@given(chunks=st.lists(st.lists(CALLS, max_size=3), min_size=1, max_size=5))
def test_each_frame_has_the_rows_that_were_delivered_for_it(chunks: list[list[Delivery]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        poem = RecordedPoem(Path(folder) / "poem")
        for calls in chunks:
            poem.chunk(b"x", *calls)
        places = places_in(poem)
        frames = reference_of(call for calls in chunks for call in calls).whole
        stop, expected = 0, []
        for frame in frames:
            start, stop = stop, stop + len(frame) + (not frame.endswith(b"\n"))
            expected.append((start, stop))
        assert [places.rows_of_frame(number) for number in range(len(frames))] == expected
        assert places.rows_of_frame(len(frames)) is None


def test_a_frame_that_is_not_complete_has_no_number(poem: RecordedPoem) -> None:
    poem.chunk(b"1", Delivery("frame", b"a"), Delivery("part", b"b\n"))
    places = places_in(poem)
    assert (places.frame_at(1), places.frame_at(2)) == (0, None)
    assert places.rows_of_frame(1) is None


def test_frames_with_newlines_are_found_in_few_reads(poem: RecordedPoem, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = [b"%d" % number if number % 2 else b"%d\nmore" % number for number in range(2000)]
    poem.chunk(b";".join(frames) + b";", Delivery("frames", frames))
    opened = poem.open()
    assert opened.recording is not None
    reads: list[int] = []
    read = opened.read

    def counted(start: int, stop: int) -> bytes:
        reads.append(start)
        return read(start, stop)

    monkeypatch.setattr(opened, "read", counted)
    places = FramePlaces(opened, opened.recording)
    rows = [places.rows_of_frame(number) for number in range(2000)]
    assert [read(*each) for each in rows if each is not None] == [frame + b"\n" for frame in frames]
    assert len(reads) < 20
