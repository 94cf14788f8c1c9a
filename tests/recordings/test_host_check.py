"""A check in a host tells what it found, and of what ends its process, where that was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.warm import CAN_FORK, WarmProcess
from poetrygui.recordings.allowed import files_beside

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
MODULE = "poetrygui.recordings.host_check"
WaitUntil = Callable[[Callable[[], bool]], None]
SOURCE = """
from poetrygui.api import PoemProtocol, Sample
class Own(PoemProtocol):
    size: int = 1
    def dataReceived(self, data):
        BODY
SAMPLES = [Sample(b"ab", [b"ab"])]
"""


@pytest.fixture
def check(reactor: Any, wait_until: WaitUntil, tmp_path: Path) -> Iterator[Callable[..., tuple[list[Any], HostEnd]]]:
    warm = WarmProcess(reactor, [MODULE])

    def check(body: str, limit: float = 30.0, **options: str) -> tuple[list[Any], HostEnd]:
        path = tmp_path / "own.py"
        path.write_text(SOURCE.replace("BODY", body))
        messages: list[Any] = []
        ends: list[HostEnd] = []
        told = {"path": str(path), "sha256": "", "options": options}
        allowed = Allowed(read=tuple(files_beside(path)))
        warm.run(f"{MODULE}:run", told, messages.append, ends.append, limit, allowed=allowed)
        wait_until(lambda: bool(ends))
        return messages, ends[0]

    yield check
    warm.close()


def test_what_was_found_is_told_in_order(check: Callable[..., tuple[list[Any], HostEnd]]) -> None:
    messages, end = check("self.deliver(data)")
    assert end == HostEnd()
    assert [each["result"][0] for each in messages][:2] == ["samples", "byte by byte"]
    assert messages[0]["result"] == ["samples", True, "1 stream gave what the file says"]
    assert not messages[1]["result"][1]  # its frames are its chunks


def test_a_file_and_options_that_cannot_be_are_told_apart(check: Callable[..., tuple[list[Any], HostEnd]]) -> None:
    messages, _ = check("return (")
    assert [*messages[0]] == ["problem"]
    messages, _ = check("self.deliver(data)", size="no")
    assert [*messages[0]] == ["usage"]


def test_what_ends_its_process_is_told_with_the_line(check: Callable[..., tuple[list[Any], HostEnd]]) -> None:
    _, end = check("import ctypes; ctypes.string_at(0)")
    assert end.problem == "its process ended with SIGSEGV (line 6 of own.py, in dataReceived)"
    _, end = check("import itertools; any(itertools.repeat(0))", limit=0.3)
    assert end.problem == "it computed for 0.3 s and came to no end (line 6 of own.py, in dataReceived)"
