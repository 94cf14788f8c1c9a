"""What several tests of the window need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gui.scripted import LoopbackServers


@pytest.fixture
def servers(reactor: Any, wait_for: Any) -> Iterator[LoopbackServers]:
    """Servers on free ports, which end with the test."""
    servers = LoopbackServers(reactor)
    yield servers
    wait_for(servers.close())
