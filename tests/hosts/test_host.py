"""A host as the program sees it: what it says until its one end, and how that is told."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.line import adopt
from poetrygui.hosts.messages import HAD_TO_BE_ENDED, Message, pack_message
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from tests.hosts.heard import Heard

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


def test_one_that_waits_is_not_watched_and_goes_on_when_it_is_spoken_to(
    warm: WarmProcess, wait_until: WaitUntil
) -> None:
    heard = Heard(warm, "follow")
    heard.host.send({"text": "one"})
    wait_until(lambda: len(heard.messages) == 1)
    heard.host.send({"text": "two"})
    wait_until(lambda: len(heard.messages) == 2)
    assert heard.messages == [{"heard": "one"}, {"heard": "two"}]
    heard.host.stop()
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem == "it was stopped"
    assert not heard.ends[0].is_hang


def test_garbage_ends_a_host_with_a_sentence(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "garbage")
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem.startswith("its process sent garbage (a message of kind 128)")
    assert heard.messages == []


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_one_that_dies_is_told_with_the_signal_and_what_it_printed(
    warm: WarmProcess, wait_until: WaitUntil, number: signal.Signals
) -> None:
    heard = Heard(warm, "die", signal=int(number))
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem.startswith(f"its process ended with {number.name}")
    assert "the last words" in heard.ends[0].output
    if number is signal.SIGSEGV:
        assert "of jobs.py, in die)" in heard.ends[0].problem


def test_one_that_is_asked_before_it_waits_is_watched_when_it_is_at_that(
    warm: WarmProcess, wait_until: WaitUntil
) -> None:
    """It said that it waits, and nobody looked at it any more, though the question was there by then."""
    heard = Heard(warm, "compute_once_asked", limit=0.3)
    heard.host.send({"text": "on its way before there is a process"})
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem.startswith("it computed for 0.3 s and came to no end")


class Alone:
    """A host without a process, of which everything is said by a test."""

    def __init__(self, reactor: Any) -> None:
        self.messages: list[Message] = []
        self.ends: list[HostEnd] = []
        self.silent: list[Host] = []
        self.host = Host(reactor, self.messages.append, self.ends.append, self.silent.append)

    def say(self, *messages: Message) -> None:
        self.host.line.dataReceived(b"".join(map(pack_message, messages)))

    def end(self, status: int | None) -> HostEnd:
        self.host.line.connectionLost()
        self.host.output.connectionLost()
        assert self.silent == [self.host]
        self.host.ended(status)
        (end,) = self.ends
        return end


def test_signs_of_life_are_no_news_unless_they_tell_something(reactor: Any) -> None:
    alone = Alone(reactor)
    alone.say({"gets_on": {}}, {"gets_on": {"frames": 1}}, {"waits": 1}, {"waits": False}, b"bytes")
    assert alone.messages == [{"gets_on": {"frames": 1}}, {"waits": False}, b"bytes"]


def test_it_is_silent_when_both_of_its_lines_are(reactor: Any) -> None:
    alone = Alone(reactor)
    silent = []
    for line in (alone.host.output, alone.host.line):
        silent.append(alone.host.is_silent)
        line.connectionLost()
    silent.append(alone.host.is_silent)
    assert (silent, alone.silent) == ([False, False, True], [alone.host])


@pytest.mark.parametrize(
    "status, problem",
    [
        (0, ""),
        (None, "the process from which it came has gone"),
        (3 << 8, "its process ended with status 3"),
        (HAD_TO_BE_ENDED, "it closed its lines to the program, and did not end"),
        (int(signal.SIGXCPU), "its process ended with SIGXCPU"),
    ],
)
def test_how_it_ended_is_told_by_its_status(reactor: Any, status: int | None, problem: str) -> None:
    alone = Alone(reactor)
    alone.host.output.dataReceived(b"printed\n")
    end = alone.end(status)
    assert (end.problem, end.is_hang) == (problem, False)
    assert "printed" in end.output


def test_what_was_stopped_before_its_process_was_known_is_ended_as_soon_as_it_is(
    reactor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda pid, number: killed.append((pid, number)))
    alone = Alone(reactor)
    alone.host.stop()
    assert (alone.host.pid, killed) == (0, [])
    alone.host.started(4711)
    assert (alone.host.pid, killed) == (4711, [(4711, signal.SIGKILL)])
    alone.say({"frames": 1})
    assert alone.messages == [], "what it still says is nobody's news"
    assert alone.end(int(signal.SIGKILL)).problem == "it was stopped"


def test_a_message_goes_over_its_line_at_once(reactor: Any, wait_until: WaitUntil) -> None:
    alone = Alone(reactor)
    ours, other = socket.socketpair()
    adopt(reactor, ours, alone.host.line)
    ours.close()
    alone.host.send({"text": "one"})
    assert other.recv(100) == pack_message({"text": "one"})
    # One that is lost by then, of which nobody has heard yet, has nothing to send by.
    other.close()
    alone.host.send({"text": "two"})
    wait_until(lambda: not alone.host.line.transport.connected)
    alone.host.send({"text": "three"})


def test_one_that_can_say_nothing_more_and_stays_is_ended(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "fall_silent", limit=0.3)
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem.startswith("it closed its line to the program, and did not end")
    assert not heard.ends[0].is_hang, "nothing was to be heard of it"
