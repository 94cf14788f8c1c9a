"""Groups that are folded stay so, also where two windows fold some."""

from __future__ import annotations

from pathlib import Path

from poetrygui.core.servers.folded_groups import FoldedGroups

KNOWN = ("a", "b", "c")


def folded(groups: FoldedGroups) -> str:
    return "".join(name for name in (*KNOWN, "gone") if name in groups)


def test_what_is_folded_is_so_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "folded.json"
    groups, other = FoldedGroups(path), FoldedGroups(path)
    groups.set(("a",), KNOWN, folded=True)
    other.set(("b",), KNOWN, folded=True)
    assert (folded(groups), folded(other), folded(FoldedGroups(path))) == ("a", "b", "ab")
    groups.set(("a",), KNOWN, folded=False)
    assert (folded(groups), folded(FoldedGroups(path))) == ("", "b")
    groups.set(("c",), ("c",), folded=True)
    assert folded(FoldedGroups(path)) == "c"
    groups.reveal("c")
    assert (folded(groups), folded(FoldedGroups(path))) == ("", "c")
    assert not groups.problem


def test_a_damaged_file_is_set_aside_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "folded.json"
    path.write_text("[")
    groups = FoldedGroups(path)
    assert "folded groups were damaged" in groups.problem
    assert folded(groups) == ""
    assert not FoldedGroups(path).problem


def test_what_cannot_be_kept_is_so_meanwhile(tmp_path: Path) -> None:
    for groups in (FoldedGroups(), FoldedGroups(tmp_path / "no folder" / "folded.json")):
        groups.set(("a",), KNOWN, folded=True)
        assert folded(groups) == "a"
