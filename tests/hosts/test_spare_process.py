"""A spare process elsewhere than on Linux, where it sees by itself that the program has gone."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import ExitStack

import pytest

from poetrygui.hosts.confinement.allowed import NOTHING
from poetrygui.hosts.messages import pack_message
from poetrygui.hosts.warm import HAS_HOSTS
from poetrygui.hosts.warm_process import FORK, NUMBER
from tests.hosts.heard import JOBS
from tests.surroundings import PATIENCE

pytestmark = pytest.mark.skipif(not HAS_HOSTS, reason="this system has no hosts")
ELSEWHERE = """
import sys, types
from poetrygui.hosts import spare_process
spare_process.sys = types.SimpleNamespace(platform="darwin")
spare_process.main(sys.argv[1:])
"""


def test_it_leaves_with_the_program_whatever_it_is_doing() -> None:
    with ExitStack() as stack:
        pairs = [socket.socketpair() for _ in range(3)]
        for each in sum(pairs, ()):
            stack.enter_context(each)
        (control, theirs), (line, their_line), (_, their_output) = pairs
        command = [sys.executable, "-c", ELSEWHERE, str(theirs.fileno()), JOBS]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
        handed = [their_line.fileno(), their_output.fileno()]
        socket.send_fds(control, [FORK + NUMBER.pack(0)], handed)
        control.settimeout(PATIENCE)
        told = control.recv(NUMBER.size) + control.recv(NUMBER.size)
        assert told == NUMBER.pack(process.pid) * 2
        asked = {"job": f"{JOBS}:say_and_sleep", "arguments": {}, "allowed": NOTHING.as_json(), "lasts": False}
        line.settimeout(PATIENCE)
        line.sendall(pack_message(asked))
        assert line.recv(100) == pack_message({"sleeps": True})
        assert process.poll() is None
        control.close()
        assert process.wait(PATIENCE) == 1


def test_it_leaves_where_it_is_never_asked() -> None:
    control, theirs = socket.socketpair()
    with theirs:
        command = [sys.executable, "-c", ELSEWHERE, str(theirs.fileno()), "json"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
    control.close()
    assert process.wait(PATIENCE) in (0, 1)
