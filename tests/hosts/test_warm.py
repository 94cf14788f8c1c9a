"""Real hosts, forked from a real warm process: what they say comes, and what becomes of them is told."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.warm import BEGUN_ANEW, CAN_FORK, WarmProcess
from tests.hosts.heard import JOBS, Heard
from tests.surroundings import PATIENCE

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


def test_many_hosts_run_side_by_side(warm: WarmProcess, wait_until: WaitUntil) -> None:
    hosts = [Heard(warm, "echo", number=number) for number in range(10)]
    wait_until(lambda: all(each.ends for each in hosts))
    assert [each.messages[0] for each in hosts] == [
        {"said": {"number": number}, "reactor": False} for number in range(10)
    ]
    assert {each.host.pid for each in hosts} != {0}


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


def end_of(warm: WarmProcess) -> Callable[[], bool]:
    """End what its hosts come from, as a user or the system does; return what tells whether that is known."""
    told: list[str] = []
    warm.told = told.append
    os.kill(warm.pid, signal.SIGKILL)
    return lambda: told == [BEGUN_ANEW]


def test_where_it_goes_another_one_is_begun_and_who_has_said_nothing_begins_anew(
    warm: WarmProcess, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.hosts.warm.SHORTEST", 0.0)
    following, silent = Heard(warm, "follow"), Heard(warm, "echo_once_asked", number=1)
    following.host.send({"text": "one"})
    wait_until(lambda: following.messages == [{"heard": "one"}] and silent.host.pid > 0)
    first = silent.host.pid
    is_told = end_of(warm)
    wait_until(lambda: is_told() and bool(following.ends) and silent.host.pid not in (0, first))
    assert following.ends[0].problem == "the process from which it came has gone"
    assert following.ends[0].is_orphan
    silent.host.send({"text": "two"})
    wait_until(lambda: bool(silent.ends))
    assert silent.messages == [{"said": {"number": 1}, "heard": {"text": "two"}}]
    assert silent.ends == [HostEnd()]


def test_one_that_goes_at_once_is_followed_by_another_when_that_is_needed(
    warm: WarmProcess, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.hosts.warm.SHORTEST", 3600.0)
    is_told = end_of(warm)
    wait_until(lambda: not warm.pid)
    assert not is_told()
    heard = Heard(warm, "echo")
    assert is_told()
    wait_until(lambda: bool(heard.ends))
    assert (len(heard.messages), heard.ends) == (3, [HostEnd()])


def test_where_the_system_has_no_more_descriptors_nothing_is_waited_for(
    warm: WarmProcess, wait_until: WaitUntil, wait_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.hosts.warm.SHORTEST", 0.0)
    silent = Heard(warm, "echo_once_asked")
    wait_until(lambda: silent.host.pid > 0)

    def none_left() -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(socket, "socketpair", none_left)
    os.kill(warm.pid, signal.SIGKILL)
    wait_until(lambda: bool(silent.ends))
    assert silent.ends[0].is_orphan
    with pytest.raises(OSError, match="Too many"):
        Heard(warm, "echo")
    monkeypatch.undo()
    wait_for(warm.all_ended(PATIENCE))
    heard = Heard(warm, "echo")
    wait_until(lambda: bool(heard.ends))
    assert heard.ends == [HostEnd()]


PROGRAM = """
from twisted.internet import reactor
from poetrygui.hosts import warm
warm.SHORTEST = 0.0
process = warm.WarmProcess(reactor, ["json"])
process.told = print
ends = []
process.run("json:dumps", {}, print, lambda end: (ends.append(end), reactor.callLater(0, reactor.stop)))
reactor.addSystemEventTrigger("after", "shutdown", process.close)
reactor.run()
print(len(ends))
"""


def test_a_program_that_leaves_off_does_not_take_it_for_gone() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"1\n"


def test_the_end_of_all_is_waited_for_no_longer_than_is_wanted(warm: WarmProcess, wait_for: Any) -> None:
    wait_for(warm.all_ended(0.01))
    heard = [Heard(warm, "echo") for _ in range(3)]
    wait_for(warm.all_ended(PATIENCE))
    assert [len(each.ends) for each in heard] == [1, 1, 1]
    sleeper = Heard(warm, "sleep")
    wait_for(warm.all_ended(0.01))
    assert not sleeper.ends
    sleeper.host.stop()
    wait_for(warm.all_ended(PATIENCE))
    assert len(sleeper.ends) == 1


def test_more_are_asked_for_than_there_is_room_for(
    warm: WarmProcess, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_fds, refused = socket.send_fds, [BlockingIOError(), BlockingIOError()]

    def send(*asked: Any) -> int:
        if refused:
            raise refused.pop()
        return send_fds(*asked)

    monkeypatch.setattr(socket, "send_fds", send)
    heard = [Heard(warm, "echo") for _ in range(3)]
    wait_until(lambda: all(each.ends for each in heard))
    assert [each.ends[0].problem for each in heard] == [""] * 3
    assert [len(each.messages) for each in heard] == [3] * 3
