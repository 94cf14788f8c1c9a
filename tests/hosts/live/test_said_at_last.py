"""What a protocol has delivered is shown though its process ends in the midst of the call, and so is its line."""

from __future__ import annotations

import pytest

from tests.hosts.live.conftest import FetchBoth, Fetched
from tests.hosts.live.scripts import says

SOURCE = """
import ctypes, itertools, os, signal, threading, time
from twisted.internet import reactor
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        print("printed")
        self.deliver(data)
        BODY
"""


def fetch(fetched: FetchBoth, body: str, lines: list[bytes] | None = None) -> Fetched:
    source = SOURCE.replace("BODY", body)
    lines = [] if lines is None else lines
    return fetched(source, says(b"x", closes=False), in_host=True, limit=30.0, on_lines=lines.append)


@pytest.mark.parametrize(
    "body, outcome, reason",
    [
        ("while True: pass", "plugin-hang", "the protocol's dataReceived was interrupted: it did not return within"),
        ("os._exit(7)", "plugin-fault", "its process ended with status 7 (line 9 of own.py, in dataReceived)"),
        ("os._exit(0)", "plugin-fault", "its process ended with status 0, before its connection did (line 9 of own.py"),
        ("os.abort()", "plugin-fault", "its process ended with SIGABRT (line 9 of own.py, in dataReceived)"),
    ],
)
def test_frames_and_the_line_are_told(fetched: FetchBoth, body: str, outcome: str, reason: str) -> None:
    lines: list[bytes] = []
    found = fetch(fetched, body, lines)
    assert found.ended[0] == outcome
    assert found.ended[1].startswith(reason)
    assert found.rows == b"x\n"
    assert b"".join(lines) == b"printed\n", "a stack is no print"


@pytest.mark.parametrize(
    "body, reason",
    [
        ("ctypes.string_at(0)", "its process ended with SIGSEGV (line 9 of own.py, in dataReceived)"),
        ("signal.raise_signal(signal.SIGTERM)", "its process ended with SIGTERM (line 9 of own.py, in dataReceived)"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "its process ended with SIGKILL"),
    ],
)
def test_what_cannot_be_told_by_then_is_said(fetched: FetchBoth, body: str, reason: str) -> None:
    lines: list[bytes] = []
    found = fetch(fetched, body, lines)
    assert found.ended[:2] == ("plugin-fault", reason)
    assert found.rows == b""
    assert found.ended[5].data == b"x", "the bytes are there"
    assert "What it had not answered: 1 byte from byte 0 of the stream on, in dataReceived." in found.details
    assert "are not shown" in found.details
    assert b"".join(lines) == b"printed\n"


def test_a_thread_that_leaves_is_told_with_its_line(fetched: FetchBoth) -> None:
    found = fetch(fetched, "threading.Thread(target=lambda: os._exit(5)).start()")
    assert found.ended[0] == "plugin-fault"
    assert found.ended[1] == "its process ended with status 5 (line 9 of own.py, in <lambda>)"


def test_one_that_crashes_when_its_connection_is_over_is_told_among_its_prints(fetched: FetchBoth) -> None:
    body = "reactor.addSystemEventTrigger('before', 'shutdown', ctypes.string_at, 0); self.transport.loseConnection()"
    lines: list[bytes] = []
    found = fetch(fetched, body, lines)
    assert found.ended[0] == "complete"
    # Its end may be told later than that of its connection.
    told = b"".join(lines).removeprefix(b"printed\n")
    assert not told or told.startswith(b"After its connection had ended, its process ended with SIGSEGV")
