"""Several who send to one socket: each has a stream of its own, which ends by itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, cast

import pytest
from attrs import define, field
from twisted.internet.error import ConnectionLost
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.core.transports.datagrams.datagram_transport import Post
from poetrygui.core.transports.datagrams.senders_apart import SendersPlace
from poetrygui.core.transports.datagrams.sockets import DROPS_TOLD, listening_socket
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, NotingReactor, other_end


class Stream(Protocol):
    transport: Any

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.reasons: list[str] = []

    def dataReceived(self, data: bytes) -> None:
        self.chunks.append(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reasons.append(type(reason.value).__name__)


@define(slots=False)
class Office(Factory):
    """What listens, and a stream for each who has written, as long as there is room."""

    room: int = 9
    streams: list[Stream] = field(factory=list)
    reactor: NotingReactor = field(factory=NotingReactor)
    clean: ExitStack = field(factory=ExitStack)
    port: Any = None

    def __attrs_post_init__(self) -> None:
        self.opened = listening_socket(LOOPBACK, 0)
        self.clean.callback(self.opened.close)
        place = SendersPlace(cast("Any", self.reactor), lambda: (self.opened, Post(None, "apart", b"\n")))
        place.listen(self).addCallback(self._listens)
        self.one, self.two = (self.clean.enter_context(other_end()) for _ in range(2))

    def _listens(self, port: Any) -> None:
        self.port = port

    def buildProtocol(self, addr: Any) -> Any:
        if len(self.streams) == self.room:
            return None
        self.streams.append(Stream())
        return self.streams[-1]

    def come(self, *sent: tuple[socket.socket, bytes]) -> None:
        for sender, data in sent:
            sender.sendto(data, self.opened.getsockname())
        for reader in [*self.reactor.readers]:
            reader.doRead()

    @property
    def chunks(self) -> list[list[bytes]]:
        return [stream.chunks for stream in self.streams]


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()
    with made.clean:
        yield made


def test_each_has_what_it_sent_and_is_answered(office: Office) -> None:
    one, two = office.one, office.two
    office.come((one, b"a"), (two, b"b"), (one, b"c"))
    assert office.chunks == [[b"a\n", b"c\n"], [b"b\n"]]
    peers = [stream.transport.getPeer() for stream in office.streams]
    assert [(peer.host, peer.port) for peer in peers] == [one.getsockname(), two.getsockname()]
    office.streams[0].transport.write(b"to one")
    office.streams[1].transport.write(b"to two")
    assert (one.recv(9), two.recv(9)) == (b"to one", b"to two")
    host = office.port.getHost()
    assert (host.host, host.port) == office.opened.getsockname()


def test_one_that_is_closed_begins_anew_with_what_comes_next(office: Office) -> None:
    office.come((office.one, b"a"))
    office.streams[0].transport.loseConnection()
    office.reactor.advance(0)
    assert office.streams[0].reasons == ["ConnectionDone"]
    office.come((office.one, b"b"))
    assert office.chunks == [[b"a\n"], [b"b\n"]]


def test_nobody_is_read_while_one_of_them_pauses(office: Office) -> None:
    office.come((office.one, b"a"), (office.two, b"b"))
    office.streams[0].transport.pauseProducing()
    office.streams[1].transport.pauseProducing()
    office.streams[1].transport.resumeProducing()
    office.come((office.two, b"c"))
    assert office.chunks == [[b"a\n"], [b"b\n"]]
    # A stream that ends pauses nobody any more.
    office.streams[0].transport.abortConnection()
    office.come()
    assert office.chunks == [[b"a\n"], [b"b\n", b"c\n"]]


def test_the_socket_is_there_until_the_last_stream_has_ended(office: Office) -> None:
    office.come((office.one, b"a"))
    office.port.stopListening()
    office.come((office.one, b"b"), (office.two, b"nobody new"))
    assert office.chunks == [[b"a\n", b"b\n"]]
    assert office.opened.fileno() >= 0
    office.streams[0].transport.loseConnection()
    assert office.opened.fileno() < 0


def test_where_there_is_no_room_nothing_is_begun(office: Office) -> None:
    office.room = 1
    office.come((office.one, b"a"), (office.two, b"b"), (office.one, b"c"))
    assert office.chunks == [[b"a\n", b"c\n"]]


@pytest.mark.skipif(DROPS_TOLD is None, reason="this system does not tell")
def test_what_was_lost_is_told_to_all(office: Office) -> None:
    office.opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    office.come((office.one, b"a"), (office.two, b"b"))
    said: list[str] = []
    for stream in office.streams:
        stream.transport.on_aside = lambda aside: said.append(aside.text)
    for _ in range(20):
        office.one.sendto(b"x" * 500, office.opened.getsockname())
    office.come()
    office.come((office.two, b"last"))
    assert len(said) == 2
    assert said[0] == said[1]
    assert "datagrams of all senders came faster than they were read, and were lost" in said[0]


def test_what_ends_the_socket_ends_all(office: Office) -> None:
    office.come((office.one, b"a"), (office.two, b"b"))
    for reader in [*office.reactor.readers]:
        reader.connectionLost(Failure(ConnectionLost()))
    office.reactor.advance(0)
    assert [stream.reasons for stream in office.streams] == [["StreamBrokenError"]] * 2
