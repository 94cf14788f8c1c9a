"""Jobs in hosts, of which all tests have one process that makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from poetrygui.hosts.warm import CAN_FORK
from poetrygui.recordings.workers import HostWorkers, SliceWorkers, Workers
from tests.conftest import WaitFor
from tests.surroundings import PATIENCE


@pytest.fixture(scope="session")
def lasting_hosts(session_reactor: Any) -> Iterator[HostWorkers]:
    """What lasts: to import all that a job needs takes longer than most of these tests."""
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    found = HostWorkers(session_reactor)
    yield found
    found.close()


@pytest.fixture
def hosts(lasting_hosts: HostWorkers, wait_for: WaitFor) -> Iterator[HostWorkers]:
    """The same, and no job of a test is left behind it."""
    yield lasting_hosts
    wait_for(lasting_hosts.warm.all_ended(PATIENCE))


@pytest.fixture(params=["hosts", "slices"])
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    """What runs jobs: a test runs with hosts, and again in slices."""
    if request.param == "hosts":
        yield request.getfixturevalue("hosts")  # before the reactor, which looks for what a test begins
    else:
        with closing(SliceWorkers(request.getfixturevalue("reactor"))) as slices:
            yield slices
