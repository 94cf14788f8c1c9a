"""The program believes of what a host says what can be; anything else ends it, and nobody waits for ever."""

from __future__ import annotations

import pytest

from poetrygui.hosts.live import hosted_hearing
from poetrygui.hosts.warm import WarmProcess
from tests.hosts.live.conftest import FetchBoth
from tests.hosts.live.scripts import says

SAYS = """
import os, socket, stat
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        for number in range(3, 64):
            try:
                is_line = stat.S_ISSOCK(os.fstat(number).st_mode) and os.fstat(number).st_ino != os.fstat(1).st_ino
            except OSError:
                continue
            if is_line:
                os.set_blocking(number, True)
                os.write(number, WHAT)
"""
GARBAGE = [
    b"\\x80\\x04pickled",
    b"\\0\\0\\0\\0\\x0f{'write': True}",
    b"\\0\\0\\0\\0\\x02[]",
    b'\\0\\0\\0\\0\\x0e{"handled": 9}',
    b'\\0\\0\\0\\0\\x0f{"verdict": {}}',
    b'\\0\\0\\0\\0\\x0f{"verdict": 12}',
    b"\\x02\\0\\0\\0\\x01x",
    b"\\x01\\0\\0\\0\\x08\\x09\\0\\0\\0\\0\\0\\0\\0",
]


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_ends_its_own_connection(fetched: FetchBoth, garbage: bytes) -> None:
    source = SAYS.replace("WHAT", f'b"""{garbage.decode()}"""')
    ended = fetched(source, says(b"x", closes=False), in_host=True).ended
    assert ended[0] == "plugin-fault"
    assert "its process sent garbage" in ended[1]


def test_one_that_cannot_be_loaded_is_told(fetched: FetchBoth) -> None:
    ended = fetched("1 / 0\n", says(b"x", closes=False), in_host=True).ended
    assert ended[:2] == ("plugin-fault", "line 1 of own.py: ZeroDivisionError: division by zero")


def test_one_that_does_not_come_to_its_end_is_waited_for_no_longer(fetched: FetchBoth) -> None:
    source = """
import itertools
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
    def connectionLost(self, reason):
        any(itertools.repeat(0))
"""
    found = fetched(source, says(b"x"), in_host=True, limit=0.3)
    assert (found.ended[0], found.rows) == ("plugin-hang", b"x\n")


def test_what_it_printed_is_told_before_its_end_and_does_not_wait_for_that_of_its_process(fetched: FetchBoth) -> None:
    source = """
import time
from twisted.internet import reactor
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def connectionMade(self):
        reactor.addSystemEventTrigger("before", "shutdown", time.sleep, 1e6)
        print("at first")
    def dataReceived(self, data):
        self.deliver(data)
        print("at the last", end="")
"""
    lines: list[bytes] = []
    found = fetched(source, says(b"x"), in_host=True, limit=0.5, on_lines=lines.append)
    assert (found.ended[0], found.rows) == ("complete", b"x\n")
    assert b"".join(lines) == b"at first\nat the last\n"


def test_a_host_that_delivers_for_ever_waits_for_the_disk(fetched: FetchBoth) -> None:
    source = """
from twisted.internet import reactor
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    left = 50
    def dataReceived(self, data):
        self.more()
    def more(self):
        self.deliver(b"x" * 100_000)
        self.left -= 1
        if self.left:
            reactor.callLater(0, self.more)
        else:
            self.transport.loseConnection()
"""
    found = fetched(source, says(b"x", closes=False), in_host=True)
    assert (found.ended[0], len(found.rows)) == ("complete", 50 * 100_001)


def test_much_in_one_call_is_written_before_it_is_over(fetched: FetchBoth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosted_hearing, "MOST_IN_A_CALL", 300_000)
    source = """
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        for _ in range(9):
            self.deliver(b"x" * 200_000)
"""
    found = fetched(source, says(b"x"), in_host=True)
    assert (found.ended[0], len(found.rows)) == ("complete", 9 * 200_001)
    assert len([each for each in found.records if each[0] == "delivered"]) > 1


def test_where_the_system_lets_there_be_no_host_nobody_is_blamed(
    fetched: FetchBoth, lasting_warm: WarmProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(lasting_warm, "run", fail)
    source = "from poetrygui.api import PoemProtocol\nclass Own(PoemProtocol):\n    pass\n"
    ended = fetched(source, says(b"x", closes=False), in_host=True).ended
    assert ended[:2] == ("unreachable", "no process could be started for the protocol: too many open files")
