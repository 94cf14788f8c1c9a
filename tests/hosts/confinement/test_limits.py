"""What a host may take of memory, disk and time, and that it is the first to go."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable

import pytest

from poetrygui.hosts.confinement.allowed import NOTHING, Allowed
from poetrygui.hosts.confinement.limits import MOST_CPU, MOST_MEMORY, MOST_WRITTEN
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from tests.hosts.heard import Heard

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.mark.parametrize("allowed, most", [(NOTHING, 0), (Allowed(write=("/nowhere",)), MOST_WRITTEN)])
def test_limits(warm: WarmProcess, wait_until: WaitUntil, allowed: Allowed, most: int) -> None:
    heard = Heard(warm, "limits", allowed=allowed)
    wait_until(lambda: bool(heard.ends))
    told = heard.messages[0]
    assert isinstance(told, dict)
    # A limit that was lower before stays.
    assert told["memory"] <= MOST_MEMORY
    assert told["cpu"] <= MOST_CPU
    assert told["file"] <= most
    assert told["core"] == 0
    assert told["umask"] == 0o077


def test_one_that_lasts_may_compute_for_as_long_as_it_gets_on(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "limits", lasts=True)
    wait_until(lambda: bool(heard.ends))
    told = heard.messages[0]
    assert isinstance(told, dict)
    assert told["cpu"] == resource.getrlimit(resource.RLIMIT_CPU)[1]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has it")
def test_a_host_is_the_first_to_go_and_leaves_no_core(warm: WarmProcess, wait_until: WaitUntil) -> None:
    heard = Heard(warm, "limits")
    wait_until(lambda: bool(heard.ends))
    told = heard.messages[0]
    assert isinstance(told, dict)
    assert (told["dumpable"], told["first"]) == (0, "1000")
