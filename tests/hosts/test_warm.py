"""Real hosts, forked from a real warm process: what they say comes, and what becomes of them is told."""

from __future__ import annotations

import os
import signal
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import CAN_FORK, WarmProcess

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
JOBS = "tests.hosts.jobs"


class Heard:
    """One host, and all that is heard of it."""

    def __init__(self, warm: WarmProcess, job: str, limit: float = 30.0, **arguments: Any) -> None:
        self.messages: list[Message] = []
        self.ends: list[HostEnd] = []
        self.host: Host = warm.run(f"{JOBS}:{job}", arguments, self.messages.append, self.ends.append, limit)


@pytest.fixture
def warm(reactor: Any) -> Iterator[WarmProcess]:
    process = WarmProcess(reactor, [JOBS])
    yield process
    process.close()


WaitUntil = Callable[[Callable[[], bool]], None]


def test_a_host_says_numbers_bytes_and_json_and_ends(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "echo", text="é")
    wait_until(lambda: bool(heard.ends))
    assert heard.messages == [{"said": {"text": "é"}, "reactor": False}, array("Q", [1, 2**63]), b"\0bytes\n"]
    assert heard.ends == [HostEnd()]


def test_many_hosts_run_side_by_side(warm: WarmProcess, wait_until: WaitUntil) -> None:
    hosts = [Heard(warm, "echo", number=number) for number in range(10)]
    wait_until(lambda: all(each.ends for each in hosts))
    assert [each.messages[0] for each in hosts] == [
        {"said": {"number": number}, "reactor": False} for number in range(10)
    ]
    assert {each.host.pid for each in hosts} != {0}


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


def test_the_memory_of_a_host_is_limited(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "take_memory")
    wait_until(lambda: bool(heard.ends))
    assert heard.messages == [{"refused": True}]


def test_hosts_end_with_the_warm_process(reactor: Any, wait_until: WaitUntil) -> None:
    warm = WarmProcess(reactor, [JOBS])
    heard = Heard(warm, "sleep")
    wait_until(lambda: heard.host.pid > 0)
    warm.close()
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem == "the process from which it came has gone"
    if Path("/proc").is_dir():
        wait_until(lambda: not Path(f"/proc/{heard.host.pid}").exists())


def test_a_warm_process_that_cannot_start_ends_its_hosts(reactor: Any, wait_until: WaitUntil) -> None:
    warm = WarmProcess(reactor, ["there.is.no.such.module"])
    heard = Heard(warm, "echo")
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem == "the process from which it came has gone"
    warm.close()
