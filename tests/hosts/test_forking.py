"""One warm process: it is ready, and that it has gone is told once, but for who ends it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.hosts.forking import Forks
from poetrygui.hosts.warm import CAN_FORK
from tests.hosts.heard import JOBS

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


def test_that_it_has_gone_is_told_once_and_that_it_never_was_ready(reactor: Any, wait_until: WaitUntil) -> None:
    gone: list[Any] = []
    ready = Forks(reactor, [JOBS], lambda *told: gone.append(told))
    never = Forks(reactor, ["there.is.no.such.module"], lambda *told: gone.append(told))
    closed = Forks(reactor, [JOBS], lambda *told: gone.append(told))
    waiting: list[object] = []
    ready.ask([], waiting.append, lambda: waiting.append("no host"))
    closed.close()
    wait_until(lambda: never.is_lost and bool(gone))
    wait_until(lambda: len(waiting) == 1)
    os.kill(ready.pid, signal.SIGKILL)
    wait_until(lambda: len(gone) == 2)
    assert gone[0] == (never, None)
    assert gone[1][0] is ready
    assert gone[1][1] is not None
    ready.close()
    never.close()
    assert len(gone) == 2
