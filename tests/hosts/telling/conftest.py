"""A warm process that tells of files, and a reader that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.telling import TELLERS
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from tests.hosts.telling.read_files import ReadFiles


@pytest.fixture(scope="module")
def warm(session_reactor: Any) -> Iterator[WarmProcess]:
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    process = WarmProcess(session_reactor, TELLERS)
    yield process
    process.close()


@pytest.fixture
def files(reactor: Any, warm: WarmProcess, tmp_path: Path, wait_for: Any) -> Iterator[ReadFiles]:
    """Read files of a test's folder."""
    found = ReadFiles(reactor, warm, tmp_path, wait_for)
    yield found
    found.reader.close()
