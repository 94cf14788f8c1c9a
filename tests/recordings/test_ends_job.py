"""One job that finds where frames end, asked again and again."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from attrs import define, evolve, field
from twisted.internet.task import Clock

from poetrygui.core.poems.recording import Recording
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import WAITS, Message
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.pinned import PinnedProtocol, pin
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.recordings.ends_job import KEPT, Borders, Ends, EndsJob, Question
from poetrygui.recordings.jobs import ends
from tests.recordings.framed_folder import record_netstrings

NETSTRING = PinnedProtocol("netstring")


@define
class Job:
    """Says what it is told to say."""

    asked: list[Mapping[str, Any]]
    hear: Callable[[Message], None]
    end: Callable[[HostEnd], None]
    stopped: int = 0

    def grown(self) -> None:
        raise AssertionError("nothing is followed")

    def ask(self, message: dict[str, Any]) -> None:
        self.asked.append(message)

    def stop(self) -> None:
        self.stopped += 1
        self.end(HostEnd("it was stopped"))

    def answer(self, first: int, *where: int) -> None:
        self.hear({"first": first})
        self.hear(array("Q", where))
        self.hear({"depends": "", "is_exact": True})


@define
class Jobs:
    """Those that were begun."""

    begun: list[Job] = field(factory=list)

    def start(
        self,
        _job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> Job:
        self.begun.append(Job([arguments], on_message, on_end))
        return self.begun[-1]


class Asking:
    """Asks about each chunk of a recording."""

    def __init__(self, recording: Recording) -> None:
        self.chunks = list(recording.chunks())
        self.jobs, self.clock, self.answers = Jobs(), Clock(), list[Ends]()
        self.edges = EndsJob("folder", self.jobs.start, self.clock, self._answered)

    def ask(self, number: int, protocol: PinnedProtocol = NETSTRING) -> None:
        chunk = self.chunks[number]
        self.edges.ask(protocol, Question([chunk], (chunk.start, chunk.stop), (0, 0)))

    def _answered(self, found: Ends, _borders: Borders) -> None:
        self.answers.append({number: None if each is None else list(each) for number, each in found.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return record_netstrings(tmp_path / "poem", [b"3:one,", b"3:two,", b"5:three,"])


@pytest.fixture
def asking(folder: Path) -> Iterator[Asking]:
    recording = Recording.existing(folder)
    yield Asking(recording)
    recording.close()


def test_the_next_question_goes_to_the_job_that_is_there(asking: Asking) -> None:
    asking.ask(0)
    [job] = asking.jobs.begun
    assert asking.edges.is_asked
    job.answer(0, 6)
    assert (asking.answers, asking.edges.is_asked) == ([{0: [6]}], False)
    asking.ask(1)
    job.answer(1, 12)
    assert asking.answers[1] == {1: [12]}
    assert asking.jobs.begun == [job]
    assert [each["wire"] for each in job.asked] == [[0, 6], [6, 12]]
    job.hear({"first": 2})  # what nobody asked for says nothing
    asking.ask(2)
    job.answer(1, 20)
    assert asking.answers[2] == {2: None}, "it makes others than were recorded"


def test_a_job_that_nobody_asks_any_more_ends(asking: Asking) -> None:
    asking.ask(0)
    asking.jobs.begun[0].answer(0, 6)
    asking.clock.advance(KEPT - 1)
    asking.ask(1)
    assert not asking.clock.getDelayedCalls(), "it is not timed while it works"
    asking.jobs.begun[0].answer(1, 12)
    asking.clock.advance(KEPT)
    assert [job.stopped for job in asking.jobs.begun] == [1]
    asking.ask(2)
    asking.jobs.begun[1].answer(2, 20)
    assert asking.answers == [{0: [6]}, {1: [12]}, {2: [20]}]
    asking.edges.stop()
    assert asking.clock.getDelayedCalls() == []


def test_another_protocol_has_a_job_of_its_own(asking: Asking) -> None:
    asking.ask(0)
    asking.jobs.begun[0].answer(0, 6)
    asking.ask(0, evolve(NETSTRING, options={"max_length": "9"}))
    assert [job.stopped for job in asking.jobs.begun] == [1, 0]
    assert asking.jobs.begun[1].asked[0]["protocol"]["options"] == {"max_length": "9"}


def test_one_that_has_gone_since_its_last_answer_is_asked_again_elsewhere(asking: Asking) -> None:
    asking.ask(0)
    asking.jobs.begun[0].answer(0, 6)
    asking.ask(1)
    asking.jobs.begun[0].hear({"first": 1})
    asking.jobs.begun[0].end(HostEnd("its process ended with SIGKILL"))
    assert len(asking.answers) == 1
    asking.jobs.begun[1].answer(1, 12)
    assert asking.answers[1] == {1: [12]}
    asking.jobs.begun[1].end(HostEnd())
    asking.ask(2)
    assert len(asking.jobs.begun) == 3
    asking.jobs.begun[2].end(HostEnd("it computed for 2 s and came to no end"))
    assert asking.answers[2] == {2: None}, "one that has answered nothing is not tried again"


def test_the_job_goes_on_in_a_recording_that_has_grown(folder: Path) -> None:
    netstring = pin(ProtocolRegistry(shipped_protocols()), "netstring", {})
    said = ends({"recording": str(folder), "protocol": netstring.as_json(), "wire": [0, 6]})
    assert array("Q", [6]) in list(iter(said.__next__, WAITS))
    longer = record_netstrings(folder.parent / "longer", [b"3:one,", b"3:two,", b"5:three,", b"1:4,"])
    for each in longer.iterdir():
        shutil.copy(each, folder)
    first = said.send({"wire": [20, 24]})
    assert array("Q", [24]) in [first, *iter(said.__next__, WAITS)]
