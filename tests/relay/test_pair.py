"""A client and a server with a relay between them: each hears of the other what it would without one."""

from __future__ import annotations

import random
from typing import Any

import pytest
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import connectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.relay import pair as relaying
from poetrygui.relay.pair import Pair
from tests.core.certificates import Authority
from tests.core.scripted_server import Session, sends
from tests.relay.conftest import Stage

_MUCH = 64_000_000


class Counting(Session):
    """Keeps nothing."""

    def __init__(self, reactor: Any, script: Any) -> None:
        super().__init__(reactor, script)
        self.sizes: list[int] = []

    def dataReceived(self, data: bytes) -> None:
        self.sizes.append(len(data))


class Losing(Session):
    """Notes why it was lost."""

    def __init__(self, reactor: Any, script: Any) -> None:
        super().__init__(reactor, script)
        self.reasons: list[str] = []

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reasons.append(type(reason.value).__name__)
        super().connectionLost(reason)


@implementer(IHalfCloseableProtocol)
class Answering(Session):
    """Answers when nothing more comes."""

    def readConnectionLost(self) -> None:
        self.send(b"answer to " + self.received)
        self.close()

    def writeConnectionLost(self) -> None:
        """Do nothing."""


async def waits(session: Session) -> None:
    await session.lost()


def test_both_directions_go_through(stage: Stage) -> None:
    async def answers(session: Session) -> None:
        await session.heard(4)
        session.send(b"pong")

    async def asks(session: Session) -> None:
        session.send(b"ping")
        await session.heard(4)
        session.close()

    server = stage.serve(answers)
    client = stage.client(stage.pair(server).client, asks)
    stage.until(lambda: client.is_lost or len(client.received) == 4)
    assert (client.received, server.sessions[0].received) == (b"pong", b"ping")


def test_many_bytes_come_as_they_were_sent_and_then_the_end(stage: Stage) -> None:
    data = random.Random(1).randbytes(3_000_000)
    server = stage.serve(sends(data))
    client = stage.client(stage.pair(server).client, waits)
    stage.until(lambda: client.is_lost)
    assert client.received == data
    stage.until(lambda: stage.said == ["over"])


def test_a_half_close_goes_through(stage: Stage) -> None:
    async def says_after_the_end(session: Session) -> None:
        await session.lost()

    async def asks(session: Session) -> None:
        session.send(b"question")
        session.transport.loseWriteConnection()
        await session.lost()

    server = stage.serve(says_after_the_end)
    pair = stage.pair(server)
    client = stage.client(pair.client, asks)
    # The server's own transport closes at the end of what comes: after that nothing but a close could follow.
    stage.until(lambda: client.is_lost and server.sessions[0].is_lost)
    assert server.sessions[0].received == b"question"
    stage.until(lambda: stage.said == ["over"])


def test_what_the_server_says_after_the_clients_last_word_arrives(stage: Stage) -> None:
    server = stage.serve(waits, kind=Answering)

    async def asks(session: Session) -> None:
        session.send(b"question")
        session.transport.loseWriteConnection()
        await session.lost()

    client = stage.client(stage.pair(server).client, asks)
    stage.until(lambda: client.is_lost)
    assert client.received == b"answer to question"
    stage.until(lambda: stage.said == ["over"])


@pytest.mark.parametrize("data", [b"", b"half"])
def test_a_reset_stays_a_reset(stage: Stage, data: bytes) -> None:
    async def resets(session: Session) -> None:
        await session.heard(1)
        if data:
            session.send(data)
            await session.sent()
        session.reset()

    async def asks(session: Session) -> None:
        session.send(b"?")
        await session.lost()

    client = stage.client(stage.pair(stage.serve(resets)).client, asks, Losing)
    stage.until(lambda: client.is_lost)
    assert client.reasons == ["ConnectionLost"]
    stage.until(lambda: stage.said == ["over"])


def test_a_stuck_client_holds_the_server_and_little_is_kept_meanwhile(stage: Stage) -> None:
    async def floods(session: Session) -> None:
        session.send(b"x" * _MUCH)
        session.close()

    async def is_stuck(session: Session) -> None:
        session.transport.pauseProducing()

    server = stage.serve(floods)
    pair = stage.pair(server)
    client = stage.client(pair.client, is_stuck, Counting)
    stage.until(lambda: pair.client.is_full)
    waiting = pair.client.transport
    held = len(waiting.dataBuffer)
    assert held < 4_000_000
    # Nothing more is read, however long it takes.
    before = len(server.sessions[0].transport.dataBuffer)
    for _ in range(20):
        stage.until(lambda: True)
    assert pair.client.is_full
    assert len(waiting.dataBuffer) < 4_000_000
    assert before > _MUCH // 2
    client.transport.resumeProducing()
    stage.until(lambda: client.is_lost)
    assert sum(client.sizes) == _MUCH


def test_a_client_that_leaves_before_there_is_a_server(stage: Stage) -> None:
    over: list[str] = []
    pair = Pair(stage.reactor, on_unheard=lambda _side, _verdict: None, on_over=lambda: over.append("over"))
    client = stage.client(pair.client, waits)
    client.transport.abortConnection()
    # Nothing is read before there is a server, and so nothing is known of it.
    pair.client.resume(pair)
    stage.until(lambda: pair.client.is_lost)
    assert over == ["over"]
    late = StringTransport()
    pair.server.makeConnection(late)
    assert late.disconnecting


def test_where_there_is_no_server_the_client_is_broken_off(stage: Stage) -> None:
    over: list[str] = []
    pair = Pair(stage.reactor, on_unheard=lambda _side, _verdict: None, on_over=lambda: over.append("over"))
    client = stage.client(pair.client, waits)
    pair.unreachable()
    stage.until(lambda: client.is_lost and pair.client.is_lost)
    assert over == ["over"]
    early = Pair(stage.reactor, on_unheard=lambda _side, _verdict: None, on_over=lambda: over.append("early"))
    early.unreachable()
    client = stage.client(early.client, waits)
    stage.until(lambda: client.is_lost)


def test_a_server_that_cannot_be_told_of_a_half_close_has_time_for_an_answer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaying, "FOR_AN_ANSWER", 0.01)

    async def asks(session: Session) -> None:
        session.send(b"question")
        session.transport.loseWriteConnection()
        await session.lost()

    server = stage.serve(waits, tls=Authority().server("127.0.0.1"))
    client = stage.client(stage.pair(server).client, asks)
    stage.until(lambda: client.is_lost)
    stage.until(lambda: stage.said == ["over"] and server.sessions[0].is_lost)
    assert server.sessions[0].received == b"question"


def test_a_client_that_cannot_be_told_of_a_half_close_is_closed(stage: Stage) -> None:
    late = Pair(stage.reactor, on_unheard=lambda _side, _verdict: None, on_over=bool)
    transport = StringTransport()
    late.client.makeConnection(transport)
    late.server.makeConnection(StringTransport())
    late.server.readConnectionLost()
    assert transport.disconnecting
