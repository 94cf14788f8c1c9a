"""A poem on disk while it arrives and afterwards: any deliveries, any splits, any segment size, either disk."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.files.disk import Disk, ThreadDisk
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.conftest import WaitFor
from tests.core.held_disk import HeldDisk
from tests.core.reference_rows import Delivery, Reference, all_written, deliveries, reference_of, small_segments


def receive(store: PoemStore, given_deliveries: list[Delivery]) -> None:
    for delivery in given_deliveries:
        delivery.to(store)
        if delivery.method == "flush":
            store.flush()
    store.flush()


def check(poem: StoredPoem, expected: Reference) -> None:
    """Ask for everything that can be asked; of what is long, at some sixty of its bytes."""
    rows, lines = expected.rows, expected.lines
    assert poem.size == len(rows)
    assert b"".join(poem.row_pieces()) == rows
    assert poem.read(-5, len(rows) + 5) == rows
    assert b"".join(poem.exact_pieces()) == expected.exact
    assert poem.exact_size == len(expected.exact)
    assert poem.line_count == len(lines)
    starts = [sum(map(len, lines[:line])) for line in range(len(lines) + 1)]
    assert [poem.line_start(line) for line in range(len(lines) + 1)] == starts
    assert poem.line_start(-1) == 0
    assert poem.line_start(len(lines) + 7) == len(rows)
    for offset in range(0, len(rows), 1 + len(rows) // 60):
        line = rows.count(b"\n", 0, offset)
        assert poem.line_at(offset) == line
        assert poem.start_of_line(offset) == starts[line]
        assert poem.start_of_line(offset, limit=2) == max(starts[line], offset - 2)
    assert poem.line_at(len(rows) + 3) == max(len(lines) - 1, 0)
    assert poem.line_at(-1) == 0


@given(deliveries, st.integers(1, 9))
def test_any_deliveries_with_any_segments(given_deliveries: list[Delivery], segment_size: int) -> None:
    expected = reference_of(given_deliveries)
    with tempfile.TemporaryDirectory() as folder, small_segments(segment_size):
        store = PoemStore(Path(folder) / "poem")
        receive(store, given_deliveries)
        check(store, expected)
        assert store.frame_count == len(expected.whole)
        assert store.inside_frame == (expected.open is not None)
        again = StoredPoem.existing(Path(folder) / "poem")
        check(again, expected)
        for poem in (store, again):
            poem.close()
            check(poem, expected)
            poem.close()
        store.close_writing()


@settings(max_examples=20)
@given(given_deliveries=deliveries)
def test_the_disks_thread_writes_the_same(reactor: Any, wait_for: WaitFor, given_deliveries: list[Delivery]) -> None:
    expected = reference_of(given_deliveries)
    disk = ThreadDisk(reactor, high=8, low=2)
    with tempfile.TemporaryDirectory() as folder, small_segments(7):
        store = PoemStore(Path(folder) / "poem", disk)
        receive(store, given_deliveries)
        wait_for(all_written(store))
        store.close_writing()
        wait_for(disk.close())
        check(store, expected)
        assert store.frame_count == len(expected.whole)
        assert disk.backlog == 0
        assert not disk.congested
        store.close()


def test_nothing_is_made_before_the_first_byte(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.flush()
    store.close_writing()
    check(store, Reference())
    assert not store.directory.exists()
    check(StoredPoem.existing(store.directory), Reference())


def test_only_the_owner_may_enter(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poems" / "poem")
    receive(store, [Delivery("frame", b"x")])
    assert stat.S_IMODE(store.directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.directory.iterdir()} == {0o600}


def test_readers_hear_of_growth_until_they_unsubscribe(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    sizes: list[int] = []
    unsubscribe = store.subscribe(lambda: sizes.append(store.size))
    receive(store, [Delivery("frame", b"one")])
    receive(store, [Delivery("part", b"")])
    receive(store, [Delivery("part", b"two")])
    unsubscribe()
    unsubscribe()
    receive(store, [Delivery("frame", b"three")])
    assert sizes == [4, 7]


def test_counts_are_of_what_is_written(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frame(b"verse")
    assert (store.size, store.exact_size, store.frame_count) == (0, 0, 0)
    store.flush()
    assert (store.size, store.exact_size, store.frame_count) == (6, 5, 1)


@pytest.fixture
def held() -> Iterator[HeldDisk]:
    disk = HeldDisk()
    yield disk
    assert not disk.jobs


def test_what_comes_during_a_write_is_written_next(tmp_path: Path, held: HeldDisk) -> None:
    disk: Disk = held
    store = PoemStore(tmp_path / "poem", disk)
    written: list[int] = []
    store.when_written(lambda: written.append(store.size))
    receive(store, [Delivery("frame", b"one")])
    receive(store, [Delivery("part", b"two"), Delivery("flush"), Delivery("part", b"three")])
    store.when_written(lambda: written.append(store.size))
    assert (len(held.jobs), held.backlog, store.size) == (1, 12, 0)
    held.jobs.pop(0)()
    assert (len(held.jobs), held.backlog, store.size) == (1, 8, 4)
    held.let_go()
    assert held.backlog == 0
    assert written == [0, 12]
    check(store, reference_of([Delivery("frame", b"one"), Delivery("part", b"twothree")]))


def test_readers_hear_of_the_last_byte_before_it_is_said_to_be_written(tmp_path: Path, held: HeldDisk) -> None:
    store = PoemStore(tmp_path / "poem", held)
    heard: list[str] = []
    store.subscribe(lambda: heard.append(f"grown to {store.size}"))
    receive(store, [Delivery("frame", b"one")])
    receive(store, [Delivery("frame", b"two")])
    store.when_written(lambda: heard.append("all written"))
    held.let_go()
    assert heard == ["grown to 4", "grown to 8", "all written"]


def test_discarding_removes_everything_and_drops_what_still_comes(tmp_path: Path, held: HeldDisk) -> None:
    store = PoemStore(tmp_path / "poem", held)
    receive(store, [Delivery("frame", b"one")])
    held.let_go()
    receive(store, [Delivery("frame", b"being written")])
    receive(store, [Delivery("frame", b"taken meanwhile")])
    (store.directory / "note").write_bytes(b"what belongs to the poem")
    store.discard()
    receive(store, [Delivery("frame", b"afterwards")])
    written: list[bool] = []
    store.when_written(lambda: written.append(True))
    held.let_go()
    receive(store, [Delivery("frame", b"later")])
    held.let_go()
    assert list(tmp_path.iterdir()) == []
    assert written == [True]
    assert held.backlog == 0
    assert store.error is None


def test_discarding_before_the_first_byte_leaves_nothing_behind(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.discard()
    receive(store, [Delivery("frame", b"late")])
    assert list(tmp_path.iterdir()) == []


def test_a_defect_while_writing_ends_the_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _data: bytes) -> None:
        raise ZeroDivisionError("a defect")

    store = PoemStore(tmp_path / "poem")
    monkeypatch.setattr("poetrygui.core.files.segments.SegmentedFile.append", fail)
    receive(store, [Delivery("frame", b"x")])
    written: list[bool] = []
    store.when_written(lambda: written.append(True))
    assert written == [True]
    assert store.error is not None
    assert "a defect" in str(store.error)
    assert not store.disk_is_full
