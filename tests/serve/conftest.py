"""Servers that are gone when their test is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred

from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.serve.encoded_elsewhere import ENCODER
from poetrygui.serve.listen import ServedPoem, start_serving
from tests.serve.reading import Reader, Reading, read_from


@pytest.fixture(scope="session")
def warm(session_reactor: Any) -> Iterator[WarmProcess]:
    """A process from which hosts come that make the bytes of poems."""
    if not CAN_FORK:
        pytest.skip("this system has no fork")
    process = WarmProcess(session_reactor, [ENCODER])
    yield process
    process.close()


@pytest.fixture
def poem_file(tmp_path: Path) -> Path:
    """A file with LF, CRLF, an empty line, bytes that are not text, and no newline at its end."""
    path = tmp_path / "poem.txt"
    path.write_bytes(b"first\nsecond\r\n\n\xff\x00fourth\nlast")
    return path


@pytest.fixture
def serve(reactor: Any, wait_for: Any) -> Iterator[Callable[..., ServedPoem]]:
    """Return a function that serves as start_serving does, and returns once the server listens."""
    served: list[ServedPoem] = []

    def start(*args: Any, **options: Any) -> ServedPoem:
        served.append(wait_for(start_serving(reactor, *args, **options)))
        return served[-1]

    yield start
    for each in served:
        wait_for(each.stop())


@pytest.fixture
def read(reactor: Any) -> Callable[..., Deferred[Reading]]:
    """Return a function that connects a reader to what is served; fires with what it read."""

    def start(served: ServedPoem, reader: Reader | None = None) -> Deferred[Reading]:
        return read_from(reactor, served.port, reader or Reader())

    return start
