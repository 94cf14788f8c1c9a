"""What a warm process forks: hosts without a reactor and with limits, each with what it prints."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from array import array
from collections.abc import Callable

import pytest

from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.own_process import own_process
from tests.hosts.heard import Heard
from tests.surroundings import PATIENCE

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


def test_a_host_says_numbers_bytes_and_json_and_ends(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "echo", text="é")
    wait_until(lambda: bool(heard.ends))
    assert heard.messages == [{"said": {"text": "é"}, "reactor": False}, array("Q", [1, 2**63]), b"\0bytes\n"]
    assert heard.ends == [HostEnd()]


def test_the_memory_of_a_host_is_limited(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "take_memory")
    wait_until(lambda: bool(heard.ends))
    assert heard.messages == [{"refused": True}]


def test_a_host_that_closes_its_lines_and_stays_is_ended_and_others_go_on(
    warm: WarmProcess, wait_until: WaitUntil
) -> None:
    staying, other = Heard(warm, "stay"), Heard(warm, "echo", text="x")
    wait_until(lambda: bool(staying.ends) and bool(other.ends))
    assert staying.ends[0].problem == "it closed its lines to the program, and did not end"
    assert other.ends == [HostEnd()]


def test_one_whose_program_has_gone_before_it_was_ready_says_nothing() -> None:
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs:
        ended = subprocess.run(
            own_process("host", str(theirs.fileno())),
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
