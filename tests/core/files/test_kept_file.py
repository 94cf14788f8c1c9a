"""Reading what is kept: the value, the first one, or a sentence on what is in its place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from attrs import frozen

from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from tests.core.files.test_small_file import PLACED


@frozen
class Kept:
    version: int = 1
    text: str = ""


LARGEST = 200
KEPT = KeptJson(Kept, 1, plain_converter, LARGEST)
FIRST = Kept(text="first")


def read(path: Path) -> tuple[Kept, str]:
    return read_kept(path, KEPT, LARGEST, FIRST, "The words")


def test_what_is_kept_is_read_and_else_it_is_the_first(tmp_path: Path) -> None:
    assert read(tmp_path / "file") == (FIRST, "")
    (tmp_path / "file").write_bytes(KEPT.dump(Kept(text="kept")))
    assert read(tmp_path / "file") == (Kept(text="kept"), "")


def test_what_is_damaged_or_too_large_is_set_aside(tmp_path: Path) -> None:
    for data, found in ((b"{", "damaged"), (b" " * 300, "larger than 200 bytes")):
        (tmp_path / "file").write_bytes(data)
        value, problem = read(tmp_path / "file")
        assert value == FIRST
        (aside,) = tmp_path.iterdir()
        assert problem == f"The words were {found}: they were set aside as {aside}."
        aside.unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and sockets there have no path")
@pytest.mark.parametrize("what", PLACED)
def test_what_is_no_file_is_set_aside(tmp_path: Path, what: str) -> None:
    PLACED[what](tmp_path / "file")
    value, problem = read(tmp_path / "file")
    assert value == FIRST
    assert f" {what}" in problem


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").symlink_to(tmp_path / "file")
    value, problem = read(tmp_path / "file")
    assert value == FIRST
    assert problem.startswith(f"The words in {tmp_path / 'file'} cannot be read: ")


def test_what_cannot_be_set_aside_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> Path:
        raise PermissionError(13, "Not allowed")

    (tmp_path / "file").write_bytes(b"{")
    monkeypatch.setattr("poetrygui.core.files.kept_file.set_aside", refuse)
    assert read(tmp_path / "file")[1] == (
        f"The words in {tmp_path / 'file'} are damaged and cannot be set aside: Not allowed."
    )
