"""Watching a host: ended with its file and line where it makes no headway, and left alone where it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.task import Clock

from poetrygui.hosts import watch as module
from poetrygui.hosts.headway import LOOK
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.hosts.watch import Watch
from tests.hosts.heard import Heard

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize(
    "job, sentence", [("compute", "it computed for 0.5 s"), ("sleep", "it waited for 0.5 s")], ids=["compute", "sleep"]
)
def test_one_that_makes_no_headway_is_ended_with_its_file_and_line(
    warm: WarmProcess, wait_until: WaitUntil, job: str, sentence: str
) -> None:
    heard = Heard(warm, job, limit=0.5)
    wait_until(lambda: bool(heard.ends))
    (end,) = heard.ends
    assert end.problem.startswith(sentence)
    assert f"of jobs.py, in {job})" in end.problem
    assert end.is_hang


def test_one_that_computes_for_long_and_gets_on_is_left_alone(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "get_on", limit=0.5, seconds=1.5)
    wait_until(lambda: bool(heard.ends))
    assert heard.messages == [{"done": True}]
    assert heard.ends == [HostEnd()]


def test_one_that_is_stopped_from_outside_is_not_blamed(warm: WarmProcess, wait_until: WaitUntil, reactor: Any) -> None:
    heard = Heard(warm, "get_on", limit=0.5, seconds=0.3)
    wait_until(lambda: heard.host.pid > 0)
    os.kill(heard.host.pid, signal.SIGSTOP)
    reactor.callLater(1.5, os.kill, heard.host.pid, signal.SIGCONT)
    wait_until(lambda: bool(heard.ends))
    assert heard.ends == [HostEnd()]


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The signals that were sent, none of which reaches anybody."""
    sent: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: sent.append((pid, number)))
    return sent


class NoHeadway:
    """Headway that is none after two looks."""

    def __init__(self, pid: int, limit: float) -> None:
        self.begin()

    def begin(self) -> None:
        self.looks = 0

    def look(self) -> str:
        self.looks += 1
        return "it came to no end" if self.looks >= 2 else ""


@pytest.fixture
def no_headway(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Headway", NoHeadway)


@pytest.mark.usefixtures("no_headway")
def test_it_is_told_why_before_the_process_says_where_it_is_and_is_ended(killed: list[tuple[int, int]]) -> None:
    clock, told = Clock(), list[object]()
    watch = Watch(clock, 1.0, lambda problem: told.append((problem, list(killed))))
    watch.start(4711)
    clock.pump([LOOK] * 2)
    assert told == [("it came to no end", [])]
    assert killed == [(4711, signal.SIGUSR1)]
    clock.pump([LOOK] * 5)
    assert killed == [(4711, signal.SIGUSR1), (4711, signal.SIGKILL)]
    assert len(told) == 1
    assert clock.getDelayedCalls() == []


class NoTurn(NoHeadway):
    """No headway, and then no turn of a processor for twenty looks, or for ever."""

    looks_without = 20

    def __init__(self, pid: int, limit: float) -> None:
        super().__init__(pid, limit)
        self.asked = limit == module.TURN_FOR_LAST_WORDS

    def look(self) -> str:
        problem = super().look()
        return problem if self.looks >= self.looks_without or not self.asked else ""


@pytest.mark.parametrize("looks_without, seconds", [(20, 1.0), (10**6, 5.0)], ids=["busy", "stopped"])
def test_one_that_gets_no_turn_to_say_where_it_is_is_waited_for_up_to_five_seconds(
    killed: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch, looks_without: int, seconds: float
) -> None:
    monkeypatch.setattr(NoTurn, "looks_without", looks_without)
    monkeypatch.setattr(module, "Headway", NoTurn)
    clock = Clock()
    watch = Watch(clock, 1.0, lambda problem: None)
    watch.start(4711)
    clock.pump([LOOK] * 2)
    clock.pump([LOOK / 2] * (round(seconds / LOOK * 2) - 1))
    assert killed == [(4711, signal.SIGUSR1)]
    clock.pump([LOOK / 2] * 2)
    assert killed == [(4711, signal.SIGUSR1), (4711, signal.SIGKILL)]
    assert clock.getDelayedCalls() == []


@pytest.mark.usefixtures("no_headway")
def test_a_sign_of_life_begins_anew_and_what_is_not_watched_is_not_blamed(killed: list[tuple[int, int]]) -> None:
    clock, told = Clock(), list[str]()
    watch = Watch(clock, 1.0, told.append)
    watch.note_life()
    watch.start(4711)
    for _ in range(5):
        clock.advance(LOOK)
        watch.note_life()
    watch.stop()
    watch.stop()
    clock.pump([LOOK] * 5)
    assert (told, killed) == ([], [])
    watch.start(4711)
    clock.pump([LOOK] * 2)
    assert told == ["it came to no end"]


def test_what_has_no_number_yet_is_not_ended(killed: list[tuple[int, int]]) -> None:
    watch: Any = Watch(Clock(), 1.0, print)
    watch.kill()
    assert killed == []
    watch.start(4711)
    watch.kill()
    assert killed == [(4711, signal.SIGKILL)]


def test_one_whose_end_is_on_its_way_can_be_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(pid: int, number: int) -> None:
        raise ProcessLookupError

    monkeypatch.setattr(os, "kill", gone)
    watch = Watch(Clock(), 1.0, lambda problem: None)
    watch.start(os.getpid())
    watch.kill()


@pytest.mark.usefixtures("no_headway")
def test_one_that_has_answered_all_is_not_watched_until_it_is_asked_again(killed: list[tuple[int, int]]) -> None:
    clock, told = Clock(), list[str]()
    watch = Watch(clock, 1.0, told.append)
    watch.asked()
    watch.start(4711)
    watch.asked()
    watch.answered(1)
    clock.advance(LOOK)
    watch.answered(2)
    clock.pump([LOOK] * 5)
    assert (told, clock.getDelayedCalls()) == ([], [])
    # Whoever hears it again has asked for nothing.
    watch.go_on()
    clock.pump([LOOK] * 5)
    assert (told, clock.getDelayedCalls()) == ([], [])
    watch.asked()
    clock.pump([LOOK] * 2)
    assert told == ["it came to no end"]
    watch.kill()
