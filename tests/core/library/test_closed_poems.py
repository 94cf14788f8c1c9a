"""The folder of closed poems: nothing that is put there is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from poetrygui.core.library.closed_poems import ClosedPoems, TabPlace, closed_name
from poetrygui.core.reading.conditions import Condition

PLACE = TabPlace(index=2, top=7, following=False, anchor=3, caret=5)


@pytest.fixture
def poems(tmp_path: Path) -> Path:
    return tmp_path / "poems"


@pytest.fixture
def shelf(tmp_path: Path, poems: Path) -> ClosedPoems:
    return ClosedPoems(tmp_path / "closed", poems)


def new_poem(poems: Path, name: str = "20260101-000000-abcd", size: int = 5) -> Path:
    folder = poems / name
    folder.mkdir(parents=True)
    (folder / "rows.000").touch()
    os.truncate(folder / "rows.000", size)
    return folder


def put_away(shelf: ClosedPoems, poem: Path, place: TabPlace = PLACE) -> str:
    name = closed_name(poem)
    assert shelf.put_away(name, poem, place)
    return name


def test_a_poem_comes_back_as_it_was_with_its_place(shelf: ClosedPoems, poems: Path) -> None:
    poem = new_poem(poems)
    name = put_away(shelf, poem)
    assert shelf.names() == [name]
    assert not poem.exists()
    assert shelf.bring_back(name) == ([poem], PLACE)
    assert [path.name for path in poem.iterdir()] == ["rows.000"]
    assert shelf.names() == []


def test_only_its_owner_may_look_into_the_folder(shelf: ClosedPoems, poems: Path) -> None:
    put_away(shelf, new_poem(poems))
    assert shelf.folder.stat().st_mode & 0o077 == 0


def test_a_poem_that_nothing_is_kept_of_is_not_put_away(shelf: ClosedPoems, poems: Path) -> None:
    assert not shelf.put_away(closed_name(poems / "none"), poems / "none", PLACE)
    assert not shelf.folder.exists()


def test_one_that_cannot_be_put_away_stays_where_it_is(shelf: ClosedPoems, poems: Path) -> None:
    poem = new_poem(poems)
    shelf.folder.write_text("no folder")
    with pytest.raises(OSError, match="closed"):
        shelf.put_away(closed_name(poem), poem, PLACE)
    assert (poem / "rows.000").exists()
    assert shelf.names() == []


def test_one_that_is_gone_cannot_be_brought_back(shelf: ClosedPoems, poems: Path) -> None:
    with pytest.raises(FileNotFoundError):
        shelf.bring_back(closed_name(poems / "gone"))


@pytest.mark.parametrize(
    "damage", ["", "{", "[" * 5000, "[]", '{"index": "x"}', '{"unknown": 1}', "\xff", '{"index": 1}' + " " * 70_000]
)
def test_a_damaged_place_is_the_first_and_the_poem_comes_back(shelf: ClosedPoems, poems: Path, damage: str) -> None:
    name = put_away(shelf, new_poem(poems))
    (shelf.folder / name / "place.json").write_text(damage, "latin-1")
    (folder,), place = shelf.bring_back(name)
    assert place == TabPlace()
    assert (folder / "rows.000").exists()


def test_a_place_comes_back_with_what_its_lines_were_filtered_by(shelf: ClosedPoems, poems: Path) -> None:
    place = TabPlace(2, 30, False, 31, 35, filters=(Condition("é", is_negated=True), Condition("a+", is_pattern=True)))
    assert shelf.bring_back(put_away(shelf, new_poem(poems), place))[1] == place


def test_they_are_in_the_order_in_which_they_were_closed_and_all_else_is_passed_over(
    shelf: ClosedPoems, poems: Path
) -> None:
    closed = [put_away(shelf, new_poem(poems, name)) for name in ("c", "a", "b")]
    for other in ("notes", "20260101-000000_a", "20260101-000000-000000_"):
        (shelf.folder / other).mkdir()
    assert shelf.names() == closed


def test_one_is_found_by_its_name_wherever_it_is(shelf: ClosedPoems, poems: Path) -> None:
    put_away(shelf, new_poem(poems, "one"))
    other = new_poem(poems, "other")
    assert shelf.find("other") == other
    assert shelf.find("one") == poems / "one"
    assert not (poems / "one" / "place.json").exists()
    assert shelf.names() == []
    with pytest.raises(FileNotFoundError):
        shelf.find("none")
