"""What is removed goes whole; what is marked, and what is somebody else's, stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from poetrygui.core.library.poem_folders import PoemFolder, mark
from poetrygui.core.library.removal import Removed, remove_folder, remove_leftovers, remove_named, remove_unmarked
from tests.core.library.folders import lay_down


def test_a_folder_goes_with_all_that_is_in_it(tmp_path: Path) -> None:
    remove_folder(lay_down(tmp_path / "poems", "a"))
    assert list(tmp_path.rglob("*")) == [tmp_path / "poems"]
    with pytest.raises(FileNotFoundError):
        remove_folder(tmp_path / "poems" / "a")


def test_what_is_marked_and_what_has_gone_elsewhere_stays(tmp_path: Path) -> None:
    places = tmp_path / "poems", tmp_path / "closed"
    folders = [PoemFolder(lay_down(places[0], name), 10) for name in "abcd"]
    mark(folders[1].path, kept=True)
    places[1].mkdir()
    folders[2].path.rename(places[1] / "x_c")
    removed = remove_unmarked(folders)
    assert removed == Removed((folders[0], folders[3]))
    assert removed.size == 20
    assert removed.names == {"a", "d"}
    assert sorted(path.name for place in places for path in place.iterdir()) == ["b", "x_c"]


def test_those_that_are_named_go_wherever_they_are_marked_or_not(tmp_path: Path) -> None:
    places = tmp_path / "poems", tmp_path / "closed"
    mark(lay_down(places[0], "a"), kept=True)
    lay_down(places[1], "x_b", 7)
    lay_down(places[0], "c")
    removed = remove_named({"b", "a", "gone"}, places)
    assert [(folder.name, folder.size) for folder in removed.folders] == [("a", 10), ("b", 7)]
    assert [path.name for place in places for path in place.iterdir()] == ["c"]


def test_why_something_could_not_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = lay_down(tmp_path / "poems", "a")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    assert remove_named({"a"}, [tmp_path / "poems"]) == Removed(
        (), f"{folder} could not be removed: Permission denied."
    )


def test_what_a_program_that_died_has_left_goes_but_not_what_may_be_at_work(tmp_path: Path) -> None:
    for name in ("forgotten-1", "importing-old", "importing-new", "poems"):
        lay_down(tmp_path, name)
    long_ago = time.time() - 2 * 24 * 60 * 60
    for name in ("importing-old", "poems"):
        os.utime(tmp_path / name, (long_ago, long_ago))
    remove_leftovers(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["importing-new", "poems"]
