"""A small file that is replaced: at any moment the old one whole or the new one whole, and nothing beside it."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.files.atomic_file import write_all, write_atomically
from poetrygui.errors import SaveError
from tests.core.reference_rows import file_size_limit


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "file"
    write_atomically(path, b"old")
    return path


def names(path: Path) -> list[str]:
    return [each.name for each in path.parent.iterdir()]


def test_a_file_is_made_with_its_folder_and_replaced(file: Path) -> None:
    assert file.read_bytes() == b"old"
    write_atomically(file, b"new, and longer")
    assert file.read_bytes() == b"new, and longer"
    assert names(file) == ["file"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_short_write_is_no_success(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    sizes: list[int] = []

    def write_less(descriptor: int, data: Any) -> int:
        if sizes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sizes.append(write(descriptor, bytes(data[:3])))
        return sizes[-1]

    monkeypatch.setattr(os, "write", write_less)
    with pytest.raises(SaveError, match="No space left"):
        write_atomically(file, b"new, and longer")
    assert sizes == [3]
    assert (file.read_bytes(), names(file)) == (b"old", ["file"])


def test_short_writes_that_come_to_an_end_are_put_together(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data[:2])))
    write_atomically(file, b"new, and longer")
    assert file.read_bytes() == b"new, and longer"


def test_a_write_of_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _descriptor, _data: 0)
    with pytest.raises(OSError, match="No space left"):
        write_all(1, b"x")
    write_all(1, b"")


def test_a_full_disk(file: Path) -> None:
    with file_size_limit(100), pytest.raises(SaveError, match="could not be written"):
        write_atomically(file, b"x" * 101)
    assert (file.read_bytes(), names(file)) == (b"old", ["file"])


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.EIO, "the disk is broken"), KeyboardInterrupt(), MemoryError()])
def test_a_failure_at_any_step(
    file: Path, monkeypatch: pytest.MonkeyPatch, function: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, function, fail)
    expected = SaveError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        write_atomically(file, b"new")
    assert (file.read_bytes(), names(file)) == (b"old", ["file"])


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").write_bytes(b"precious")
    with pytest.raises(SaveError, match="could not be written"):
        write_atomically(tmp_path / "folder" / "file", b"new")
    assert (tmp_path / "folder").read_bytes() == b"precious"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(SaveError, match="could not be written"):
        write_atomically(tmp_path / "file", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_link_is_replaced_and_what_it_names_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "file").symlink_to(tmp_path / "target")
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "target").read_bytes() == b"precious"


def test_no_mode_is_changed_that_is_right(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A confined process may change none.
    monkeypatch.setattr(os, "chmod", lambda *_: pytest.fail("a mode was changed"))
    write_atomically(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_umask_that_takes_too_much_away_is_made_up_for(file: Path) -> None:
    before = os.umask(0o277)
    try:
        write_atomically(file, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
