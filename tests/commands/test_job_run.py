"""Jobs from the command line: one after the other, until the last has ended or one cannot be brought to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.defer import Deferred, fail, succeed

from poetrygui.commands import job_run
from poetrygui.commands.job_run import Task, run_tasks
from poetrygui.ending import ENDING
from poetrygui.errors import RecordingError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message


@define
class Reactor:
    """Runs what was asked for until it is stopped."""

    calls: list[Callable[[], object]] = field(factory=list)
    at_end: list[Callable[[], object]] = field(factory=list)
    is_stopped: bool = False

    def callWhenRunning(self, function: Callable[..., object], *arguments: object) -> None:  # noqa: N802 - Twisted's
        self.calls.append(lambda: function(*arguments))

    def addSystemEventTrigger(self, phase: str, event: str, function: Callable[[], object]) -> None:  # noqa: N802
        self.at_end.append(function)

    def run(self) -> None:
        while self.calls and not self.is_stopped:
            self.calls.pop(0)()
        for function in self.at_end:
            function()

    def stop(self) -> None:
        self.is_stopped = True


@define
class Running:
    """A job that was begun."""

    stopped: list[str]

    def stop(self) -> None:
        self.stopped.append("stopped")


@define
class Workers:
    """Does each job as a test has it: what it says, and how it ends."""

    reactor: Reactor
    done: dict[str, tuple[list[Message], HostEnd]]
    begun: list[str] = field(factory=list)
    stopped: list[str] = field(factory=list)
    closed: int = 0

    def start(
        self,
        job: str,
        arguments: Mapping[str, Any],
        on_message: Callable[[Message], None],
        on_end: Callable[[HostEnd], None],
    ) -> Running:
        self.begun.append(job)
        messages, end = self.done[job]
        for message in messages:
            self.reactor.calls.append(partial(on_message, message))
        self.reactor.calls.append(lambda: on_end(end))
        return Running(self.stopped)

    def close(self) -> None:
        self.closed += 1


@define
class Jobs:
    """Jobs that a test has, and what they said."""

    done: dict[str, tuple[list[Message], HostEnd]]
    heard: list[Message] = field(factory=list)
    workers: Workers = field(init=False)

    def run(self, monkeypatch: pytest.MonkeyPatch, before: Deferred[None] | None = None) -> str:
        reactor = Reactor()
        self.workers = Workers(reactor, self.done)
        monkeypatch.setattr(job_run, "workers_for", lambda _: self.workers)
        monkeypatch.setattr(ENDING, "watch", lambda _: None)
        try:
            return run_tasks(reactor, [Task(job, {}, self.heard.append) for job in self.done], before)
        finally:
            assert self.workers.closed == 1


def test_they_run_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs({"reframe": ([{"frames": 1}, b"bytes"], HostEnd()), "compare": ([{"frames": 2}], HostEnd())})
    assert jobs.run(monkeypatch, succeed(None)) == ""
    assert jobs.heard == [{"frames": 1}, b"bytes", {"frames": 2}]
    assert Jobs({}).run(monkeypatch) == ""


def test_one_that_fails_is_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs({"reframe": ([], HostEnd("it computed for 2 s")), "compare": ([], HostEnd())})
    assert jobs.run(monkeypatch) == "it computed for 2 s"
    assert jobs.workers.begun == ["reframe"]


def test_what_a_job_cannot_do_is_an_error_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs({"reframe": ([{"problem": "own.py is gone"}, {"frames": 1}], HostEnd("it was stopped"))})
    with pytest.raises(RecordingError, match=r"own\.py is gone"):
        jobs.run(monkeypatch)
    assert jobs.workers.stopped[0] == "stopped"


def test_what_a_listener_raises_ends_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing(list[Message]):
        def append(self, message: Message) -> None:
            raise OSError("no room")

    jobs = Jobs({"reframe": ([{"frames": 1}], HostEnd())}, Refusing())
    with pytest.raises(OSError, match="no room"):
        jobs.run(monkeypatch)
    assert jobs.workers.stopped == ["stopped"]


def test_nothing_begins_where_what_is_before_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs({"reframe": ([], HostEnd())})
    with pytest.raises(RecordingError, match="nobody there"):
        jobs.run(monkeypatch, fail(RecordingError("nobody there")))
    assert jobs.workers.begun == []


def test_one_that_was_never_through_was_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs({"reframe": ([], HostEnd())})
    given_up: list[object] = []
    before: Deferred[None] = Deferred(given_up.append)
    assert jobs.run(monkeypatch, before) == "it was interrupted"
    # What is asked on a terminal is taken back, so that it shows again what is typed.
    assert given_up == [before]
