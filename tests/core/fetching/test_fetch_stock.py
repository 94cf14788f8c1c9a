"""Classes of Twisted's, loaded from a file as a user's are, over real connections."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from poetrygui.errors import PluginError
from poetrygui.plugins.loader import load_protocol
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import Session, sends

SOURCE = """
from twisted.internet.protocol import Protocol
from twisted.protocols.basic import Int32StringReceiver, LineOnlyReceiver, LineReceiver, NetstringReceiver

class Own({base}):
    MAX_LENGTH = 100
    seen = []

    def {callback}(self, data):
        self.seen.append(data)
"""
CALLBACKS = {
    "LineReceiver": "lineReceived",
    "LineOnlyReceiver": "lineReceived",
    "NetstringReceiver": "stringReceived",
    "Int32StringReceiver": "stringReceived",
    "Protocol": "dataReceived",
}
WIRE = {
    "LineReceiver": b"one\r\ntwo\r\n",
    "LineOnlyReceiver": b"one\r\ntwo\r\n",
    "NetstringReceiver": b"3:one,3:two,",
    "Int32StringReceiver": b"\0\0\0\3one\0\0\0\3two",
    "Protocol": b"onetwo",
}


def own(base: str) -> type[PoemProtocol]:
    source = SOURCE.format(base=base, callback=CALLBACKS[base])
    return load_protocol(Path("/somewhere/own.py"), source.encode())


def in_two(data: bytes) -> list[bytes]:
    return [data[: len(data) // 2], data[len(data) // 2 :]]


@pytest.mark.parametrize("base", CALLBACKS)
def test_what_it_receives_is_delivered_and_its_own_code_runs(serve: Serve, fetched: Fetched, base: str) -> None:
    async def script(session: Session) -> None:
        for piece in in_two(WIRE[base]):
            session.send(piece)
            await session.sent()
        session.close()

    protocol = own(base)
    running = fetched(serve(script), protocol)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"onetwo")
    assert running.ended.frames == (1 if base == "Protocol" else 2)
    assert b"".join(protocol.seen) == b"onetwo"  # type: ignore[attr-defined]  # of the file's own


@pytest.mark.parametrize("base", ["LineReceiver", "LineOnlyReceiver", "NetstringReceiver", "Int32StringReceiver"])
def test_a_close_inside_a_frame(serve: Serve, fetched: Fetched, base: str) -> None:
    for missing in range(1, 4):
        running = fetched(serve(sends(WIRE[base][:-missing])), own(base))
        assert (running.outcome, running.exact) == (Outcome.CUT, b"one")


@pytest.mark.parametrize(
    "base, data",
    [
        ("LineReceiver", b"x" * 101 + b"\r\n"),
        ("LineOnlyReceiver", b"x" * 101 + b"\r\n"),
        ("LineReceiver", b"x" * 1000),
        ("NetstringReceiver", b"101:"),
        ("NetstringReceiver", b"x"),
        ("NetstringReceiver", b"3:onex"),
        ("Int32StringReceiver", b"\xff\xff\xff\xff"),
    ],
)
def test_what_it_does_not_take(serve: Serve, fetched: Fetched, base: str, data: bytes) -> None:
    running = fetched(serve(sends(WIRE[base] + data + WIRE[base])), own(base))
    assert (running.outcome, running.exact) == (Outcome.PROTOCOL_ERROR, b"onetwo")


def test_a_file_of_ten_lines(serve: Serve, fetched: Fetched) -> None:
    source = b'''"""Strings led by their length in four bytes, network order."""
from twisted.protocols.basic import Int32StringReceiver
from poetrygui.api import PoemProtocol

API = 1
TITLE = "Length-prefixed (int32)"

class Int32(PoemProtocol, Int32StringReceiver):
    def stringReceived(self, string):
        self.deliver(string)
'''
    running = fetched(serve(sends(WIRE["Int32StringReceiver"])), load_protocol(Path("/somewhere/int32.py"), source))
    assert (running.outcome, running.exact, running.ended.frames) == (Outcome.COMPLETE, b"onetwo", 2)


def test_one_line_of_the_file_names_the_callback(serve: Serve, fetched: Fetched) -> None:
    source = b"""
from twisted.protocols.basic import LineReceiver

OVERHEAR = "onMessage"

class Own(LineReceiver):
    def lineReceived(self, line):
        if line:
            self.onMessage(line.upper(), False)

    def onMessage(self, payload, isBinary):
        self.sendLine(payload)
"""
    protocol = load_protocol(Path("/somewhere/own.py"), source)
    running = fetched(serve(sends(b"one\r\n\r\ntwo\r\n")), protocol)
    assert (running.outcome, running.exact, running.ended.frames) == (Outcome.COMPLETE, b"ONETWO", 2)
    with pytest.raises(PluginError, match="OVERHEAR names 'onMassage'"):
        load_protocol(Path("/somewhere/own.py"), source.replace(b'"onMessage"', b'("onMessage", "onMassage")'))


def test_it_sends_what_it_is_asked_to(serve: Serve, fetched: Fetched) -> None:
    async def echoes(session: Session) -> None:
        session.send(await session.heard(len(b"hello\r\n")))
        await session.sent()
        session.close()

    server = serve(echoes)
    source = b"from twisted.protocols.basic import LineReceiver\nclass Own(LineReceiver):\n    pass\n"
    running = fetched(server, load_protocol(Path("/somewhere/own.py"), source), send="hello")
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"hello")
