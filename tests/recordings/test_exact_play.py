"""A recording played into anybody's protocol: chunk for chunk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.recordings.exact_play import play_into
from tests.recordings.tapes import MemoryTape


class Client(Protocol):
    """Somebody's own: it knows nothing of this program."""

    transport: Any

    def __init__(self, leaves_after: int = 1_000) -> None:
        self.chunks: list[bytes] = []
        self.reason: Failure | None = None
        self.leaves_after = leaves_after

    def connectionMade(self) -> None:
        self.transport.write(b"HELO\n")

    def dataReceived(self, data: bytes) -> None:
        self.chunks.append(data)
        if len(self.chunks) == self.leaves_after:
            self.transport.write(b"QUIT\n")
            self.transport.loseConnection()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reason = reason


@given(st.lists(st.binary(min_size=1, max_size=9), max_size=8))
def test_it_is_given_each_chunk_as_it_came(chunks: list[bytes]) -> None:
    client = Client()
    played = play_into(MemoryTape(chunks), client)
    assert client.chunks == chunks
    assert (played.chunks, played.sent) == (len(chunks), b"HELO\n")
    assert client.reason is not None
    assert client.reason.check(ConnectionDone)


def test_it_hears_of_a_reset() -> None:
    client = Client()
    play_into(MemoryTape([b"a"], Outcome.RESET), client)
    assert client.reason is not None
    assert client.reason.check(ConnectionLost)


def test_one_that_leaves_gets_no_more() -> None:
    client = Client(leaves_after=1)
    played = play_into(MemoryTape([b"a", b"b"]), client)
    assert (client.chunks, played.sent) == ([b"a"], b"HELO\nQUIT\n")


def test_what_it_raises_is_raised() -> None:
    class Faulty(Client):
        def dataReceived(self, data: bytes) -> None:
            raise ValueError("not like this")

    with pytest.raises(ValueError, match="not like this"):
        play_into(MemoryTape([b"a"]), Faulty())


@implementer(IHalfCloseableProtocol)
class Asking(Client):
    """Wants to know that the server sends no more."""

    def readConnectionLost(self) -> None:
        self.chunks.append(b"(no more)")
        self.transport.write(b"BYE\n")

    def writeConnectionLost(self) -> None:
        """Hear that it has closed this side, which it does not."""


@pytest.mark.parametrize("kind, chunks", [(Asking, [b"a", b"(no more)"]), (Client, [b"a"])])
def test_it_hears_of_a_half_close_if_it_wants_to(kind: type[Client], chunks: list[bytes]) -> None:
    tape = MemoryTape([b"a"], outcome=None)
    tape.happened(EventKind.HALF_CLOSED)
    tape.end(Outcome.COMPLETE)
    client = kind()
    play_into(tape, client)
    assert client.chunks == chunks
