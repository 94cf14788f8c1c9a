"""Hosts where nothing is forked: each was a spare process before, and is heard, and ends, as those that are."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from poetrygui.hosts import warm as source
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.warm import HAS_HOSTS, WarmProcess
from tests.hosts.heard import JOBS, Heard

pytestmark = pytest.mark.skipif(not HAS_HOSTS, reason="this system has no hosts")
WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def warm(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[WarmProcess]:
    monkeypatch.setattr(source, "CAN_FORK", False)
    process = WarmProcess(reactor, [JOBS])
    yield process
    process.close()


def test_each_job_has_one_and_there_is_another_by_then(warm: WarmProcess, wait_until: WaitUntil) -> None:
    spare = warm.pid
    saying, dying = Heard(warm, "echo", number=1), Heard(warm, "die", signal=signal.SIGTERM)
    assert warm.pid != spare
    os.kill(warm.pid, signal.SIGKILL)  # nobody has to do with it yet
    wait_until(lambda: bool(saying.ends and dying.ends))
    assert saying.messages[0] == {"said": {"number": 1}, "reactor": False}
    assert (len(saying.messages), saying.ends) == (3, [HostEnd()])
    assert dying.ends[0].problem.startswith("its process ended with SIGTERM")
    assert "the last words" in dying.ends[0].output
    staying = Heard(warm, "stay")
    wait_until(lambda: bool(staying.ends))
    assert staying.ends[0].problem == "it closed its lines to the program, and did not end"


def test_all_end_with_what_keeps_them(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "sleep")
    wait_until(lambda: heard.host.pid > 0)
    warm.close()
    wait_until(lambda: bool(heard.ends))
    with pytest.raises(ProcessLookupError):
        os.kill(heard.host.pid, 0)


def test_where_none_can_be_that_is_told(reactor: Any, wait_until: WaitUntil, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "CAN_FORK", False)
    warm = WarmProcess(reactor, ["there.is.no.such.module"])
    heard = Heard(warm, "echo")
    wait_until(lambda: bool(heard.ends))
    assert heard.ends[0].problem == "the process from which it came has gone"
    warm.close()
