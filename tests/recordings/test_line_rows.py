"""Lines as rows: each has the frame that it is of, wherever one begins to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.frame_places import FramePlaces
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.recordings.line_rows import LineRows
from poetrygui.recordings.table_rows import RowKind
from tests.core.library.test_merged_poem import part
from tests.core.poems.recorded_poem import RecordedPoem
from tests.core.reference_rows import Delivery
from tests.recordings.framed_folder import record_lines
from tests.recordings.joined_folders import LINE, joined_folders, release


def chosen_of(whole: PoemReader, *lines: int) -> ChosenLines:
    """Return these lines, by their numbers."""
    chosen = ChosenLines(whole)
    for line in lines:
        start, stop = whole.line_start(line), whole.line_start(line + 1)
        chosen.add(start, [0, stop - start], 1, stop)
    return chosen


def unnamed(poem: StoredPoem) -> tuple[str, None]:
    return poem.directory.name, None


def test_lines_that_were_chosen_have_waits_between_them(tmp_path: Path) -> None:
    chunks = [b"a 0\nb 0\n", b"a 1\n", b"b 1\n", b"a 2\nb 2\nb 3\n"]
    poem = StoredPoem.existing(record_lines(tmp_path / "poem", chunks, waits=[5, 10, 20, 40]))
    chosen = chosen_of(poem, 1, 3, 5)
    rows = LineRows(chosen, lambda offset: (poem, offset), unnamed)
    found = rows.between(0, 9)
    assert [(row.number, row.frame, row.time, row.wait, row.size) for row in found] == [
        (0, 1, 5, 0, 3),
        (1, 3, 35, 30, 3),
        (2, 5, 75, 40, 3),
    ]
    assert [rows.read(row, row.start, row.stop) for row in found] == [b"b 0", b"b 1", b"b 2"]
    assert rows.between(1, 2) == found[1:2]
    assert [rows.stretch_of(row) for row in found] == [(0, 3), (4, 7), (8, 11)]
    assert [rows.row_at(offset) for offset in (0, 3, 4, 11)] == [0, 0, 1, 2]
    assert (rows.frame_before(found[1]), rows.frame_before(found[0])) == (found[0], None)
    assert (rows.start, rows.count, rows.heading, rows.look(1)) == (0, 3, "", False)
    poem.close()


def test_a_line_between_connections_has_a_row_without_a_time(tmp_path: Path) -> None:
    joined = joined_folders(tmp_path, [b"a"], [b"b"])
    where = joined.at

    def at(offset: int) -> tuple[StoredPoem | None, int]:
        poem, base = where(offset)
        return poem, offset - base

    rows = LineRows(chosen_of(joined, 0, 1, 2), at, unnamed, lambda: "Connection")
    found = rows.between(0, 9)
    assert [row.kind for row in found] == [RowKind.FRAME, RowKind.BETWEEN, RowKind.FRAME]
    assert [rows.read(row, row.start, row.stop).decode() for row in found] == ["a", LINE, "b"]
    assert [row.origin and row.origin.name for row in found] == ["0", None, "1"]
    assert rows.heading == "Connection"
    release(joined)


def test_each_line_of_several_servers_has_its_own(tmp_path: Path) -> None:
    one, two = part(tmp_path / "one", "one", b"a\n", b"b\n"), part(tmp_path / "two", "two", b"c\n")
    poem = MergedPoem([one, two])
    poem.take()
    while poem.merge(1, 0):
        pass

    def name_of(store: StoredPoem) -> tuple[str, int | None]:
        number = poem.part_of(store)
        assert number is not None
        return poem.names_of_parts()[number], number

    rows = LineRows(poem.merged, poem.at, name_of)
    found = rows.between(0, 9)
    names = [row.origin and (row.origin.name, row.origin.number) for row in found]
    assert names == [("one", 0), ("two", 1), ("one", 0)]
    assert [(row.frame, rows.read(row, row.start, row.stop)) for row in found] == [(0, b"a"), (0, b"c"), (1, b"b")]
    assert rows.frame_before(found[2]) == found[0]
    assert rows.frame_before(found[1]) is None
    assert poem.part_of(StoredPoem(tmp_path)) is None
    for each in (one, two):
        each.close()


def test_a_long_line_and_one_that_is_open(tmp_path: Path) -> None:
    written = RecordedPoem(tmp_path)
    written.chunk(b"1", Delivery("part", b"x" * 200_000 + b"\ny"))
    poem = written.open()
    rows = LineRows(poem, lambda offset: (poem, offset), unnamed)
    assert [(row.frame, row.size, row.line) for row in rows.between(0, 9)] == [
        (None, 200_000, (0, 200_000)),
        (None, 1, (200_001, 200_002)),
    ]
    poem.close()


texts = st.lists(st.sampled_from(b"ab\n"), max_size=3).map(bytes)
deliveries = st.one_of(
    st.builds(Delivery, st.sampled_from(["frame", "part"]), texts),
    st.builds(Delivery, st.just("frames"), st.lists(texts, max_size=3)),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(deliveries, max_size=3), min_size=1, max_size=6))
def test_every_line_of_any_frames_has_the_one_that_it_is_in(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[list[Delivery]]
) -> None:
    written = RecordedPoem(tmp_path_factory.mktemp("poem"))
    for number, made in enumerate(chunks):
        written.chunk(b"%d" % number, *made)
    poem = written.open()
    assert poem.recording is not None
    places = FramePlaces(poem, poem.recording)
    rows = LineRows(poem, lambda offset: (poem, offset), unnamed)
    found = rows.between(0, 99)
    assert [row.number for row in found] == list(range(poem.line_count))
    for row in found:
        start = poem.line_start(row.number)
        assert row.line is not None
        assert poem.read(*row.line) == poem.read(start, poem.line_start(row.number + 1)).removesuffix(b"\n")
        assert row.frame == places.frame_at(start)
        if row.frame is not None:
            assert (row.start, row.stop) == places.payload_of_frame(row.frame)
    poem.close()
