"""A place whose clients reach a server: both directions are heard as if two had connected; stopping one ends both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP4ServerEndpoint

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.peers import Listening, Peer
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.plugins import shipped_protocol
from poetrygui.relay.relay_place import RelayPlace
from tests.core.scripted_server import Session
from tests.relay.conftest import Of, Stage
from tests.relay.test_pair import waits


@define(slots=False)
class Relaying:
    """What listens, and the fetches of both directions, by their names' last character."""

    stage: Stage
    folder: Any
    address: str
    protocol: str = "lines"
    is_shared: bool = False
    heard: dict[str, Fetch[PoemStore]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        reactor = self.stage.reactor
        place = TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1")
        host, _, port = self.address.rpartition(":")
        relay = RelayPlace(
            reactor, place, lambda: TCP4ClientEndpoint(reactor, host, int(port)), is_shared=self.is_shared
        )
        self.listening = Listening(connecting.Listener(relay), self._begin)
        self.asked = self.listening.connect(None)
        self.asked.addErrback(lambda _: None)
        self.stage.until(lambda: bool(self.listening.place))

    def _begin(self, peer: Peer) -> None:
        store = PoemStore(self.folder / str(peer.number))
        server = Server(peer.name, self.address, self.protocol)
        protocol = shipped_protocol(self.protocol)
        peer.fetch = fetch = Fetch(self.stage.reactor, server, protocol, store, endpoint=peer)
        self.heard[peer.name if self.is_shared else peer.name[-1]] = fetch
        fetch.start()

    def visit(self, script: Any) -> Session:
        client = Session(self.stage.reactor, script)
        port = int(self.listening.place.rpartition(":")[2])
        self.stage.wait_for(TCP4ClientEndpoint(self.stage.reactor, "127.0.0.1", port).connect(Of(lambda: client)))
        self.stage.clients.append(client)
        return client


@pytest.fixture
def relaying(stage: Stage, tmp_path: Any) -> Iterator[Any]:
    begun: list[Relaying] = []

    def begin(address: str, protocol: str = "lines", *, is_shared: bool = False) -> Relaying:
        begun.append(Relaying(stage, tmp_path, address, protocol, is_shared))
        return begun[-1]

    yield begin
    for each in begun:
        each.asked.cancel()
        for fetch in each.heard.values():
            stage.wait_for(fetch.done)
            fetch.store.close()


async def says(session: Session) -> None:
    session.send(b"said\n")
    await session.lost()


def test_both_directions_are_peers(stage: Stage, relaying: Any) -> None:
    relay = relaying(stage.serve(says).address)

    async def answers(session: Session) -> None:
        await session.heard(5)
        session.send(b"answered\n")
        session.close()

    client = relay.visit(answers)
    stage.until(lambda: len(relay.heard) == 2)
    assert stage.wait_for(relay.heard[">"].done).outcome is Outcome.COMPLETE
    rows = {name: b"".join(fetch.store.row_pieces()) for name, fetch in relay.heard.items()}
    assert (client.received, rows) == (b"said\n", {">": b"answered\n", "<": b"said\n"})
    names = {fetch.server.name[:-2] for fetch in relay.heard.values()}
    assert len(names) == 1
    assert names.pop().startswith("127.0.0.1:")


@pytest.mark.parametrize("direction", [">", "<"])
def test_stopping_one_direction_ends_the_connection(stage: Stage, relaying: Any, direction: str) -> None:
    server = stage.serve(says)
    relay = relaying(server.address)
    client = relay.visit(waits)
    stage.until(lambda: len(relay.heard) == 2 and bool(client.received))
    relay.heard[direction].stop()
    stage.until(lambda: client.is_lost and server.sessions[0].is_lost)


def test_what_a_protocol_makes_of_it_ends_nothing(stage: Stage, relaying: Any) -> None:
    relay = relaying(stage.serve(says).address, "netstring")
    client = relay.visit(waits)
    stage.until(lambda: "<" in relay.heard)
    assert stage.wait_for(relay.heard["<"].done).outcome is Outcome.PROTOCOL_ERROR
    stage.until(lambda: client.received == b"said\n")
    assert not client.is_lost


def test_where_there_is_no_server_why_is_told(stage: Stage, relaying: Any) -> None:
    relay = relaying("127.0.0.1:1")
    client = relay.visit(waits)
    ended = stage.wait_for(relay.heard[">"].done)
    assert ended.reason == "broken off, since there is no connection to the server: nobody listens at this address"
    stage.until(lambda: client.is_lost)


def test_who_is_turned_away_reaches_no_server(stage: Stage, relaying: Any) -> None:
    server = stage.serve(says)
    relay = relaying(server.address)
    relay.asked.cancel()
    assert not server.sessions


def rows_of(fetch: Fetch[PoemStore]) -> bytes:
    return b"".join(fetch.store.row_pieces())


def test_all_watch_one_connection_where_it_is_shared(stage: Stage, relaying: Any) -> None:
    async def answers_both(session: Session) -> None:
        await session.heard(12)
        await says(session)

    server = stage.serve(answers_both)
    relay = relaying(server.address, is_shared=True)

    async def asks(session: Session) -> None:
        session.send(b"asked\n")
        await session.lost()

    one, other = relay.visit(asks), relay.visit(asks)
    stage.until(lambda: len(relay.heard) == 3 and bool(server.sessions))
    stage.until(lambda: one.received == other.received == b"said\n")
    assert len(server.sessions) == 1
    heard = dict(relay.heard)
    assert rows_of(heard.pop("all <")) == b"said\n"
    assert [rows_of(fetch) for fetch in heard.values()] == [b"asked\n"] * 2
    # Who is stopped goes, and the others stay.
    (name, _) = sorted(heard)
    heard.pop(name).stop()
    stage.until(lambda: one.is_lost or other.is_lost)
    assert [one.is_lost, other.is_lost].count(True) == 1
    relay.heard["all <"].stop()
    stage.until(lambda: one.is_lost and other.is_lost and server.sessions[0].is_lost)
    # Who comes then has a connection that is new.
    relay.visit(asks)
    stage.until(lambda: len(server.sessions) == 2)


def test_where_there_is_no_server_all_are_told_why(stage: Stage, relaying: Any) -> None:
    relay = relaying("127.0.0.1:1", is_shared=True)
    client = relay.visit(waits)
    (heard,) = (fetch for name, fetch in relay.heard.items() if name.endswith(">"))
    assert stage.wait_for(heard.done).reason.endswith("no connection to the server: nobody listens at this address")
    stage.until(lambda: client.is_lost)
