"""How the bytes come: a line for each chunk where that is asked for, and once the way to the protocol."""

from __future__ import annotations

import pytest
from twisted.internet.testing import StringTransport

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.commands.trace import Trace
from poetrygui.core.connection.connection import Connection, ConnectionOwner


class Own(PoemProtocol):
    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)


class Traced(ConnectionOwner):
    """Hands each chunk to a trace, as ``get`` does."""

    def __init__(self, *, chunks: bool, stack: bool) -> None:
        self.told: list[str] = []
        self.trace = Trace(self.told.append, chunks=chunks, stack=stack)

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        self.trace.chunk(2, connection, chunk)


@pytest.mark.parametrize(
    "chunks, stack, lines", [(True, False, 2), (False, True, 1), (True, True, 3), (False, False, 0)]
)
def test_chunks_and_the_way_are_told_where_they_are_asked_for(chunks: bool, stack: bool, lines: int) -> None:
    owner = Traced(chunks=chunks, stack=stack)
    connection = Connection(owner, CollectedFrames(), Own)
    connection.makeConnection(StringTransport())
    for data in (b"abc", b"d"):
        connection.dataReceived(data)
    assert len(owner.told) == lines
    sizes = [line for line in owner.told if line.startswith("Task 2: got ")]
    assert [line.split()[3] for line in sizes] == ["3", "1"] * chunks
    ways = [line for line in owner.told if line.startswith("The way from the reactor to the protocol:")]
    assert len(ways) == stack
    for way in ways:
        last = way.splitlines()[-1]
        assert "in Own.dataReceived" in last
        assert __file__ in last
        assert "in chunk_received" not in way, "this tracing is no part of the way"


@pytest.mark.parametrize(
    "where, told", [("", "oops\nand more"), ("command:ls", "command:ls: oops\ncommand:ls: and more")]
)
def test_what_a_transport_says_is_told_always(where: str, told: str) -> None:
    traced = Traced(chunks=False, stack=False)
    traced.trace.aside(where, "oops\nand more\n")
    assert traced.told == [told]
