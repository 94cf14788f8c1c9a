"""The oldest goes where there is too much; what is in use, marked or somebody else's does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.library.budget import Excess, ProfileBudget, excess
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.poem_folders import PoemFolder, mark
from poetrygui.core.library.recorders import Recorder
from poetrygui.core.library.removal import Removed, remove_unmarked
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import PoemInfo
from tests.core.library.folders import lay_down

Until = Callable[[Callable[[], bool]], None]
ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", 5, 1)


@given(st.lists(st.tuples(st.integers(0, 100), st.booleans())), st.integers(0, 2000))
def test_no_more_goes_than_has_to_the_oldest_first(given: list[tuple[int, bool]], limit: int) -> None:
    folders = [PoemFolder(Path(f"{number:04}"), size) for number, (size, _) in enumerate(given)]
    spared = {folder.name for folder, (_, is_spared) in zip(folders, given, strict=True) if is_spared}
    found = excess(folders, limit, spared)
    assert found.total == sum(folder.size for folder in folders)
    free = [folder for folder in folders if folder.name not in spared]
    assert list(found.folders) == free[: len(found.folders)]
    assert found.total - found.size <= limit or len(found.folders) == len(free)
    if found.folders:
        assert found.total - sum(folder.size for folder in found.folders[:-1]) > limit


def test_what_is_marked_does_not_count_as_gone(tmp_path: Path) -> None:
    folders = [PoemFolder(lay_down(tmp_path, name), 10) for name in "abcd"]
    mark(folders[0].path, kept=True)
    assert excess(folders, 25, ()).folders == (folders[1], folders[2])


def test_what_another_program_records_does_not_go(tmp_path: Path) -> None:
    folders = [PoemFolder(lay_down(tmp_path / "poems", name), 10) for name in "abc"]
    recorder = Recorder()
    recorder.sign(folders[0].path)
    assert excess(folders, 25, ()).folders == (folders[1],)
    assert remove_unmarked(folders[:2]).names == {"b"}
    recorder.unsign(folders[0].path)
    assert excess(folders, 25, ()).folders == (folders[0],)


@define
class Profile:
    """The poems of a profile with a budget, and what has gone of them."""

    kept: KeptPoems
    budget: ProfileBudget
    is_alone: bool = True
    removed: list[Removed] = field(factory=list)

    def names(self) -> list[str]:
        return sorted(path.name.rpartition("_")[2] for place in self.kept.places for path in place.glob("*"))

    def hold(self, name: str, *, runs: bool = False) -> KeptPoem:
        poem = KeptPoem(PoemInfo(name, "", "", ""), self.kept.folder / name, Receiving() if runs else ENDED)
        fetch: Any = object()
        poem.fetch = fetch if runs else None
        return self.kept.in_use.hold(poem)


@pytest.fixture
def profile(reactor: Any, tmp_path: Path) -> Profile:
    kept = KeptPoems(reactor, tmp_path / "poems", tmp_path / "closed", InlineDisk())
    found = Profile(kept, ProfileBudget(reactor, kept, 25_000, lambda: found.is_alone))
    found.budget.removed.subscribe(found.removed.append)
    return found


def test_the_oldest_go_closed_or_not_and_that_is_told_once(profile: Profile, wait_until: Until) -> None:
    for name in "bcd":
        lay_down(profile.kept.folder, name, 10_000)
    profile.kept.close(
        KeptPoem(PoemInfo("a", "", "", ""), lay_down(profile.kept.folder, "a", 10_000), ENDED), TabPlace()
    )
    can_reopen = [profile.kept.can_reopen]
    (profile.kept.folder.parent / "forgotten-1").mkdir()
    profile.budget.begin()
    wait_until(lambda: bool(profile.removed))
    (removed,) = profile.removed
    assert [folder.name for folder in removed.folders] == ["a", "b"]
    assert profile.names() == ["c", "d"]
    assert [*can_reopen, profile.kept.can_reopen] == [True, False]
    assert not (profile.kept.folder.parent / "forgotten-1").exists()


def test_what_runs_is_open_or_marked_stays(profile: Profile, wait_until: Until) -> None:
    for name in "abcdef":
        lay_down(profile.kept.folder, name, 10_000)
    profile.hold("a")
    profile.hold("b", runs=True)
    closed = profile.hold("c", runs=True)
    profile.kept.close(closed, TabPlace())
    mark(profile.kept.folder / "d", kept=True)
    profile.budget.keep_within()
    wait_until(lambda: bool(profile.removed))
    assert profile.names() == ["a", "b", "c", "d"]


def test_what_was_opened_or_marked_meanwhile_stays(profile: Profile, wait_until: Until) -> None:
    for name in "abcde":
        lay_down(profile.kept.folder, name, 10_000)
    profile.budget.keep_within()
    profile.hold("a")
    mark(profile.kept.folder / "b", kept=True)
    wait_until(lambda: bool(profile.removed))
    assert {"a", "b", "e"} <= set(profile.names())
    assert "c" not in profile.names()


def test_nothing_goes_while_somebody_else_is_at_work(profile: Profile, wait_until: Until) -> None:
    for name in "abcd":
        lay_down(profile.kept.folder, name, 10_000)
    (profile.kept.folder.parent / "forgotten-1").mkdir()
    profile.is_alone = False
    found: list[Excess] = []
    profile.budget.begin()
    profile.budget.find_excess(0, found.append)
    wait_until(lambda: bool(found))
    assert profile.names() == ["a", "b", "c", "d"]
    assert (profile.kept.folder.parent / "forgotten-1").exists()
    profile.is_alone = True
    profile.budget.keep_within()
    wait_until(lambda: profile.names() == ["c", "d"])


def test_the_end_of_a_fetch_is_counted_with_all_that_has_come(profile: Profile, wait_until: Until) -> None:
    lay_down(profile.kept.folder, "a", 10_000)
    folder = lay_down(profile.kept.folder, "b", 1)
    poem = profile.hold("b", runs=True)
    found: list[Excess] = []
    profile.budget.find_excess(0, found.append)
    wait_until(lambda: bool(found))
    os.truncate(folder / "wire.000", 20_000)
    poem.take_state(ENDED)
    profile.budget.take_end(poem)
    wait_until(lambda: profile.names() == ["b"])


def test_a_limit_that_is_set_while_it_looks_is_kept_too(profile: Profile, wait_until: Until) -> None:
    for name in "ab":
        lay_down(profile.kept.folder, name, 10_000)
    profile.budget.keep_within()
    profile.budget.limit = 10_000
    profile.budget.keep_within()
    wait_until(lambda: profile.names() == ["b"])


def test_what_would_go_is_told_and_nothing_goes(profile: Profile, wait_until: Until) -> None:
    for name in "ab":
        lay_down(profile.kept.folder, name, 10_000)
    found: list[Excess] = []
    for limit in (5000, 10_000, 20_000):
        profile.budget.find_excess(limit, found.append)
    wait_until(lambda: len(found) == 3)
    assert sorted((each.total, each.size, len(each.folders)) for each in found) == [
        (20_000, 0, 0),
        (20_000, 10_000, 1),
        (20_000, 20_000, 2),
    ]
    assert profile.names() == ["a", "b"]
