"""What is asked of a process that makes hosts comes with its descriptors, and each answer to who asked."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from poetrygui.hosts.control import Control
from poetrygui.hosts.warm_process import FORK, NUMBER, REAP

WaitUntil = Callable[[Callable[[], bool]], None]


def test_each_answer_comes_to_who_asked_and_in_the_end_nobody_waits(reactor: Any, wait_until: WaitUntil) -> None:
    ours, theirs = socket.socketpair()
    heard: list[Any] = []
    control = Control(reactor, ours, lambda pid: heard.append(("ready", pid)), lambda: heard.append("lost"))
    with Path(os.devnull).open("rb") as file:
        control.ask(FORK, 0, [file.fileno()], heard.append, lambda: heard.append("no host"))
    control.ask(REAP, 7, [], heard.append, lambda: heard.append("no end"))
    asked, descriptors, _, _ = socket.recv_fds(theirs, 100, 3)
    asked += theirs.recv(100) if len(asked) == 1 + NUMBER.size else b""
    assert asked == FORK + NUMBER.pack(0) + REAP + NUMBER.pack(7)
    for each in descriptors:
        os.close(each)
    theirs.sendall(NUMBER.pack(5) + NUMBER.pack(6))
    wait_until(lambda: len(heard) == 2)
    theirs.close()
    wait_until(lambda: len(heard) == 4)
    control.ask(REAP, 8, [], heard.append, lambda: heard.append("gone"))
    assert heard == [("ready", 5), 6, "lost", "no end", "gone"]
    assert control.is_lost
    control.close()
