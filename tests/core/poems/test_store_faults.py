"""A poem on a disk that fails: what is there stays, what could not be written is written later, once."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.files.disk import InlineDisk, ThreadDisk
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.poems.stored_poem import StoredPoem
from tests.conftest import WaitFor
from tests.core.reference_rows import Delivery, all_written, deliveries, file_size_limit, reference_of, small_segments


def exact(poem: StoredPoem) -> bytes:
    return b"".join(poem.exact_pieces())


def rows(poem: StoredPoem) -> bytes:
    return b"".join(poem.row_pieces())


class CountingDisk(InlineDisk):
    """Writes at once and keeps count of what waits."""

    backlog = 0

    def backlog_grew(self, size: int) -> None:
        self.backlog += size


@settings(max_examples=200)
@given(deliveries, st.integers(1, 30), st.lists(st.integers(0, 40), min_size=1, max_size=6), st.booleans())
def test_a_full_disk_loses_and_doubles_nothing(
    given_deliveries: list[Delivery], segment_size: int, limits: list[int], impatient: bool
) -> None:
    expected = reference_of(given_deliveries)
    disk = CountingDisk()
    with tempfile.TemporaryDirectory() as folder, small_segments(segment_size):
        store = PoemStore(Path(folder) / "poem", disk)
        errors: list[OSError] = []
        store.on_error = errors.append
        left = iter(limits)
        for delivery in [*given_deliveries, Delivery("flush")]:
            delivery.to(store)
            if delivery.method != "flush":
                continue
            with file_size_limit(next(left, 100)):
                store.flush()
                if impatient and store.error:
                    store.retry()
            if store.error is not None:
                assert store.disk_is_full
                assert errors[-1] is store.error
                assert disk.backlog == 0
            assert expected.rows.startswith(rows(store))
            assert expected.exact.startswith(exact(store))
            assert store.exact_size == len(exact(store))
            assert store.frame_count <= len(expected.whole)
        while store.error is not None:
            store.retry()
        store.flush()
        assert rows(store) == expected.rows
        assert exact(store) == expected.exact
        assert (store.exact_size, store.frame_count) == (len(expected.exact), len(expected.whole))
        assert disk.backlog == 0
        assert rows(StoredPoem.existing(store.directory)) == expected.rows
        store.close()
        store.close_writing()


def test_the_disks_thread_reports_a_full_disk_and_goes_on(
    reactor: Any, wait_for: WaitFor, wait_until: Callable[[Callable[[], bool]], None], tmp_path: Path
) -> None:
    disk = ThreadDisk(reactor, high=10, low=5)
    store = PoemStore(tmp_path / "poem", disk)
    errors: list[OSError] = []
    store.on_error = errors.append
    with file_size_limit(100) as set_limit:
        for _ in range(50):
            store.frame(b"verse")
            store.flush()
        assert (disk.congested, store.size, disk.backlog) == (True, 0, 300)
        wait_until(lambda: bool(errors))
        assert (disk.congested, store.size, disk.backlog) == (False, 100, 0)
        store.frame(b"more")
        store.flush()
        assert disk.backlog == 0
        set_limit(1000)
        store.retry()
        assert (disk.congested, disk.backlog) == (True, 205)
        wait_for(all_written(store))
        wait_for(disk.close())
    assert store.error is None
    assert rows(store) == b"verse\n" * 50 + b"more\n"
    assert (disk.backlog, disk.congested) == (0, False)


def test_a_retry_without_an_error_does_nothing(tmp_path: Path) -> None:
    disk = CountingDisk()
    store = PoemStore(tmp_path / "poem", disk)
    store.frame(b"x")
    store.retry()
    assert not store.directory.exists()
    assert disk.backlog == 0


def received(directory: Path) -> PoemStore:
    """Have a frame written into a folder where something is wrong; return the store, which has its error."""
    store = PoemStore(directory)
    store.frame(b"verse")
    store.flush()
    assert store.error is not None
    assert store.size == 0
    assert not store.disk_is_full
    return store


def test_a_file_in_place_of_a_parent_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"precious")
    store = received(tmp_path / "file" / "poem")
    assert isinstance(store.error, NotADirectoryError)
    store.discard()
    assert (tmp_path / "file").read_bytes() == b"precious"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "poem").write_bytes(b"precious")
    received(tmp_path / "poem").discard()
    assert (tmp_path / "poem").read_bytes() == b"precious"


@pytest.mark.parametrize("name", ["rows.000", "borders.000"])
def test_a_poem_that_is_there_already_is_neither_overwritten_nor_removed(tmp_path: Path, name: str) -> None:
    directory = tmp_path / "poem"
    directory.mkdir()
    (directory / name).write_bytes(b"another poem")
    (directory / "note").write_bytes(b"of it")
    received(directory).discard()
    assert sorted(path.name for path in directory.iterdir()) == sorted([name, "note"])
    assert (directory / name).read_bytes() == b"another poem"


def test_a_planted_link_leads_nowhere(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    directory = tmp_path / "poem"
    directory.mkdir()
    (directory / "rows.000").symlink_to(target)
    received(directory).discard()
    assert target.read_bytes() == b"precious"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes into any folder")
def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert isinstance(received(tmp_path / "poem").error, PermissionError)


def test_a_folder_removed_meanwhile(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frame(b"one")
    store.flush()
    shutil.rmtree(store.directory)
    store.frame(b"two")
    store.flush()
    assert store.error is not None
    assert store.error.errno == errno.EIO
    assert store.size == 4
    store.frame(b"three")
    store.flush()
    assert not store.directory.exists()


def test_rows_cut_short_meanwhile(tmp_path: Path) -> None:
    store = PoemStore(tmp_path / "poem")
    store.frame(b"one")
    store.flush()
    (store.directory / "rows.000").write_bytes(b"o")
    store.frame(b"two")
    store.flush()
    assert store.error is not None
    assert (store.directory / "rows.000").read_bytes() == b"o"
    assert store.read(0, 4) == b"o"
