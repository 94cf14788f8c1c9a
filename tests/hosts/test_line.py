"""One end of a pair of sockets in the reactor's hands: what comes is handed on, and the end is told once."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from typing import Any

from poetrygui.hosts.line import Line, adopt

WaitUntil = Callable[[Callable[[], bool]], None]


def test_it_hands_on_what_comes_and_tells_its_end_once(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    came: list[bytes] = []
    lost: list[str] = []
    line = Line(came.append, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()  # the reactor has a descriptor of its own
    other.sendall(b"verse")
    wait_until(lambda: b"".join(came) == b"verse")
    line.transport.write(b"heard")
    wait_until(lambda: bool(select.select([other], [], [], 0)[0]))
    assert other.recv(5) == b"heard"
    assert lost == []
    other.close()
    wait_until(lambda: bool(lost))
    assert lost == ["lost"]


def test_nothing_it_does_blocks(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    lost: list[str] = []
    line = Line(lambda _: None, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    line.transport.write(bytes(10_000_000))  # more than the system holds for whoever does not read
    line.transport.abortConnection()
    wait_until(lambda: bool(lost))
    ours.close()
    other.close()


def test_what_is_there_is_heard_without_waiting_for_the_reactor(reactor: Any, wait_until: WaitUntil) -> None:
    ours, other = socket.socketpair()
    came: list[bytes] = []
    lost: list[str] = []
    line = Line(came.append, lambda: lost.append("lost"))
    adopt(reactor, ours, line)
    ours.close()
    line.hear()
    other.sendall(bytes(100_000))
    line.hear()
    assert sum(map(len, came)) == 100_000
    other.close()
    line.hear()
    assert lost == []
    wait_until(lambda: bool(lost))
    line.hear()
    assert lost == ["lost"]
