"""What tests reach is compared with what they reached before, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coverage.figures import SLACK, Figures
from tests.coverage.run import FIGURES, compare

BEFORE = Figures({"a.py": 4, "b.py": 0, "gone.py": 7})


def lines(count: int) -> list[int]:
    return list(range(10, 10 + count))


def test_a_file_of_which_tests_reach_less_is_told_with_its_lines() -> None:
    assert BEFORE.faults({"a.py": lines(4), "b.py": []}) == []
    assert BEFORE.faults({"a.py": lines(4 + SLACK), "b.py": lines(SLACK)}) == []
    assert BEFORE.faults({"a.py": [3, 5, 6, 7, 8, 12, 14], "b.py": [1]}) == [
        "a.py: no test reaches 7 lines, and 4 before: 3, 5-8, 12, 14"
    ]


def test_a_new_file_may_keep_to_itself_as_little_as_one_that_tests_reached_all_of() -> None:
    assert BEFORE.faults({"new.py": lines(SLACK)}) == []
    (fault,) = BEFORE.faults({"new.py": lines(SLACK + 1)})
    assert fault.startswith("new.py: no test reaches 3 lines, and it has no figure yet: 10-12")


def test_what_fell_and_what_is_new_is_told_and_kept_and_nothing_rises() -> None:
    now = {"a.py": lines(1), "b.py": lines(9), "new.py": lines(3)}
    assert BEFORE.gains(now) == [
        "a.py: no test reaches 1 line, and 4 before",
        "new.py: no test reaches 3 lines, and it has no figure yet",
    ]
    after = BEFORE.updated(now)
    assert after == Figures({"a.py": 1, "b.py": 0, "new.py": 3})
    assert after.gains(now) == []
    assert after.faults({**now, "b.py": []}) == []


def test_figures_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    BEFORE.write(path)
    assert Figures.read(path) == BEFORE
    text = path.read_text("utf-8")
    Figures(dict(sorted(BEFORE.missed.items(), reverse=True))).write(path)
    assert path.read_text("utf-8") == text
    assert text.startswith("# ")


def test_the_figures_that_are_kept_are_of_files_of_the_program() -> None:
    kept = Figures.read(FIGURES).missed
    assert [
        name for name in kept if not name.startswith(("poetrygui/", "protocols/")) or not name.endswith(".py")
    ] == []
    assert all(count >= 0 for count in kept.values())


def test_a_run_is_compared_and_its_figures_are_kept_where_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "figures.toml"
    BEFORE.write(path)
    now = {"a.py": lines(1), "b.py": [], "new.py": lines(3)}
    assert compare(now, path, is_update=False) == 1
    told = capsys.readouterr().out
    assert "a.py: no test reaches 1 line, and 4 before" in told
    assert "--last --update" in told
    assert "new.py: no test reaches 3 lines, and it has no figure yet: 10-12" in told
    assert Figures.read(path) == BEFORE
    assert compare(now, path, is_update=True) == 0
    assert Figures.read(path) == BEFORE.updated(now)
    capsys.readouterr()
    assert compare(now, path, is_update=False) == 0
    assert capsys.readouterr().out.startswith("Tests reach as much of each file as before")


def test_what_fell_is_told_and_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "figures.toml"
    BEFORE.write(path)
    now = {"a.py": lines(9), "b.py": []}
    for is_update in (False, True):
        assert compare(now, path, is_update=is_update) == 1
        assert "a.py: no test reaches 9 lines, and 4 before: 10-18" in capsys.readouterr().out
    assert Figures.read(path).missed["a.py"] == 4
