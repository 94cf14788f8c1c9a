"""Batches of a recording: written in the order in which they hold, and told as far as all of it is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.core.held_disk import HeldDisk
from tests.core.poems.recorded_poem import INFO
from tests.core.reference_rows import file_size_limit


def receive(store: PoemStore, data: bytes) -> None:
    store.received(data)
    store.part(data)
    store.flush()


def test_the_wire_is_written_before_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = os.write

    def note(descriptor: int, data: Any) -> int:
        written.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        return write(descriptor, data)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("the system does not tell the names of open files there")
    store = PoemStore(tmp_path / "poem", info=INFO)
    monkeypatch.setattr(os, "write", note)
    store.received(b"?")
    store.frame(b"one\ntwo")
    store.flush()
    monkeypatch.undo()
    store.close_writing()
    assert written == ["wire.000", "borders.000", "rows.000", "log.000"]


def test_where_there_is_no_room_for_all_what_there_is_room_for_is_told(tmp_path: Path) -> None:
    """A large batch in steps: not all of it is lost to sight for the want of its last byte."""
    disk = HeldDisk()
    store = PoemStore(tmp_path / "poem", disk, info=INFO)
    receive(store, b"a")
    for _ in range(10):
        receive(store, b"b" * 65536)
    disk.jobs.pop(0)()
    with file_size_limit(5 * 65536):
        disk.jobs.pop(0)()
    assert store.disk_is_full
    assert store.size == 1 + 4 * 65536
    assert StoredPoem.existing(store.directory).size == store.size
    assert disk.backlog == 0
    store.retry()
    disk.let_go()
    assert store.size == 1 + 10 * 65536
    assert disk.backlog == 0
    store.close()
    store.close_writing()
    disk.let_go()


def test_what_comes_while_there_is_no_room_is_written_after_what_came_before(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem", info=INFO)
    with file_size_limit(3):
        receive(store, b"one")
        receive(store, b"two")
    store.retry()
    receive(store, b"three")
    assert b"".join(store.row_pieces()) == b"onetwothree"
    assert store.recording is not None
    assert store.recording.wire(0, 99) == b"onetwothree"
    store.close()
    store.close_writing()


def test_a_chunk_is_written_with_what_is_made_of_it(tmp_path: Path) -> None:
    """What a host is still at was written by itself, and what was made of it in a second job of the disk's."""
    disk = HeldDisk()
    store = PoemStore(tmp_path / "poem", disk, info=INFO)
    receive(store, b"one")
    store.received(b"two")
    disk.let_go()
    assert store.recording is not None
    assert (store.size, store.recording.wire(0, 99)) == (3, b"one")
    store.part(b"two")
    store.flush()
    assert len(disk.jobs) == 1
    disk.let_go()
    assert (store.size, store.recording.wire(0, 99)) == (6, b"onetwo")
    store.close()
    store.close_writing()
    disk.let_go()
