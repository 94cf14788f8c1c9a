"""Folders of poems are found under their names, measured once, and marked for all who look."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

from poetrygui.core.library.poem_folders import (
    KnownFolders,
    PoemFolder,
    folders_by_name,
    is_marked,
    mark,
    mark_all,
    poem_name,
    size_of,
)
from tests.core.library.folders import lay_down


def test_closed_ones_are_found_by_the_names_that_they_had_the_oldest_first(tmp_path: Path) -> None:
    poems, closed = tmp_path / "poems", tmp_path / "closed"
    lay_down(poems, "2-b")
    lay_down(closed, "9-closed_1-a")
    lay_down(closed, "8-closed_3-c")
    (poems / "notes.txt").write_text("no poem")
    (poems / "4-link").symlink_to(poems / "2-b")
    found = folders_by_name(poems, closed, tmp_path / "nowhere")
    assert list(found.items()) == [
        ("1-a", closed / "9-closed_1-a"),
        ("2-b", poems / "2-b"),
        ("3-c", closed / "8-closed_3-c"),
    ]
    assert poem_name("9-closed_1-a") == "1-a"


def test_when_it_was_made_is_in_its_name() -> None:
    folder = PoemFolder(Path("20261103-140211-000007_20260102-030405-000006-abcd"), 0)
    assert folder.name == "20260102-030405-000006-abcd"
    assert folder.made == datetime.datetime(2026, 1, 2, 3, 4, 5)
    assert PoemFolder(Path("abcd"), 0).made is None


def test_the_size_is_that_of_all_files(tmp_path: Path) -> None:
    folder = lay_down(tmp_path, "a", 1000)
    (folder / "poem.json").write_bytes(b"12345")
    (folder / "elsewhere").symlink_to("/nowhere")
    assert size_of(folder) == 1005 + (folder / "elsewhere").lstat().st_size
    assert size_of(tmp_path / "nowhere") == 0


def test_a_wire_that_two_have_is_counted_once_in_all(tmp_path: Path) -> None:
    recording, framed_anew = tmp_path / "recording", tmp_path / "framed"
    for folder in (recording, framed_anew):
        folder.mkdir()
        (folder / "rows").write_bytes(b"x" * 10)
    (recording / "wire").write_bytes(b"y" * 1000)
    (framed_anew / "wire").hardlink_to(recording / "wire")
    assert (size_of(recording), size_of(framed_anew)) == (510, 510)
    (framed_anew / "wire").unlink()
    assert size_of(recording) == 1010


def test_a_mark_is_put_and_taken_off_and_either_may_be_done_twice(tmp_path: Path) -> None:
    folder = lay_down(tmp_path, "a")
    assert not is_marked(folder)
    for kept in (True, True, False, False):
        mark(folder, kept=kept)
        assert is_marked(folder) is kept
    with pytest.raises(OSError, match="gone"):
        mark(tmp_path / "gone", kept=True)


def test_those_that_are_named_are_marked_wherever_they_are(tmp_path: Path) -> None:
    places = tmp_path / "poems", tmp_path / "closed"
    folders = [lay_down(places[0], "a"), lay_down(places[1], "x_b"), lay_down(places[0], "c")]
    mark_all({"a", "b", "gone"}, places, kept=True)
    assert [is_marked(folder) for folder in folders] == [True, True, False]
    mark_all({"b"}, places, kept=False)
    assert [is_marked(folder) for folder in folders] == [True, False, False]


def test_only_what_grows_is_measured_again(tmp_path: Path) -> None:
    known = KnownFolders()
    for name in "ab":
        lay_down(tmp_path, name)
    assert [folder.size for folder in known.look([tmp_path], set())] == [10, 10]
    for name in "ab":
        os.truncate(tmp_path / name / "wire.000", 99)
    lay_down(tmp_path, "c", 7)
    assert [(folder.name, folder.size) for folder in known.look([tmp_path], {"b"})] == [("a", 10), ("b", 99), ("c", 7)]
    (tmp_path / "b").rename(tmp_path / "elsewhere_b")
    assert [folder.path.name for folder in known.look([tmp_path], set())] == ["a", "elsewhere_b", "c"]
