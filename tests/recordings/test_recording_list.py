"""The list is read a piece at a time, the newest first, and keeps up with what comes, ends, moves and goes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from poetrygui.core.library.poem_folders import mark
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.recordings import recording_list
from poetrygui.recordings.recording_list import Changes, RecordingList
from tests.recordings.recorded_folder import begin, record

Until = Callable[[Callable[[], bool]], None]


@define
class Listed:
    """A list, and what it told."""

    recordings: RecordingList
    wait_until: Until
    told: list[Changes] = field(factory=list)

    def look(self, *again: str) -> list[Changes]:
        """Have it look, and return what it tells of that."""
        before = len(self.told)
        self.recordings.read_again(again)
        self.recordings.look()
        self.wait_until(lambda: len(self.told) > before and not self.told[-1].left)
        return self.told[before:]


@pytest.fixture
def listed(reactor: Any, tmp_path: Path, wait_until: Until, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listed]:
    monkeypatch.setattr(recording_list, "FIRST_PIECE", 3600.0)  # one piece, however long a busy machine reads it
    found = Listed(RecordingList(reactor, tmp_path / "poems", tmp_path / "closed"), wait_until)
    found.recordings.changed.subscribe(found.told.append)
    yield found
    found.recordings.close()


def names(changes: Changes) -> list[str]:
    return [each.name for each in changes.listed]


def test_the_newest_come_first_closed_or_not(listed: Listed, tmp_path: Path) -> None:
    for name in ("1-a", "3-c"):
        record(tmp_path / "poems" / name, [b"x"])
    record(tmp_path / "closed" / "9_2-b", [b"x"])
    (changes,) = listed.look()
    assert names(changes) == ["3-c", "2-b", "1-a"]
    assert list(listed.recordings.listed) == ["3-c", "2-b", "1-a"]
    assert listed.recordings.listed["2-b"].folder == tmp_path / "closed" / "9_2-b"


def test_many_come_in_pieces(listed: Listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        record(tmp_path / "poems" / name, [b"x"])
    monkeypatch.setattr(recording_list, "FIRST_PIECE", -1.0)
    pieces = listed.look()
    assert [(names(piece), piece.left) for piece in pieces] == [(["d"], 3), (["c"], 2), (["b"], 1), (["a"], 0)]


def test_only_what_is_new_or_runs_is_read_again(listed: Listed, tmp_path: Path) -> None:
    record(tmp_path / "poems" / "1-old", [b"x"])
    writer = begin(tmp_path / "poems" / "2-runs", [b"x"])
    listed.look()
    writer.received(b"more", 5000)
    writer.flush()
    record(tmp_path / "poems" / "3-new", [b"x"])
    (changes,) = listed.look()
    assert names(changes) == ["3-new", "2-runs"]
    assert listed.recordings.listed["2-runs"].size == 5
    writer.end(Ended(Outcome.COMPLETE, "the server closed the connection"))
    assert [names(each) for each in listed.look()] == [["2-runs"]]
    assert [names(each) for each in listed.look()] == [[]]


def test_what_was_moved_marked_or_removed_is_told(listed: Listed, tmp_path: Path) -> None:
    for name in "abc":
        record(tmp_path / "poems" / name, [b"x"])
    listed.look()
    (tmp_path / "closed").mkdir()
    (tmp_path / "poems" / "a").rename(tmp_path / "closed" / "9_a")
    mark(tmp_path / "poems" / "b", kept=True)
    shutil.rmtree(tmp_path / "poems" / "c")
    (changes,) = listed.look("b")
    assert names(changes) == ["b", "a"]
    assert changes.gone == {"c"}
    assert [(each.name, each.is_marked) for each in listed.recordings.listed.values()] == [("b", True), ("a", False)]


def test_whoever_asks_while_it_reads_is_told_of_what_came_since(listed: Listed, tmp_path: Path) -> None:
    listed.recordings.look()
    record(tmp_path / "poems" / "a", [b"x"])
    listed.recordings.look()
    listed.wait_until(lambda: "a" in listed.recordings.listed and len(listed.told) == 2)


def test_nothing_is_told_after_the_end(listed: Listed, tmp_path: Path, reactor: Any, wait_for: Any) -> None:
    record(tmp_path / "poems" / "a", [b"x"])
    listed.recordings.look()
    listed.recordings.close()
    other = Listed(RecordingList(reactor, tmp_path / "poems"), listed.wait_until)
    other.recordings.changed.subscribe(other.told.append)
    other.look()
    assert listed.told == []
