"""Files that stay open as long as there is room, and are opened anew where there was none: nothing is lost by it."""

from __future__ import annotations

import errno
import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.files.open_files import OpenFiles, fitting
from poetrygui.core.files.segments import SegmentedFile


def written(path: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}.*")))


@settings(max_examples=40, deadline=None)
@given(most=st.integers(1, 4), order=st.lists(st.tuples(st.integers(0, 5), st.binary(max_size=5)), max_size=40))
def test_files_written_in_any_order_hold_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, most: int, order: list[tuple[int, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    open_files = OpenFiles(most)
    files = [SegmentedFile(folder, f"file-{number}", 8, open_files) for number in range(6)]
    for number, data in order:
        files[number].append(data)
        assert sum(file.is_open_for_writing for file in files) == open_files.most - open_files.room <= most
    for number, file in enumerate(files):
        file.close_writing()
        file.close_reading()
        assert written(folder / f"file-{number}") == b"".join(data for each, data in order if each == number)
    assert open_files.room == most


def test_the_one_that_was_written_least_lately_is_closed(tmp_path: Path) -> None:
    open_files = OpenFiles(2)
    one, two, three = (SegmentedFile(tmp_path, name, open_files=open_files) for name in ("one", "two", "three"))
    for file in (one, two, one, three):
        file.append(b"a")
    assert [file.is_open_for_writing for file in (one, two, three)] == [True, False, True]
    for file in (one, two, three):
        file.delete()


def test_the_one_that_was_read_least_lately_is_closed_and_opened_anew_when_it_is_read(tmp_path: Path) -> None:
    open_files = OpenFiles(9, most_read=2)
    files_read = open_files.read
    assert files_read is not None
    files = [SegmentedFile(tmp_path, name, open_files=open_files) for name in ("one", "two", "three")]
    for file in files:
        file.append(file_name(file))
    for number in (0, 1, 0, 2, 1, 1, 2, 0):
        assert files[number].read(0, 99) == file_name(files[number])
        assert files_read.most - files_read.room <= 2
    assert files_read.room == 0
    for file in files:
        file.close_reading()
    assert (files_read.room, open_files.room) == (2, 6), "what is written stays as it is"
    for file in files:
        file.delete()


def file_name(file: SegmentedFile) -> bytes:
    return b"%d" % id(file)


def test_one_that_is_let_go_of_is_counted_no_more(tmp_path: Path) -> None:
    open_files = OpenFiles(2)
    for name in ("one", "two", "three", "four"):
        SegmentedFile(tmp_path, name, open_files=open_files).append(b"a")
        gc.collect()
        assert open_files.room == 2


def failing(error: int, times: int) -> Callable[[], int]:
    left = [error] * times

    def opening() -> int:
        if left:
            raise OSError(left.pop(), "no")
        return 7

    return opening


def test_where_the_system_has_no_descriptor_left_another_file_is_closed_for_it(tmp_path: Path) -> None:
    open_files = OpenFiles(5)
    one, two = (SegmentedFile(tmp_path, name, open_files=open_files) for name in ("one", "two"))
    with pytest.raises(OSError, match="no"):
        open_files.open(two, failing(errno.EMFILE, 1))
    one.append(b"a")
    assert open_files.open(two, failing(errno.EMFILE, 1)) == 7
    assert open_files.room == 4
    open_files.closed(two)
    one.append(b"b")
    with pytest.raises(OSError, match="no"):
        open_files.open(two, failing(errno.ENOENT, 1))
    assert open_files.room == 4
    one.close_writing()
    assert written(tmp_path / "one") == b"ab"


def test_most_descriptors_are_left_to_the_rest_of_the_program() -> None:
    assert [fitting(limit).most for limit in (1, 256, 1024, 20_000)] == [1, 64, 256, 1024]
