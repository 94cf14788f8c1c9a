"""The factories: what they make has its sink, and the author's own factory hears what becomes of a connection."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address
from twisted.internet.error import ConnectionLost, ConnectionRefusedError
from twisted.internet.protocol import ClientFactory, Protocol
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.authors.construction import Construction, built_by
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory, encoder_of
from poetrygui.core.outcomes import Outcome, Verdict

HERE = IPv4Address("TCP", "127.0.0.1", 80)


class Verse(PoemProtocol):
    pass


class Strange(Protocol):
    def __new__(cls) -> Any:
        return "no protocol"


class Heard(ClientFactory):
    """Notes what it hears; raises where its name is ``failing``."""

    protocol = Verse
    heard: list[str] = []  # noqa: RUF012 - a test looks at what all of them heard
    failing = ""

    def _hear(self, name: str) -> None:
        self.heard.append(name)
        if name == self.failing:
            raise ValueError(f"{name} is wrong")

    def startedConnecting(self, connector: Any) -> None:
        self._hear("started")

    def clientConnectionFailed(self, connector: Any, reason: Any) -> None:
        self._hear("failed")

    def clientConnectionLost(self, connector: Any, reason: Any) -> None:
        self._hear("lost")


@pytest.fixture
def factory() -> type[Heard]:
    """The author's factory of one test."""
    return type("Fresh", (Heard,), {"heard": []})


def poems(factory: type[Heard] | None = None) -> PoemFactory:
    return PoemFactory(Verse if factory is None else built_by(Verse, Construction(Verse, factory), {}))


class Asked:
    """A connection that is being asked for."""

    def __init__(self, made: PoemFactory) -> None:
        self.blamed: list[Verdict] = []
        connector = PoemConnector(HERE, lambda: None)
        self.factory = ConnectionFactory(ConnectionOwner(), CollectedFrames(), made, connector, self.blamed.append)

    def connect(self) -> Connection:
        connection = self.factory.buildProtocol(HERE)
        connection.makeConnection(StringTransport())
        return connection


def test_each_protocol_has_the_sink_and_knows_its_factory() -> None:
    sink = CollectedFrames()
    made = PoemFactory(Verse, sink)
    first, second = made.buildProtocol(HERE), made.buildProtocol(None)
    assert isinstance(first, Verse)
    assert first is not second
    assert first.sink is sink
    assert first.factory is made
    made.resetDelay()
    made.stopTrying()


def test_a_class_that_makes_something_else_is_told_what_it_made() -> None:
    with pytest.raises(TypeError, match="made 'no protocol', which is no Twisted Protocol"):
        PoemFactory(Strange).buildProtocol(HERE)


def test_a_plain_twisted_class_is_overheard() -> None:
    assert isinstance(PoemFactory(Protocol).buildProtocol(HERE), PoemProtocol)


def test_an_authors_factory_makes_the_protocols(factory: type[Heard]) -> None:
    made = poems(factory)
    built: Any = made.buildProtocol(HERE)
    assert isinstance(built, Verse)
    assert isinstance(built.factory, factory)
    assert made.authors is not None
    assert poems().authors is None


def test_an_encoder_needs_no_connection() -> None:
    assert isinstance(encoder_of(Verse), Verse)


def test_the_authors_factory_hears_of_a_connection_and_its_loss(factory: type[Heard]) -> None:
    asked = Asked(poems(factory))
    asked.factory.begin()
    connection = asked.connect()
    assert factory.heard == ["started"]
    connection.connectionLost(Failure(ConnectionLost()))
    assert (factory.heard, asked.blamed) == (["started", "lost"], [])


def test_the_authors_factory_hears_that_no_connection_came_about(factory: type[Heard]) -> None:
    asked = Asked(poems(factory))
    asked.factory.begin()
    asked.factory.failed(Failure(ConnectionRefusedError()))
    assert (factory.heard, asked.blamed) == (["started", "failed"], [])


def test_what_was_not_begun_has_not_failed(factory: type[Heard]) -> None:
    asked = Asked(poems(factory))
    asked.factory.failed(Failure(ConnectionRefusedError()))
    assert factory.heard == []


@pytest.mark.parametrize("failing, callback", [("started", "startedConnecting"), ("failed", "clientConnectionFailed")])
def test_what_the_authors_factory_does_wrong_is_blamed_on_it(factory: type[Heard], failing: str, callback: str) -> None:
    factory.failing = failing
    asked = Asked(poems(factory))
    asked.factory.begin()
    asked.factory.failed(Failure(ConnectionRefusedError()))
    (verdict,) = asked.blamed
    assert verdict.outcome is Outcome.PLUGIN_FAULT
    assert callback in verdict.reason
    assert f"{failing} is wrong" in verdict.reason


def test_without_an_authors_factory_nobody_hears_anything() -> None:
    asked = Asked(poems())
    asked.factory.begin()
    asked.factory.failed(Failure(ConnectionRefusedError()))
    asked.connect().connectionLost(Failure(ConnectionLost()))
    assert asked.blamed == []
