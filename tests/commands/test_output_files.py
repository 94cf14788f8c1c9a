"""Files for poems: whole under their own name, else NAME.part, and never over another."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from poetrygui.commands.output_files import OutputFile


def write(file: OutputFile, data: bytes) -> None:
    assert file.write_some(memoryview(data)) == len(data)


def names(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_final_name_is_for_what_is_whole(tmp_path: Path) -> None:
    file = OutputFile(tmp_path, 1, "127.0.0.1:10000")
    write(file, b"half")
    assert names(tmp_path) == {"1-127.0.0.1-10000.txt.part": b"half"}
    write(file, b" and half")
    file.finish(is_whole=True)
    assert names(tmp_path) == {"1-127.0.0.1-10000.txt": b"half and half"}
    assert file.path.name == "1-127.0.0.1-10000.txt"


def test_what_is_not_whole_stays_a_part_and_what_is_empty_goes(tmp_path: Path) -> None:
    file, empty = OutputFile(tmp_path, 1, "a"), OutputFile(tmp_path, 2, "b")
    write(file, b"half")
    file.finish(is_whole=False)
    empty.finish(is_whole=False)
    assert names(tmp_path) == {"1-a.txt.part": b"half"}
    assert (file.is_kept, empty.is_kept) == (True, False)


def test_nothing_is_written_over(tmp_path: Path) -> None:
    before = {"1-a.txt": b"an earlier one", "1-a-2.txt.part": b"a half one"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "1-a-3.txt").symlink_to("nowhere")
    file = OutputFile(tmp_path, 1, "a")
    write(file, b"new")
    # While it came somebody has taken its name.
    (tmp_path / "1-a-4.txt").write_bytes(b"somebody's")
    file.finish(is_whole=True)
    (tmp_path / "1-a-3.txt").unlink()
    assert names(tmp_path) == before | {"1-a-4.txt": b"somebody's", "1-a-5.txt": b"new"}


@pytest.mark.parametrize("is_there", [False, True])
def test_a_file_system_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    file = OutputFile(tmp_path, 1, "a")
    write(file, b"new")
    if is_there:
        (tmp_path / "1-a.txt").write_bytes(b"somebody's")
    file.finish(is_whole=True)
    expected = {"1-a.txt": b"somebody's", "1-a-2.txt": b"new"} if is_there else {"1-a.txt": b"new"}
    assert names(tmp_path) == expected


def test_a_disk_that_fails_when_it_is_synchronised_leaves_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    file = OutputFile(tmp_path, 1, "a")
    write(file, b"new")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output error"):
        file.finish(is_whole=True)
    assert names(tmp_path) == {"1-a.txt.part": b"new"}


def test_what_was_removed_meanwhile_is_an_error(tmp_path: Path) -> None:
    file = OutputFile(tmp_path, 1, "a")
    write(file, b"new")
    file.path.unlink()
    with pytest.raises(FileNotFoundError):
        file.finish(is_whole=True)
    assert names(tmp_path) == {}


@pytest.mark.parametrize("umask, mode", [(0o022, 0o644), (0o077, 0o600), (0, 0o666)])
def test_the_mode_is_the_users(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        file = OutputFile(tmp_path / "poems", 1, "a")
    finally:
        os.umask(before)
    write(file, b"new")
    file.finish(is_whole=True)
    assert file.path.stat().st_mode & 0o777 == mode
