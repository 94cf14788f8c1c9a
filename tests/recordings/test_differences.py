"""Differences as a job tells of them: counted, kept up to a limit, found, and summed up in a sentence."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings import differences as module
from poetrygui.recordings import found_hunks
from poetrygui.recordings.difference import Hunk, HunkKind
from poetrygui.recordings.differences import Differences, SeenFirst

THROUGH = {"results": [], "depends": ["", ""], "coarse_from": None, "compared_to": None}


class Job:
    """A job that says what a test has it say."""

    def __init__(self) -> None:
        self.arguments: Mapping[str, Any] = {}
        self.is_stopped = False

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        say: Callable[[Message], None],
        end: Callable[[HostEnd], None],
    ) -> Job:
        self.name, self.arguments, self.say, self.end = job, arguments, say, end
        return self

    def grown(self) -> None:
        """Do nothing: a comparison does not follow."""

    def stop(self) -> None:
        self.is_stopped = True


def found(*hunks: Hunk) -> array[int]:
    kinds = list(HunkKind)
    numbers = array("Q")
    for hunk in hunks:
        numbers.extend((kinds.index(hunk.kind), *hunk.wire, *hunk.ours, *hunk.theirs))
    return numbers


def cut(start: int) -> Hunk:
    return Hunk(HunkKind.CUT, (start, start + 5), (start, start + 1), (start, start + 1))


@pytest.fixture
def differences() -> Differences:
    return Differences(("raw", "lines"))


@pytest.fixture
def job(differences: Differences, tmp_path: Path) -> Job:
    job = Job()
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start)
    return job


def test_they_are_told_of_as_they_come(differences: Differences, job: Job, tmp_path: Path) -> None:
    told: list[str] = []
    differences.changed.subscribe(lambda: told.append(differences.sentence))
    assert (job.name, job.arguments["recording"]) == ("compare", str(tmp_path))
    assert [each["name"] for each in job.arguments["protocols"]] == ["raw", "lines"]
    job.say(found(cut(0), cut(10)))
    job.say(found(cut(20)))
    job.say(THROUGH)
    job.end(HostEnd())
    assert told == [
        "2 differences so far between raw and lines …",
        "3 differences so far between raw and lines …",
        "3 differences between raw and lines.",
    ]
    assert [differences[number] for number in range(len(differences))] == [cut(0), cut(10), cut(20)]
    with pytest.raises(IndexError):
        differences[3]


def test_no_difference_is_said(differences: Differences, job: Job) -> None:
    job.say(THROUGH)
    before = differences.is_through
    job.end(HostEnd())
    assert (before, differences.is_through) == (False, True)
    assert differences.sentence == "No difference: raw makes the same frames as lines."


def test_one_that_was_stopped_does_not_say_that_there_is_no_difference(
    differences: Differences, job: Job, tmp_path: Path
) -> None:
    differences.stop()
    assert job.is_stopped
    assert differences.sentence == "0 differences between raw and lines up to where the comparison was stopped."
    again = Job()
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), again.start)
    again.say(THROUGH)
    again.end(HostEnd())
    assert differences.sentence.startswith("No difference")


def test_more_than_is_kept_is_counted(differences: Differences, job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(found_hunks, "MOST", 2)
    job.say(found(cut(0), cut(10), cut(20)))
    job.say(found(cut(30)))
    job.end(HostEnd())
    assert (len(differences), differences.count) == (2, 4)
    assert differences.sentence == "4 differences between raw and lines, the first 2 are listed."


def test_what_else_is_to_be_known_is_said(differences: Differences, job: Job) -> None:
    job.say(found(cut(0)))
    job.say(THROUGH | {"depends": ["", "its frames depend on where chunks end"], "coarse_from": 2048})
    job.end(HostEnd())
    assert differences.sentence == (
        "1 difference between raw and lines. Of lines, its frames depend on where chunks end. "
        "From byte 2,048 on, they are told by whole chunks."
    )


@pytest.mark.parametrize("message, end", [({"problem": "no such file"}, ""), (None, "no such file")])
def test_why_they_cannot_be_compared_is_said(
    differences: Differences, job: Job, message: Message | None, end: str
) -> None:
    if message is not None:
        job.say(message)
    job.end(HostEnd(end))
    assert differences.sentence == "They cannot be compared: no such file"
    assert Differences(("raw", "lines"), "Nothing to compare with.").is_through


def test_another_comparison_forgets_the_one_before(differences: Differences, job: Job, tmp_path: Path) -> None:
    job.say(found(cut(0)))
    other = Job()
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), other.start)
    assert job.is_stopped
    job.say(found(cut(10)))
    job.end(HostEnd("it was stopped"))
    assert (differences.count, differences.problem, differences.is_through) == (0, "", False)
    other.say(found(cut(20)))
    assert differences[0] == cut(20)
    differences.stop()
    assert other.is_stopped


def test_one_that_nobody_asked_for_may_tell_of_a_part(differences: Differences, tmp_path: Path) -> None:
    job = Job()
    differences.find(
        tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start, seen=SeenFirst(None, tmp_path)
    )
    assert job.arguments["most_seconds"] == module.MOST_SECONDS
    assert "seen" not in job.arguments
    job.say(THROUGH | {"compared_to": 70_000})
    job.end(HostEnd())
    assert differences.sentence == (
        "0 differences between raw and lines in the first 70,000 bytes. Frame it anew to have all of it compared."
    )
    whole = Job()
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), whole.start)
    assert "most_seconds" not in whole.arguments
    whole.say(THROUGH)
    whole.end(HostEnd())
    assert differences.sentence.startswith("No difference")


def test_what_is_seen_is_told_at_once_and_stays_where_the_others_do_not_come(
    differences: Differences, tmp_path: Path
) -> None:
    job, seen = Job(), SeenFirst((5000, 6000), tmp_path / "framed")
    differences.find(tmp_path, PinnedProtocol("raw"), PinnedProtocol("lines"), job.start, seen=seen)
    assert (job.arguments["seen"], job.arguments["framed"]) == ([5000, 6000], str(tmp_path / "framed"))
    job.say(found(cut(5100)))
    job.say({"seen": [4990, 6010]})
    job.say(found(cut(0)))
    assert (differences[0], len(differences)) == (cut(5100), 1)
    assert differences.sentence == "1 difference so far between raw and lines …"
    job.say(THROUGH | {"compared_to": 700})
    job.end(HostEnd())
    assert [differences[number] for number in range(len(differences))] == [cut(0), cut(5100)]
    assert differences.sentence == (
        "2 differences between raw and lines in the first 700 bytes and in bytes 4,990 to 6,010, which were seen. "
        "Frame it anew to have all of it compared."
    )
