"""What came on connection after connection is in a row, and what is too much is let go of."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from poetrygui.core.library import stream as stream_module
from poetrygui.core.library.stream import Part, Stream
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem

ENDED = Ended(Outcome.CUT, "so it ended")


def part(folder: Path, name: str, rows: bytes, ended: Ended | None = ENDED) -> Part[StoredPoem]:
    store = PoemStore(folder / name)
    if rows:
        store.frame(rows)
        store.flush()
    return Part(PoemInfo(name, "", "", "2026-03-01T12:00:00+00:00", ended=ended), folder / name, store)


def rows_in(stream: Stream, last: Part[StoredPoem]) -> list[str]:
    reader = stream.reader(last.store)
    assert reader is not None
    rows = reader.read(reader.start, reader.size).decode().splitlines()
    return ["──" if row.startswith("──") else row for row in rows]


def row_of(stream: Stream, parts: list[Part[StoredPoem]], limit: int | None = None) -> None:
    for before, after in pairwise(parts):
        stream.go_on(before, after, limit)


def test_one_connection_is_read_as_it_is(tmp_path: Path) -> None:
    stream, only = Stream(), part(tmp_path, "a", b"one")
    assert stream.reader(only.store) is only.store
    assert stream.reader(None) is None
    assert (stream.count, stream.number, stream.base, stream.names) == (1, 1, 0, [])
    assert [found.line for found in stream.connected(only)] == [""]


def test_connections_are_in_a_row(tmp_path: Path) -> None:
    stream = Stream()
    parts = [part(tmp_path, name, name.encode()) for name in "abc"]
    stream.begin(parts[0].store)
    reader = stream.joined
    row_of(stream, parts)
    assert stream.joined is reader, "whoever reads goes on reading"
    assert rows_in(stream, parts[2]) == ["a", "──", "b", "──", "c"]
    assert (stream.count, stream.number, stream.names) == (3, 3, ["a", "b"])
    found = stream.connected(parts[2])
    assert [(each.store, each.ended) for each in found] == [(each.store, ENDED) for each in parts]
    assert [bool(each.line) for each in found] == [False, True, True]


def test_a_first_one_that_brought_nothing_is_replaced(tmp_path: Path) -> None:
    stream = Stream()
    parts = [part(tmp_path, name, rows) for name, rows in (("a", b""), ("b", b""), ("c", b"three"))]
    row_of(stream, parts)
    assert (rows_in(stream, parts[2]), stream.count) == (["three"], 1)


def test_a_later_one_that_brought_nothing_is_told_by_its_line(tmp_path: Path) -> None:
    stream = Stream()
    parts = [part(tmp_path, name, rows) for name, rows in (("a", b"one"), ("b", b""), ("c", b"three"))]
    row_of(stream, parts)
    assert rows_in(stream, parts[2]) == ["one", "──", "──", "three"]


def test_of_too_many_the_first_are_let_go_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "MOST_EARLIER", 2)
    stream = Stream()
    parts = [part(tmp_path, name, name.encode()) for name in "abcde"]
    row_of(stream, parts)
    assert rows_in(stream, parts[-1]) == ["c", "──", "d", "──", "e"]
    assert (stream.let_go, stream.count, stream.number) == (2, 3, 5)


def test_of_too_much_the_first_are_let_go_of(tmp_path: Path) -> None:
    stream = Stream()
    parts = [part(tmp_path, name, name.encode() * 500) for name in "abcd"]
    row_of(stream, parts, limit=1300)
    assert (stream.names, stream.let_go) == (["b", "c"], 1)
    row_of(stream, [*parts[-1:], part(tmp_path, "e", b"e")], limit=0)
    assert (stream.names, stream.let_go) == ([], 4)


def test_what_an_earlier_run_left_is_taken_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "MOST_EARLIER", 2)
    stream = Stream()
    stream.take_unread([tmp_path / name for name in "abc"])
    assert (stream.names, stream.let_go, stream.count) == (["b", "c"], 1, 3)
    stream.let_go_up_to("b")
    assert (stream.names, stream.let_go) == (["c"], 2)
    parts = [part(tmp_path, name, name.encode()) for name in "cd"]
    stream.take_read(parts)
    assert (rows_in(stream, parts[1]), stream.names) == (["c", "──", "d"], ["c"])
    stream.let_go_up_to("c")
    assert (rows_in(stream, parts[1]), stream.names, stream.number) == (["d"], [], 4)
    again = StoredPoem.existing(tmp_path / "d")
    stream.replace_last(again)
    assert stream.joined is not None
    assert stream.joined.last is again
