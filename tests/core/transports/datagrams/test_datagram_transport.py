"""A transport of datagrams: senders, losses, and what ends it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, cast

import pytest
from attrs import define, field
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionRefusedError
from twisted.internet.interfaces import IPushProducer, ITransport
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface.verify import verifyObject

from poetrygui.api import IMessageTransport
from poetrygui.core.transports.datagrams.datagram_transport import DatagramTransport, Post
from poetrygui.core.transports.datagrams.endpoints import datagram_destination
from poetrygui.core.transports.datagrams.mail import SocketMail
from poetrygui.core.transports.datagrams.sockets import DROPS_TOLD, connected_socket, listening_socket
from poetrygui.core.transports.streams.asides import Aside
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, NotingReactor, other_end, port_of


class Client(Protocol):
    transport: Any

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.reasons: list[Failure] = []

    def dataReceived(self, data: bytes) -> None:
        self.chunks.append(data)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reasons.append(reason)


@define
class Set:
    """A transport, its protocol, and two who may write to it."""

    transport: DatagramTransport
    client: Client
    reactor: NotingReactor
    at: Any
    one: socket.socket
    two: socket.socket
    asides: list[Aside] = field(factory=list)

    def come(self, *sent: tuple[socket.socket, bytes]) -> None:
        for sender, data in sent:
            sender.sendto(data, self.at)
        self.read()

    def read(self) -> None:
        for reader in [*self.reactor.readers]:
            reader.doRead()


@pytest.fixture
def clean() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def begun(clean: ExitStack, opened: socket.socket, post: Post) -> Set:
    client, reactor = Client(), NotingReactor()
    address = datagram_destination(*opened.getsockname())
    transport = DatagramTransport(reactor, client, address, SocketMail(cast("Any", reactor), opened), post)
    there = Set(transport, client, reactor, opened.getsockname(), other_end(), other_end())
    for each in (opened, there.one, there.two):
        clean.callback(each.close)
    transport.on_aside = there.asides.append
    transport.begin()
    return there


def listening(clean: ExitStack, senders: str = "told", end: bytes = b"") -> Set:
    return begun(clean, listening_socket(LOOPBACK, 0), Post(None, senders, end))


def test_it_is_what_it_says(clean: ExitStack) -> None:
    there = listening(clean)
    for interface in (ITransport, IPushProducer, IMessageTransport):
        assert verifyObject(interface, there.transport)
    assert there.client.transport is there.transport
    assert there.transport.getHost() == there.transport.getPeer() == datagram_destination(*there.at)
    assert not there.transport.disconnecting
    assert not there.transport.is_cut


def test_a_sender_is_told_whenever_it_is_another(clean: ExitStack) -> None:
    there = listening(clean)
    there.come((there.one, b"a"), (there.one, b"b"), (there.two, b"c"), (there.one, b"d"))
    assert there.client.chunks == [b"a", b"b", b"c", b"d"]
    one, two = port_of(there.one), port_of(there.two)
    assert there.asides == [Aside(f"{LOOPBACK}:{each}", is_sender=True) for each in (one, two, one)]


def test_a_sender_is_told_again_now_and_then(clean: ExitStack) -> None:
    there = listening(clean)
    for _ in range(21):
        there.come(*[(there.one, b"a")] * 50)
    assert len(there.client.chunks) == 1050
    assert there.asides == [Aside(f"{LOOPBACK}:{port_of(there.one)}", is_sender=True)] * 3


def test_a_sender_stands_in_front_of_each_where_that_is_wanted(clean: ExitStack) -> None:
    there = listening(clean, "led", b"\n")
    there.come((there.one, b"a"), (there.two, b"b\n"))
    one, two = port_of(there.one), port_of(there.two)
    assert there.client.chunks == [f"{LOOPBACK}:{one} a\n".encode(), f"{LOOPBACK}:{two} b\n".encode()]
    assert there.asides == []


def test_nobody_is_told_of_senders_who_does_not_want_that(clean: ExitStack) -> None:
    there = listening(clean, "dropped")
    there.come((there.one, b"a"))
    assert (there.client.chunks, there.asides) == ([b"a"], [])


def test_an_answer_goes_to_whoever_was_heard_last(clean: ExitStack) -> None:
    there = listening(clean)
    with pytest.raises(ValueError, match="nobody has sent anything yet"):
        there.transport.write(b"hello?")
    there.come((there.one, b"a"), (there.two, b"b"))
    there.transport.writeSequence([b"yes", b"?"])
    assert there.two.recv(10) == b"yes?"
    with pytest.raises(BlockingIOError):
        there.one.recv(10)


def test_what_it_cannot_know_is_said_at_the_end(clean: ExitStack) -> None:
    there = listening(clean)
    assert there.transport.parting == ""
    there.come((there.one, b"a"))
    assert there.transport.parting == "UDP does not tell what was lost on the way"


@pytest.mark.skipif(DROPS_TOLD is None, reason="this system does not tell")
def test_what_was_lost_here_is_told_now_and_then_and_at_the_end(clean: ExitStack) -> None:
    opened = listening_socket(LOOPBACK, 0)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    there = begun(clean, opened, Post(None))
    for _ in range(20):
        there.transport.pauseProducing()
        for _ in range(20):
            there.one.sendto(b"x" * 500, there.at)
        there.transport.resumeProducing()
        there.read()
    there.come((there.one, b"last"))
    lost = 401 - len(there.client.chunks)
    assert there.transport.parting == f"at least {lost} datagrams came faster than they were read, and were lost"
    assert 1 < len(there.asides) < 10
    assert "came faster than they were read, and were lost" in there.asides[0].text


def test_a_pause_leaves_it_to_the_system(clean: ExitStack) -> None:
    there = listening(clean)
    there.transport.pauseProducing()
    there.come((there.one, b"a"))
    assert there.client.chunks == []
    there.transport.resumeProducing()
    there.read()
    assert there.client.chunks == [b"a"]


@pytest.mark.parametrize(
    "close, reason",
    [("loseConnection", ConnectionDone), ("stopProducing", ConnectionDone), ("abortConnection", ConnectionAborted)],
)
def test_a_close_is_told_in_another_turn_and_once(clean: ExitStack, close: str, reason: type[Exception]) -> None:
    there = listening(clean)
    getattr(there.transport, close)()
    assert (there.transport.disconnecting, there.client.reasons) == (True, [])
    there.transport.loseConnection()
    there.transport.write(b"late")
    there.transport.pauseProducing()
    there.transport.resumeProducing()
    there.reactor.advance(0)
    assert [each.type for each in there.client.reasons] == [reason]
    assert not there.reactor.readers
    assert not there.reactor.getDelayedCalls()


def test_nobody_who_listens_there_ends_it(clean: ExitStack) -> None:
    with other_end() as gone:
        opened = connected_socket(LOOPBACK, port_of(gone))
    there = begun(clean, opened, Post())
    there.transport.write(b"is anybody there?")
    there.read()
    there.reactor.advance(0)
    assert there.client.reasons[0].check(ConnectionRefusedError)


def test_nobody_who_listens_there_is_also_heard_of_as_something_is_sent(clean: ExitStack) -> None:
    with other_end() as gone:
        opened = connected_socket(LOOPBACK, port_of(gone))
    there = begun(clean, opened, Post())
    there.transport.write(b"is anybody there?")
    there.transport.write(b"hello?")
    assert there.client.reasons == []
    there.reactor.advance(0)
    assert there.client.reasons[0].check(ConnectionRefusedError)


def test_what_was_not_sent_is_a_remark(clean: ExitStack) -> None:
    # The system keeps from sending to all of a network by mistake.
    there = begun(clean, listening_socket(LOOPBACK, 0), Post(("255.255.255.255", 9)))
    there.transport.write(b"all of you")
    (aside,) = there.asides
    assert aside.is_remark
    assert aside.text.startswith("a datagram was not sent: ")
    with pytest.raises(ValueError, match="too many for one datagram"):
        begun(clean, listening_socket(LOOPBACK, 0), Post((LOOPBACK, 9))).transport.write(bytes(70_000))


def test_a_producer_is_not_kept(clean: ExitStack) -> None:
    stopped: list[bool] = []
    producer: Any = type("Producer", (), {"stopProducing": lambda _: stopped.append(True)})()
    there = listening(clean)
    there.transport.registerProducer(producer, True)
    there.transport.unregisterProducer()
    assert stopped == [True]
