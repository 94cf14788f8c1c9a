"""Connections that come and go: their rows keep their numbers, and those long ago are counted when there is time."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.recordings.joined_parts import JoinedParts
from tests.recordings.joined_folders import LINE, joined_folders, recorded, release


def test_rows_keep_their_numbers_while_connections_come_and_go(tmp_path: Path) -> None:
    first = recorded(tmp_path / "first", b"a")
    parts = JoinedParts(first, None, lambda _: ("", None))
    assert (parts.last.first, parts.last.count_now, parts.are_several) == (0, 4, False)
    assert not parts.look()
    joined = JoinedPoems(first)
    others = [recorded(tmp_path / str(number), b"b", b"c") for number in range(3)]
    joined.go_on(LINE, others[0])
    assert parts.take(others[0], joined)
    joined.go_on(LINE, others[1])
    joined.go_on(LINE, others[2])
    assert parts.look()
    assert [part.first for part in parts.counted] == [0, 5, 11, 17]
    assert [part.count for part in parts.counted] == [4, 5, 5, 0]
    assert joined.read(*parts.counted[0].between).decode() == f"{LINE}\n"
    joined.let_go_first(2)
    assert parts.look()
    assert [part.poem for part in parts.counted] == others[1:]
    assert parts.last.first == 17
    release(joined)


def test_those_before_are_counted_one_by_one(tmp_path: Path) -> None:
    joined = joined_folders(tmp_path, *([[b"x"]] * 12))
    parts = JoinedParts(joined.last, joined, lambda _: ("", None))
    last = parts.last.first
    assert (len(parts.counted), parts.are_several, parts.are_counted) == (1, True, False)
    parts.count_one_before()
    assert parts.counted[0].first == last - 5
    assert parts.with_byte(0) is parts.counted[0]
    assert parts.are_counted
    assert [part.first for part in parts.counted] == list(range(last - 55, last + 1, 5))
    assert parts.with_row(last - 1) is parts.counted[-2]
    release(joined)


def test_the_last_one_may_be_read_anew(tmp_path: Path) -> None:
    joined = joined_folders(tmp_path, [b"a"], [b"b"])
    parts = JoinedParts(joined.last, joined, lambda _: ("", None))
    first = parts.last.first
    again = recorded(tmp_path / "again", b"b")
    joined.replace_last(again)
    assert parts.look()
    assert (parts.last.poem, parts.last.first) == (again, first)
    release(joined)
