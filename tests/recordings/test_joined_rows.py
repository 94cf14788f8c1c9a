"""The rows of several connections: each of them, and a row for what stands between two."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.recordings.joined_rows import JoinedRows
from poetrygui.recordings.table_rows import RowKind, TableRow
from tests.recordings.joined_folders import LINE, joined_folders, recorded, release


def told(rows: JoinedRows, found: list[TableRow]) -> list[str]:
    return [rows.read(row, row.start, row.stop).decode() or row.kind.name for row in found]


def all_of(rows: JoinedRows) -> list[TableRow]:
    while rows.look(1):
        pass
    return rows.between(rows.start, rows.count)


def test_rows_of_all_connections_are_there_in_their_order(tmp_path: Path) -> None:
    joined = joined_folders(tmp_path, [b"a", b"b"], [], [b"c"])
    rows = JoinedRows(joined.last, joined, lambda poem: (poem.directory.name, None))
    found = all_of(rows)
    start, line, end = ["EVENT", "EVENT"], f"{LINE}\n", "EVENT"
    assert told(rows, found) == [*start, "a", "b", end, line, *start, end, line, *start, "c", end]
    assert [row.number for row in found] == list(range(rows.start, rows.count))
    assert [row.origin.name for row in found if row.origin is not None and row.frame is not None] == ["0", "0", "2"]
    assert [row.frame for row in found if row.frame is not None] == [0, 1, 0]
    assert rows.heading == "Connection"
    for number in range(rows.start, rows.count):
        assert rows.between(number, number + 3) == found[number - rows.start :][:3]
    text = joined.read(0, joined.size)
    for row in found:
        if row.kind in (RowKind.FRAME, RowKind.BETWEEN):
            start_of_row, stop = rows.stretch_of(row)
            assert text[start_of_row:stop] == rows.read(row, row.start, row.stop)
            assert {rows.row_at(place) for place in range(start_of_row, stop)} == {row.number}
    release(joined)


def test_a_frame_is_compared_with_the_one_before_it_on_its_connection(tmp_path: Path) -> None:
    joined = joined_folders(tmp_path, [b"a", b"b"], [b"c"])
    rows = JoinedRows(joined.last, joined)
    frames = {rows.read(row, row.start, row.stop): row for row in all_of(rows) if row.frame is not None}
    assert rows.frame_before(frames[b"b"]) == frames[b"a"]
    assert rows.frame_before(frames[b"a"]) is None
    assert rows.frame_before(frames[b"c"]) is None
    release(joined)


def test_another_connection_is_told_and_goes_on(tmp_path: Path) -> None:
    first, second = recorded(tmp_path / "1", b"a"), recorded(tmp_path / "2", b"b")
    rows, calls = JoinedRows(first), list[int]()
    end = rows.subscribe(lambda: calls.append(rows.count))
    assert (rows.heading, rows.count) == ("", 4)
    joined = JoinedPoems(first)
    assert not JoinedRows(second).goes_on_with(first, None)
    joined.go_on(LINE, second)
    assert rows.goes_on_with(second, joined)
    assert (rows.heading, rows.start, rows.count) == ("Connection", 0, 9)
    joined.go_on(LINE, recorded(tmp_path / "3", b"c"))
    assert calls == [9]
    assert not rows.look(1)
    assert rows.count == 14
    end()
    joined.go_on(LINE, recorded(tmp_path / "4"))
    assert len(calls) == 1
    release(joined)
