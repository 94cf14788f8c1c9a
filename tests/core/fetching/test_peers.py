"""Peers: each is fetched by itself, limits hold, and who stops the listening stops them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, UNIXClientEndpoint, wrapClientTLS
from twisted.internet.protocol import Factory, Protocol

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.fetching.peers import Listening, Peer
from poetrygui.core.outcomes import AwaitingPeers, Ended, Outcome
from poetrygui.core.poems.passed_poem import PassedPoem
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.core.transports.address import parse_address
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.certificates import Authority


@define(eq=False, slots=False)
class Waiting:
    """What waits for peers, and those that came; ``refuses`` is whether nothing fetches them."""

    reactor: Any
    folder: Path
    address: str
    options: dict[str, str] = field(factory=dict)
    refuses: bool = False
    peers: list[Fetch[PoemStore]] = field(factory=list)
    names: list[str] = field(factory=list)
    states: list[Any] = field(factory=list)
    said: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.server = Server("devices", self.address, "lines", transport_options=self.options, connect_timeout=20)
        listener = parse_address(self.address, self.options).listener(self.reactor)
        assert listener is not None
        self.listening = Listening(listener, self._begin)
        self.fetch = self._fetch(PassedPoem(len, exact=True, where=""), self.listening, self.states.append)
        self.listening.report(self.fetch.notices.tell, self.fetch.stop, self.said.append)

    def _fetch(self, store: Any, endpoint: Any, on_state: Any = None) -> Fetch[Any]:
        lines = shipped_protocol("lines")
        return Fetch(self.reactor, self.server, lines, store, on_state=on_state, endpoint=endpoint)

    def _begin(self, peer: Peer) -> None:
        if self.refuses:
            return
        self.names.append(peer.name)
        fetch = self._fetch(PoemStore(self.folder / f"peer-{peer.number}"), peer)
        self.peers.append(fetch)
        peer.fetch = fetch
        fetch.start()

    @property
    def port(self) -> int:
        return int(self.listening.place.rpartition(":")[2])

    def rows(self) -> list[bytes]:
        return [b"".join(fetch.store.row_pieces()) for fetch in self.peers]


class Device(Protocol):
    """Sends, and closes if it is told to; hears that it was closed."""

    transport: Any

    def __init__(self, data: bytes, *, closes: bool) -> None:
        self.lost: Deferred[None] = Deferred()
        self.name = ""
        self._data = data
        self._closes = closes

    def connectionMade(self) -> None:
        here = self.transport.getHost()
        self.name = f"{here.host}:{here.port}" if hasattr(here, "host") else ""
        self.transport.write(self._data)
        if self._closes:
            self.transport.loseConnection()

    def connectionLost(self, reason: Any = None) -> None:
        self.lost.callback(None)


Connect = Callable[..., Device]


@pytest.fixture
def connect(reactor: Any, wait_for: WaitFor) -> Connect:
    """Return a function that connects a device to a port, or what an endpoint leads to."""

    def connected(place: Any, data: bytes = b"", *, closes: bool = True) -> Device:
        endpoint = TCP4ClientEndpoint(reactor, "127.0.0.1", place) if isinstance(place, int) else place
        device = Device(data, closes=closes)
        wait_for(endpoint.connect(Of(device)))
        return device

    return connected


class Of(Factory):
    noisy = False

    def __init__(self, device: Device) -> None:
        self._device = device

    def buildProtocol(self, addr: object) -> Device:
        return self._device


Wait = Callable[..., Waiting]


@pytest.fixture
def waiting(reactor: Any, wait_for: WaitFor, qtbot: Any, tmp_path: Path) -> Iterator[Wait]:
    began: list[Waiting] = []

    def begin(address: str = "listen:tcp:0", *, refuses: bool = False, **options: Any) -> Waiting:
        began.append(Waiting(reactor, tmp_path, address, {name: str(of) for name, of in options.items()}, refuses))
        began[-1].fetch.start()
        qtbot.waitUntil(lambda: bool(began[-1].listening.place) or isinstance(began[-1].fetch.state, Ended))
        return began[-1]

    yield begin
    for each in began:
        each.fetch.stop()
        for fetch in [each.fetch, *each.peers]:
            wait_for(fetch.done)
        for fetch in each.peers:
            fetch.store.close()


def test_each_peer_is_a_fetch_of_its_own(waiting: Wait, connect: Connect, wait_for: WaitFor, qtbot: Any) -> None:
    both = waiting()
    assert both.said == [f"listening at {both.listening.place}"]
    first = connect(both.port, b"a\nb\n", closes=False)
    second = connect(both.port, b"c\n")
    qtbot.waitUntil(lambda: len(both.peers) == 2)
    assert wait_for(both.peers[1].done) == both.peers[1].state
    qtbot.waitUntil(lambda: both.peers[0].store.frame_count == 2)
    assert both.fetch.state == AwaitingPeers(f"listening at {both.listening.place}, 1 peer", 1)
    first.transport.loseConnection()
    ended = wait_for(both.peers[0].done)
    assert (ended.outcome, ended.reason) == (Outcome.COMPLETE, "the peer closed the connection")
    assert both.rows() == [b"a\nb\n", b"c\n"]
    assert both.names == [first.name, second.name]
    assert both.fetch.state == AwaitingPeers(f"listening at {both.listening.place}, 0 peers", 0)


def test_who_stops_the_listening_stops_the_peers(waiting: Wait, connect: Connect, wait_for: WaitFor) -> None:
    stopped = waiting()
    device = connect(stopped.port, b"a\n", closes=False)
    port = stopped.port
    while not stopped.peers or not stopped.peers[0].store.frame_count:
        wait_for(_turn(stopped.reactor))
    stopped.fetch.stop()
    assert wait_for(stopped.fetch.done).outcome is Outcome.STOPPED
    ended = wait_for(stopped.peers[0].done)
    assert (ended.outcome, ended.reason) == (Outcome.STOPPED, "stopped, because the listening was")
    wait_for(device.lost)
    assert stopped.rows() == [b"a\n"]
    with pytest.raises(Exception, match="refused"):
        connect(port)


def _turn(reactor: Any) -> Deferred[None]:
    turn: Deferred[None] = Deferred()
    reactor.callLater(0, turn.callback, None)
    return turn


def test_as_many_as_are_let_in_at_a_time(waiting: Wait, connect: Connect, wait_for: WaitFor, qtbot: Any) -> None:
    one = waiting(at_once=1)
    first = connect(one.port, closes=False)
    qtbot.waitUntil(lambda: len(one.peers) == 1)
    for _ in range(2):
        wait_for(connect(one.port, closes=False).lost)
    place = one.listening.place
    assert one.fetch.state == AwaitingPeers(f"listening at {place}, 1 peer, 2 turned away", 1)
    away = "a peer was turned away: there are 1 at a time at most (at_once); the next ones are only counted"
    assert one.said == [f"listening at {place}", away]
    first.transport.loseConnection()
    wait_for(one.peers[0].done)
    connect(one.port, b"later\n")
    qtbot.waitUntil(lambda: len(one.peers) == 2)
    wait_for(one.peers[1].done)
    assert one.rows() == [b"", b"later\n"]


def test_it_is_over_after_as_many_as_were_asked_for(waiting: Wait, connect: Connect, wait_for: WaitFor) -> None:
    two = waiting(in_all=2)
    connect(two.port, b"a\n")
    last = connect(two.port, b"b\n", closes=False)
    wait_for(connect(two.port, closes=False).lost)  # one too many
    last.transport.loseConnection()
    ended = wait_for(two.fetch.done)
    assert (ended.outcome, len(two.peers), two.listening.has_all) == (Outcome.STOPPED, 2, True)
    assert ended.reason == "2 peers have come and gone, as many as were asked for (in_all)"


def test_a_peer_that_sends_too_much_is_ended_with_all_that_came(
    waiting: Wait, connect: Connect, wait_for: WaitFor, qtbot: Any
) -> None:
    little = waiting(peer_bytes=4)
    device = connect(little.port, b"abc\nd", closes=False)
    qtbot.waitUntil(lambda: len(little.peers) == 1)
    ended = wait_for(little.peers[0].done)
    assert (ended.outcome, ended.reason) == (
        Outcome.STOPPED,
        "the limit of 4 bytes of a peer was reached (peer_bytes)",
    )
    wait_for(device.lost)
    assert (little.rows(), ended.received) == ([b"abc\nd"], 5)


def test_where_nothing_can_fetch_a_peer_it_is_turned_away(waiting: Wait, connect: Connect, wait_for: WaitFor) -> None:
    nobody = waiting(refuses=True)
    wait_for(connect(nobody.port, closes=False).lost)
    assert "0 peers, 1 turned away" in nobody.listening.state.waiting


def test_where_nobody_can_listen_is_why_it_ends(waiting: Wait, wait_for: WaitFor) -> None:
    first = waiting()
    second = waiting(f"listen:tcp:{first.port}")
    ended = wait_for(second.fetch.done)
    assert (ended.outcome, ended.reason) == (
        Outcome.UNREACHABLE,
        "Nothing can listen there: address already in use; choose another address.",
    )


def test_with_tls(waiting: Wait, connect: Connect, wait_for: WaitFor, reactor: Any, tmp_path: Path, qtbot: Any) -> None:
    both = Authority().write_server("127.0.0.1", tmp_path / "both.pem")
    private = waiting("listen:tls:0", certificate=both)
    creator = connecting.UnverifiedConnections("127.0.0.1")
    connect(wrapClientTLS(creator, TCP4ClientEndpoint(reactor, "127.0.0.1", private.port)), b"secret\n")
    qtbot.waitUntil(lambda: len(private.peers) == 1)
    ended = wait_for(private.peers[0].done)
    assert (ended.outcome, private.rows()) == (Outcome.COMPLETE, [b"secret\n"]), ended.reason
    connect(private.port, b"no TLS at all\r\n\r\n")
    qtbot.waitUntil(lambda: len(private.peers) == 2)
    ended = wait_for(private.peers[1].done)
    assert ended.outcome is Outcome.TLS_ERROR
    assert ended.reason.startswith("the peer does not speak TLS: have it do so, or listen without TLS (")


def test_at_a_socket_peers_have_numbers(
    socket_folder: Path, waiting: Wait, connect: Connect, wait_for: WaitFor, reactor: Any, qtbot: Any
) -> None:
    path = str(socket_folder / "s")
    at_path = waiting(f"listen:unix:{path}")
    assert at_path.listening.place == path
    for count in (1, 2):
        connect(UNIXClientEndpoint(reactor, path), b"verse\n")
        qtbot.waitUntil(lambda count=count: len(at_path.peers) == count)
        wait_for(at_path.peers[-1].done)
    assert (at_path.names, at_path.rows()) == (["peer 1", "peer 2"], [b"verse\n", b"verse\n"])
