"""A protocol in a host is what it is in the program's own process: its frames, its end, and what is recorded."""

from __future__ import annotations

import pytest

from tests.hosts.live.conftest import FetchBoth
from tests.hosts.live.scripts import says

IMPORTS = """
import time
from twisted.internet import reactor, defer
from twisted.protocols.basic import LineReceiver, Int32StringReceiver
from twisted.protocols.policies import TimeoutMixin
from poetrygui.api import PoemProtocol, Delimited
"""
HEAD = f"""{IMPORTS}
class _Lines(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    def lineReceived(self, line):
        self.deliver(line.upper())
"""

SOURCES = {
    "plain": """
class Own(_Lines): pass
""",
    "speaks first": """
class Own(_Lines):
    def connectionMade(self):
        self.sendLine(b'hello')
""",
    "answers": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        self.sendLine(line[::-1])
""",
    "in parts": """
class Own(PoemProtocol):
    def dataReceived(self, data):
        for each in data.split():
            self.deliver_part(each[:1])
            self.deliver(each[1:])
""",
    "many": """
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver_many([b"x" * n for n in range(500)])
""",
    "large": """
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(b"y" * 1_000_000)
        self.deliver_part(b"z" * 1_000_000)
""",
    "raises": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        raise ValueError('no')
""",
    "leaves": """
class Own(_Lines):
    def lineReceived(self, line):
        raise SystemExit(3)
""",
    "raises as it is made": """
class Own(_Lines):
    def __init__(self):
        raise ValueError('no')
""",
    "raises as it connects": """
class Own(_Lines):
    def connectionMade(self):
        raise ValueError('no')
""",
    "raises at the end": """
class Own(_Lines):
    def connectionLost(self, reason):
        raise ValueError('no')
""",
    "has enough": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        self.transport.loseConnection()
""",
    "aborts": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        self.transport.abortConnection()
""",
    "closes over an error": """
class Own(_Lines):
    def lineReceived(self, line):
        try:
            int(line)
        except ValueError:
            self.transport.loseConnection()
""",
    "does not want it": """
class Own(_Lines):
    def lineReceived(self, line):
        self.fail('byte 0 of the stream is no poem')
""",
    "remarks": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        self.remark('odd')
""",
    "delivers at the end": """
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.held = data
    def connectionLost(self, reason):
        self.deliver(self.held)
""",
    "asks for the end": """
class Own(_Lines):
    def lineReceived(self, line):
        self.deliver(line)
        reactor.stop()
""",
    "longer than it may be": """
class Own(_Lines):
    MAX_LENGTH = 2
""",
    "by a factory of its own": """
from twisted.internet.protocol import ClientFactory
class Own(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        self.factory.heard.append(line)
class OwnFactory(ClientFactory):
    protocol = Own
    def __init__(self):
        self.heard = []
    def clientConnectionLost(self, connector, reason):
        print(self.heard)
""",
    "of a daemon": """
class Own(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        pass
""",
    "hangs": """
class Own(_Lines):
    def lineReceived(self, line):
        while True: pass
""",
}

SPOKEN = {"speaks first": b"hello\n", "answers": b"eno\nowt\neerht\n"}


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_the_same_in_a_host(fetched: FetchBoth, name: str) -> None:
    source = (HEAD if "(_Lines)" in SOURCES[name] else IMPORTS) + SOURCES[name]
    spoken = SPOKEN.get(name, b"")
    script = says(b"one\ntwo\n", b"three\n", b"fou", hears=len(spoken))
    here = fetched(source, script, in_host=False)
    there = fetched(source, script, in_host=True)
    assert there.ended == here.ended
    assert there.rows == here.rows
    assert there.said == here.said == spoken
    assert there.records == here.records


def test_what_only_a_host_survives(fetched: FetchBoth) -> None:
    for body, told in (
        ("import os; os._exit(3)", "its process ended with status 3"),
        ("import ctypes; ctypes.string_at(0)", "its process ended with SIGSEGV (line "),
        ("import itertools; any(itertools.repeat(0))", "it computed for 0.5 s and came to no end (line "),
    ):
        source = (
            f"{HEAD}class Own(_Lines):\n    def lineReceived(self, line):\n        self.deliver(line)\n        {body}"
        )
        there = fetched(source, says(b"one\n"), in_host=True, limit=0.5)
        assert told in there.ended[1]
        assert there.ended[0] in ("plugin-fault", "plugin-hang")


def test_a_late_frame_is_delivered_without_a_chunk(fetched: FetchBoth) -> None:
    source = f"""{IMPORTS}
class Own(PoemProtocol):
    def dataReceived(self, data):
        reactor.callLater(0.01, self.late)
    def late(self):
        self.deliver(b"late")
        self.transport.loseConnection()
"""

    for in_host in (False, True):
        found = fetched(source, says(b"x", closes=False), in_host=in_host)
        assert (found.ended[0], found.rows) == ("complete", b"late\n")
        assert ("delivered", 1, 5) in found.records


def test_who_stops_it_gets_what_is_left(fetched: FetchBoth) -> None:
    source = f"""{IMPORTS}
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.held = data
    def connectionLost(self, reason):
        self.deliver(self.held)
"""

    for in_host in (False, True):
        found = fetched(source, says(b"held", closes=False), in_host=in_host, idle_timeout=1)
        assert (found.ended[0], found.rows) == ("timeout", b"held\n")
