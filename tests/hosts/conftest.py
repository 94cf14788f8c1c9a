"""A warm process with the jobs of these tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from poetrygui.hosts.warm import WarmProcess
from tests.hosts.heard import JOBS


@pytest.fixture
def warm(reactor: Any) -> Iterator[WarmProcess]:
    process = WarmProcess(reactor, [JOBS])
    yield process
    process.close()
