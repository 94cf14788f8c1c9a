"""Several poems in a row are read as one, with a line between any two that is a row of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.joined_poems import JoinedPoems
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.reference_rows import Delivery, deliveries, reference_of, split_lines

LINE = "── ended · connected again ──"


def store_of(folder: Path, given_deliveries: list[Delivery]) -> PoemStore:
    store = PoemStore(folder)
    for delivery in given_deliveries:
        delivery.to(store)
    store.flush()
    return store


def joined_of(folder: Path, *poems: list[Delivery]) -> JoinedPoems:
    stores = [store_of(folder / str(number), each) for number, each in enumerate(poems)]
    joined = JoinedPoems(stores[0])
    for store in stores[1:]:
        joined.go_on(LINE, store)
    return joined


def rows_of(*poems: list[Delivery]) -> bytes:
    """What is read of them, in the most naive way."""
    rows = b""
    for number, each in enumerate(poems):
        if number:
            rows += (b"\n" if rows and not rows.endswith(b"\n") else b"") + LINE.encode() + b"\n"
        rows += reference_of(each).rows
    return rows


@given(st.lists(deliveries, min_size=1, max_size=4), st.data())
def test_all_of_them_are_read_as_one(poems: list[list[Delivery]], data: st.DataObject) -> None:
    rows = rows_of(*poems)
    lines = split_lines(rows)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    with tempfile.TemporaryDirectory() as folder:
        joined = joined_of(Path(folder), *poems)
        assert (joined.start, joined.size, joined.line_count) == (0, len(rows), len(lines))
        assert joined.read(joined.start, joined.size) == rows
        assert [joined.line_start(line) for line in range(-1, len(lines) + 2)] == [0, *starts, len(rows), len(rows)]
        for offset in data.draw(st.lists(st.integers(0, max(len(rows) - 1, 0)), max_size=9)):
            stop = offset + data.draw(st.integers(0, 40))
            assert joined.read(offset, stop) == rows[offset:stop]
            assert joined.line_at(offset) == rows.count(b"\n", 0, offset)
            assert joined.start_of_line(offset) == rows.rfind(b"\n", 0, offset) + 1
        between = [(rows[start:stop]) for start, stop in joined.lines_between(0, len(rows) + 1)]
        assert between == [LINE.encode() + b"\n"] * (len(poems) - 1)
        joined.close()


def test_it_grows_with_the_last_one_and_tells(tmp_path: Path) -> None:
    joined = joined_of(tmp_path, [Delivery("frame", b"one")])
    told: list[int] = []
    unsubscribe = joined.subscribe(lambda: told.append(joined.size))
    last = store_of(tmp_path / "next", [])
    joined.go_on(LINE, last)
    before = joined.size
    last.frame(b"two")
    last.flush()
    assert told == [before, before + 4]
    assert (joined.base, joined.last, joined.count) == (before, last, 2)
    assert joined.read(before, joined.size) == b"two\n"
    unsubscribe()
    unsubscribe()
    last.frame(b"three")
    last.flush()
    assert len(told) == 2
    joined.close()


def test_each_byte_is_of_one_poem_or_of_a_line_between(tmp_path: Path) -> None:
    joined = joined_of(tmp_path, [Delivery("part", b"one")], [Delivery("frame", b"two")])
    first, second = joined.at(0)[0], joined.last
    assert first is not None
    assert first.read(0, 9) == b"one"
    assert joined.at(2) == (first, 0)
    assert joined.at(3) == (None, 0)
    assert joined.at(joined.base - 1) == (None, 0)
    assert joined.at(joined.base) == joined.at(joined.size + 9) == (second, joined.base)
    joined.close()


def test_what_was_let_go_of_is_not_read_and_numbers_stay(tmp_path: Path) -> None:
    joined = joined_of(tmp_path, *([Delivery("frame", text)] for text in (b"one", b"two", b"three")))
    begins, line = joined.base_of(1), joined.line_at(joined.base_of(1))
    joined.let_go_first(1)
    assert (joined.start, joined.count, joined.line_at(0)) == (begins, 2, line)
    assert joined.read(0, begins + 3) == b""
    assert joined.read(begins, begins + 4) == b"two\n"
    assert joined.line_start(0) == joined.line_start(line) == begins
    assert joined.read(joined.start, joined.size) == f"two\n{LINE}\nthree\n".encode()
    assert joined.line_count == 5
    joined.let_go_first(0)
    assert joined.count == 2
    joined.close()


def test_the_last_one_can_be_another_with_the_same_rows(tmp_path: Path) -> None:
    joined = joined_of(tmp_path, [Delivery("frame", b"one")], [Delivery("frame", b"two")])
    again = StoredPoem.existing(tmp_path / "1")
    joined.replace_last(again)
    assert joined.last is again
    assert joined.with_bases() == [(joined.at(0)[0], 0), (again, joined.base)]
    assert joined.read(joined.base, joined.size) == b"two\n"
    joined.close()


def test_few_of_many_are_open_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Path] = []
    joined = joined_of(tmp_path, *([Delivery("frame", str(number).encode())] for number in range(20)))
    monkeypatch.setattr(PoemStore, "close", lambda poem: closed.append(poem.directory))
    assert joined.read(joined.start, joined.size).count(b"\n") == 39
    assert [path.name for path in closed] == [str(number) for number in range(11)]


def test_what_a_poem_gave_up_for_room_is_not_read_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    joined = joined_of(tmp_path, [Delivery("frame", b"one")], [Delivery("frame", b"two")])
    given_up = dict.fromkeys([joined.last], 2)
    monkeypatch.setattr(PoemStore, "start", property(lambda poem: given_up.get(poem, 0)))
    assert joined.start == joined.base + 2
    last = store_of(tmp_path / "next", [Delivery("frame", b"three")])
    joined.go_on(LINE, last)
    assert joined.start == joined.base_of(1) + 2, "behind what was given up last"
    assert joined.read(0, 3) == b""
    assert joined.read(joined.base, joined.size) == b"three\n"
