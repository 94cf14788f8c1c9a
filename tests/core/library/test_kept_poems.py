"""The poems on disk: earlier runs' are found, and what is closed comes back, or a sentence says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field

from poetrygui.core.files.disk import InlineDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.recorders import Recorder
from poetrygui.core.outcomes import Ended, Outcome, Receiving
from poetrygui.core.poems.poem_info import PoemInfo, read_info, write_info
from poetrygui.core.poems.store import PoemStore
from tests.core.held_disk import HeldDisk

Until = Callable[[Callable[[], bool]], None]
INFO = PoemInfo("a server", "127.0.0.1:1", "raw", "2026-01-01T00:00:00")
ENDED = Ended(Outcome.COMPLETE, "the server closed the connection", 5, 1)


@define
class Kept:
    """The kept poems of a folder, and what they told."""

    poems: KeptPoems
    folder: Path
    closed_folder: Path
    shown: list[tuple[KeptPoem, TabPlace | None]] = field(factory=list)
    problems: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.poems.reopened.subscribe(lambda poem, place: self.shown.append((poem, place)))
        self.poems.problem.subscribe(self.problems.append)

    def write(self, name: str, ended: Ended | None = ENDED, data: bytes = b"verse") -> Path:
        """Leave a poem, as an earlier run does."""
        store = PoemStore(self.folder / name)
        store.frame(data)
        store.flush()
        store.close()
        write_info(self.folder / name, evolve(INFO, ended=ended))
        return self.folder / name

    def poem(self, name: str, ended: Ended | None = ENDED) -> KeptPoem:
        return KeptPoem(INFO, self.write(name, ended), Receiving() if ended is None else ended)


@pytest.fixture
def kept(reactor: Any, tmp_path: Path) -> Kept:
    folder, closed = tmp_path / "poems", tmp_path / "closed"
    return Kept(KeptPoems(reactor, folder, closed, InlineDisk()), folder, closed)


def test_the_newest_of_earlier_runs_are_found_the_oldest_of_them_first(kept: Kept) -> None:
    for name in ("c", "a", "d", "b"):
        kept.write(name)
    (kept.folder / "notes.txt").write_text("no poem")
    (kept.folder / "link").symlink_to(kept.folder / "a")
    found, more = kept.poems.earlier(3)
    assert ([poem.directory.name for poem in found], more) == (["b", "c", "d"], 1)
    assert [poem.state for poem in found] == [ENDED] * 3
    assert len(kept.poems.earlier(100)[0]) == 4
    assert kept.poems.earlier(0) == ([], 4)


def test_where_there_is_no_folder_there_are_none(kept: Kept) -> None:
    assert kept.poems.earlier(10) == ([], 0)
    assert not kept.poems.can_reopen


def test_what_another_program_records_is_not_taken_for_interrupted(kept: Kept) -> None:
    """A window that began meanwhile noted that the recordings of a relay had been interrupted."""
    kept.write("before")
    running, recorder = kept.write("running", None), Recorder()
    recorder.sign(running)
    poems, others = kept.poems.earlier(9)
    assert ([poem.directory.name for poem in poems], others) == (["before"], 0)
    recorder.unsign(running)
    assert read_info(running) == evolve(INFO, ended=None)


@pytest.mark.parametrize("may_note", [True, False])
def test_one_that_was_running_when_the_program_died_is_interrupted(kept: Kept, may_note: bool) -> None:
    directory = kept.write("a", ended=None)
    (poem,), _ = kept.poems.earlier(1, may_note=may_note)
    assert isinstance(poem.state, Ended)
    assert poem.state.outcome is Outcome.INTERRUPTED
    assert "the program ended before the stream did" in poem.state.reason
    info = read_info(directory)
    assert info is not None
    assert info.ended == (poem.state if may_note else None)


@pytest.mark.parametrize("damage, said", [(None, "nothing is noted about where it came from"), ("{", "poem.json")])
def test_one_whose_note_is_lost_is_there_all_the_same(kept: Kept, damage: str | None, said: str) -> None:
    directory = kept.write("a")
    (note,) = directory.glob("*.json")
    note.unlink() if damage is None else note.write_text(damage)
    (poem,), _ = kept.poems.earlier(1)
    assert isinstance(poem.state, Ended)
    assert (poem.info.name, poem.state.outcome) == ("a", Outcome.INTERRUPTED)
    assert said in poem.state.reason


def test_the_poem_of_an_earlier_run_is_read_once_when_it_is_wanted(kept: Kept, wait_until: Until) -> None:
    kept.write("a", Ended(Outcome.CUT, "cut", bytes=0))
    (poem,), _ = kept.poems.earlier(1)
    told: list[str] = []
    poem.loaded.subscribe(lambda: told.append("loaded"))
    kept.poems.load(poem)
    wait_until(lambda: bool(told))
    assert poem.store is not None
    assert poem.store.read(0, 9) == b"verse\n"
    assert told == ["loaded"]
    assert poem.info.ended == Ended(Outcome.CUT, "cut", bytes=5), "what was not noted is counted"
    assert read_info(poem.directory) == poem.info
    store = poem.store
    kept.poems.load(poem)
    assert (poem.store, told) == (store, ["loaded"])
    store.close()


def test_a_poem_that_cannot_be_read_says_why(kept: Kept, wait_until: Until) -> None:
    poem = kept.poem("a")
    (poem.directory / "rows.000").unlink()
    (poem.directory / "rows.000").mkdir()
    kept.poems.load(poem)
    wait_until(lambda: bool(poem.load_problem))
    assert poem.load_problem.startswith("This recording cannot be read: ")
    assert poem.store is None


def test_what_is_closed_comes_back_the_last_first(kept: Kept) -> None:
    for index, name in enumerate("ab"):
        kept.poems.close(kept.poem(name), TabPlace(index))
    assert list(kept.folder.iterdir()) == []
    can_reopen = []
    for _ in range(3):
        can_reopen.append(kept.poems.can_reopen)
        kept.poems.reopen()
    assert can_reopen == [True, True, False]
    assert [(poem.directory.name, place) for poem, place in kept.shown] == [("b", TabPlace(1)), ("a", TabPlace(0))]
    assert [poem.state for poem, _ in kept.shown] == [ENDED] * 2
    assert sorted(path.name for path in kept.folder.iterdir()) == ["a", "b"]


def test_a_poem_that_nothing_is_kept_of_comes_back_itself(kept: Kept) -> None:
    poem = KeptPoem(INFO, kept.folder / "none", Ended(Outcome.REFUSED, "nobody listens there"))
    kept.poems.close(poem, TabPlace(1))
    kept.poems.reopen()
    assert kept.shown == [(poem, TabPlace(1))]


def test_what_still_runs_is_put_away_when_it_has_ended(kept: Kept) -> None:
    poem = kept.poem("a", ended=None)
    kept.poems.close(poem, TabPlace())
    assert poem.is_closed
    assert poem.directory.exists()
    poem.take_state(ENDED)
    kept.poems.note(poem)
    kept.poems.ended(poem)
    assert not poem.directory.exists()
    assert len(list(kept.closed_folder.iterdir())) == 1


def test_what_another_one_reads_is_put_away_when_that_is_closed(kept: Kept) -> None:
    poem, other = kept.poem("a"), kept.poem("b")
    for each in (poem, other):
        kept.poems.in_use.lend(each)
        kept.poems.close(each, TabPlace(2))
        assert each.directory.exists()
    kept.poems.take_back(poem)
    assert not poem.directory.exists()
    kept.poems.shut()
    assert not other.directory.exists()
    assert len(list(kept.closed_folder.iterdir())) == 2


def test_what_another_one_reads_comes_back_itself(kept: Kept) -> None:
    poem = kept.poem("a")
    kept.poems.in_use.lend(poem)
    kept.poems.close(poem, TabPlace(2))
    kept.poems.reopen()
    assert kept.shown == [(poem, TabPlace(2))]
    kept.poems.take_back(poem)
    assert poem.directory.exists()


def test_what_still_runs_is_shown_again_itself(kept: Kept) -> None:
    poem = kept.poem("a", ended=None)
    kept.poems.close(poem, TabPlace(3))
    kept.poems.reopen()
    assert kept.shown == [(poem, TabPlace(3))]
    assert not poem.is_closed
    kept.poems.ended(poem)
    assert poem.directory.exists()


def test_a_closed_poem_that_somebody_else_has_taken_is_passed_over(kept: Kept) -> None:
    for name in "ab":
        kept.poems.close(kept.poem(name), TabPlace())
    newest = sorted(kept.closed_folder.iterdir())[-1]
    newest.rename(kept.folder.parent / "taken")
    kept.poems.reopen()
    assert [poem.directory.name for poem, _ in kept.shown] == ["a"]
    assert kept.problems == []


def test_closed_poems_of_an_earlier_run_can_be_brought_back(kept: Kept, reactor: Any) -> None:
    kept.poems.close(kept.poem("a"), TabPlace(2))
    again = Kept(KeptPoems(reactor, kept.folder, kept.closed_folder, InlineDisk()), kept.folder, kept.closed_folder)
    told: list[bool] = []
    again.poems.closed_changed.subscribe(lambda: told.append(again.poems.can_reopen))
    assert again.poems.earlier(5) == ([], 0)
    assert told == [True]
    again.poems.reopen()
    assert [(poem.directory.name, place) for poem, place in again.shown] == [("a", TabPlace(2))]


def test_where_closed_ones_cannot_be_put_is_told_and_the_poem_stays(kept: Kept) -> None:
    kept.closed_folder.write_text("no folder")
    poem = kept.poem("a")
    kept.poems.close(poem, TabPlace())
    (problem,) = kept.problems
    assert f"stays in {kept.folder}" in problem
    assert poem.directory.exists()
    kept.poems.reopen()
    assert [again for again, _ in kept.shown] == [poem]


def test_one_that_is_named_is_brought_back_whether_it_was_closed_or_never_open(kept: Kept) -> None:
    kept.write("never open")
    for index, name in enumerate("abc"):
        kept.poems.close(kept.poem(name), TabPlace(index))
    kept.poems.bring("b")
    kept.poems.bring("never open")
    assert [(poem.directory.name, place) for poem, place in kept.shown] == [("b", TabPlace(1)), ("never open", None)]
    assert kept.poems.in_use.names == {"b", "never open"}
    kept.poems.reopen()
    kept.poems.reopen()
    assert [poem.directory.name for poem, _ in kept.shown[2:]] == ["c", "a"]


def test_one_that_another_window_has_closed_is_found_there(kept: Kept, reactor: Any) -> None:
    again = Kept(KeptPoems(reactor, kept.folder, kept.closed_folder, InlineDisk()), kept.folder, kept.closed_folder)
    kept.poems.close(kept.poem("a"), TabPlace(2))
    again.poems.bring("a")
    assert [poem.directory.name for poem, _ in again.shown] == ["a"]


def test_one_that_is_nowhere_is_told(kept: Kept) -> None:
    kept.poems.bring("gone")
    (problem,) = kept.problems
    assert problem.startswith(f"The recording is not in {kept.folder} any more: ")
    assert kept.shown == []
    assert kept.poems.in_use.names == set()


def test_what_is_about_to_be_shown_is_in_use(kept: Kept, reactor: Any) -> None:
    kept.poems.close(kept.poem("a"), TabPlace())
    kept.write("b")
    disk = HeldDisk()
    poems = KeptPoems(reactor, kept.folder, kept.closed_folder, disk)
    poems.earlier(0)
    poems.reopen()
    poems.bring("b")
    assert poems.in_use.names == {"a", "b"}
    disk.let_go()
    assert poems.in_use.names == {"a", "b"}
    assert set(poems.in_use.open) == {"a", "b"}


def test_what_was_removed_is_not_brought_back(kept: Kept) -> None:
    for name in "ab":
        kept.poems.close(kept.poem(name), TabPlace())
    kept.poems.forget_closed({"b"})
    kept.poems.reopen()
    assert [poem.directory.name for poem, _ in kept.shown] == ["a"]
    assert not kept.poems.can_reopen


def test_nothing_is_written_after_the_end(kept: Kept) -> None:
    poem = kept.poem("a")
    kept.poems.shut()
    kept.poems.close(poem, TabPlace())
    kept.poems.note(KeptPoem(evolve(INFO, name="another"), poem.directory, ENDED))
    assert poem.directory.exists()
    info = read_info(poem.directory)
    assert info is not None
    assert info.name == "a server"


def test_a_note_that_cannot_be_written_is_told(kept: Kept) -> None:
    poem = kept.poem("a")
    for path in poem.directory.iterdir():
        path.unlink()
    poem.directory.rmdir()
    poem.directory.write_text("no folder")
    kept.poems.note(poem)
    (problem,) = kept.problems
    assert problem.startswith(f"What is noted about a recording could not be written to {kept.folder}: ")
