"""A growing file in segments: any appends and reads, and whatever other programs do to it meanwhile."""

from __future__ import annotations

import errno
import gc
import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.segments import SegmentedFile
from tests.core.reference_rows import descriptors_of, file_size_limit


@pytest.fixture
def file(tmp_path: Path) -> SegmentedFile:
    return SegmentedFile(tmp_path, "rows", segment_size=4)


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@given(st.lists(st.binary(max_size=12), max_size=8), st.integers(1, 7), st.data())
def test_any_appends_and_reads(chunks: list[bytes], segment_size: int, data: st.DataObject) -> None:
    whole = b"".join(chunks)
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder)
        file = SegmentedFile(directory, "rows", segment_size)
        for chunk in chunks:
            file.append(chunk)
            if data.draw(st.booleans()):
                file.close_writing()
        start, stop = data.draw(st.integers(0, len(whole) + 3)), data.draw(st.integers(0, len(whole) + 3))
        assert file.size == len(whole)
        assert file.read(start, stop) == whole[start:stop]
        again = SegmentedFile.existing(directory, "rows", segment_size)
        assert again.size == len(whole)
        assert again.read(0, again.size) == whole
        again.append(b"more")
        assert again.read(0, again.size) == whole + b"more"
        file.close_writing()
        file.close_reading()
        again.delete()
        assert names(directory) == []


def test_nothing_is_created_before_the_first_byte(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"")
    assert names(tmp_path) == []
    assert file.read(0, 0) == b""


def test_a_segment_is_full_before_the_next_begins(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"abcd")
    assert names(tmp_path) == ["rows.000"]
    file.append(b"e")
    assert [(tmp_path / name).read_bytes() for name in names(tmp_path)] == [b"abcd", b"e"]


def test_only_the_owner_may_read(file: SegmentedFile, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file.append(b"abcdef")
    finally:
        os.umask(before)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names(tmp_path)} == {0o600}


def test_a_planted_link_is_not_followed(file: SegmentedFile, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    for segment in (0, 1):
        (tmp_path / f"rows.00{segment}").symlink_to(target)
        with pytest.raises(OSError, match="exists"):
            file.append(b"abcdef")
        assert target.read_bytes() == b"precious"
        file.delete()
        assert target.exists()
        assert (tmp_path / f"rows.00{segment}").is_symlink()
        (tmp_path / f"rows.00{segment}").unlink()
        if not segment:
            file.append(b"abcd")


def test_a_link_that_takes_the_place_of_a_segment_is_not_followed(file: SegmentedFile, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"ab")  # as long as what was written, so that its length gives nothing away
    file.append(b"ab")
    file.close_writing()
    (tmp_path / "rows.000").unlink()
    (tmp_path / "rows.000").symlink_to(target)
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        file.append(b"cd")
    assert target.read_bytes() == b"ab"
    assert file.size == 2


def test_a_file_of_somebody_else_is_neither_written_nor_removed(file: SegmentedFile, tmp_path: Path) -> None:
    (tmp_path / "rows.000").write_bytes(b"another poem")
    with pytest.raises(FileExistsError):
        file.append(b"x")
    file.delete()
    assert (tmp_path / "rows.000").read_bytes() == b"another poem"


def test_a_short_write_is_told_and_taken_up_again(tmp_path: Path) -> None:
    file = SegmentedFile(tmp_path, "rows", segment_size=100)
    with file_size_limit(5) as set_limit:
        with pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
            file.append(b"0123456789")
        assert file.size == 5
        assert file.read(0, 10) == b"01234"
        set_limit(50)
        file.append(b"56789")
    assert file.read(0, 100) == b"0123456789"


def test_a_segment_created_for_nothing_is_used_by_the_next_try(tmp_path: Path) -> None:
    file = SegmentedFile(tmp_path, "rows", segment_size=100)
    with file_size_limit(0), pytest.raises(OSError, match=os.strerror(errno.EFBIG)):
        file.append(b"a")
    file.close_writing()
    file.append(b"a")
    assert (tmp_path / "rows.000").read_bytes() == b"a"


def test_a_file_removed_meanwhile_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "poem"
    folder.mkdir()
    file = SegmentedFile(folder, "rows", segment_size=100)
    file.append(b"abc")
    shutil.rmtree(folder)
    with pytest.raises(OSError, match="removed"):
        file.append(b"def")
    assert file.size == 3


@pytest.mark.parametrize("damage", [b"", b"a", b"abcdefgh"])
def test_a_file_changed_in_length_meanwhile_is_noticed(tmp_path: Path, damage: bytes) -> None:
    file = SegmentedFile(tmp_path, "rows", segment_size=100)
    file.append(b"abc")
    (tmp_path / "rows.000").write_bytes(damage)
    with pytest.raises(OSError, match="changed"):
        file.append(b"def")
    assert file.size == 3


def test_no_more_than_two_descriptors_are_open_and_both_are_given_back(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"0123456789")
    assert file.read(0, 10) == b"0123456789"
    assert descriptors_of(tmp_path) == 2
    file.close_writing()
    assert descriptors_of(tmp_path) == 1
    file.close_reading()
    assert descriptors_of(tmp_path) == 0


def test_who_lets_go_of_one_without_closing_it_keeps_no_descriptor(tmp_path: Path) -> None:
    def leave() -> None:
        file = SegmentedFile(tmp_path, "rows", 4)
        file.append(b"0123")
        assert file.read(0, 4) == b"0123"
        assert descriptors_of(tmp_path) == 2

    leave()
    gc.collect()
    assert descriptors_of(tmp_path) == 0


def test_what_stands_behind_a_shortened_segment_is_left_out(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"abcdefghij")
    (tmp_path / "rows.001").write_bytes(b"ef")
    again = SegmentedFile.existing(tmp_path, "rows", 4)
    assert again.read(0, 100) == b"abcdef"
    assert again.size == 6


def test_what_another_program_has_cut_off_ends_what_is_read(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"abcdefghij")
    os.truncate(tmp_path / "rows.001", 1)
    assert file.read(2, 10) == b"cde"
    assert file.read(8, 10) == b"ij"


def test_what_stands_behind_the_end_of_a_full_segment_is_left_out(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"abcdef")
    with (tmp_path / "rows.000").open("ab") as segment:
        segment.write(b"more")
    again = SegmentedFile.existing(tmp_path, "rows", 4)
    assert again.size == 6
    assert again.read(0, 100) == b"abcdef"


def test_deleting_removes_every_segment_and_can_be_done_twice(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"0123456789")
    assert len(names(tmp_path)) == 3
    file.delete()
    file.delete()
    assert names(tmp_path) == []


def test_what_is_given_up_is_gone_and_all_else_stays_where_it_was(file: SegmentedFile, tmp_path: Path) -> None:
    file.append(b"0123456789abcde")
    assert file.read(1, 3) == b"12"
    assert file.floor(10) == 8
    file.give_up(8)
    assert descriptors_of(tmp_path) == 1  # that which writes
    assert names(tmp_path) == ["rows.000", "rows.001", "rows.002", "rows.003"]
    file.remove_given_up()
    assert names(tmp_path) == ["rows.002", "rows.003"]
    assert (file.read(7, 12), file.read(8, 12), file.size) == (b"", b"89ab", 15)
    file.append(b"fgh")
    later = SegmentedFile(tmp_path, "rows")
    later.lay_out(4, 8)
    later.look()
    assert (later.size, later.read(8, 99)) == (18, b"89abcdefgh")
    later.append(b"i")
    later.delete()
    assert names(tmp_path) == []
