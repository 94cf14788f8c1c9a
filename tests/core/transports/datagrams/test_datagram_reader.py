"""Datagrams are read one at a time, for as long as somebody wants them."""

from __future__ import annotations

import errno
import socket
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from poetrygui.core.transports.datagrams.datagram_reader import DatagramEars, DatagramReader
from poetrygui.core.transports.datagrams.sockets import DROPS_TOLD, connected_socket, listening_socket
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, NotingReactor, other_end, port_of


@define
class Heard:
    datagrams: list[bytes] = field(factory=list)
    senders: list[Any] = field(factory=list)
    drops: list[int] = field(factory=list)
    errors: list[OSError] = field(factory=list)
    reader: DatagramReader | None = None
    stops_after: int = 1_000

    @property
    def ears(self) -> DatagramEars:
        return DatagramEars(self.came, self.drops.append, self.errors.append)

    def came(self, data: bytes, sender: Any) -> None:
        self.datagrams.append(data)
        self.senders.append(sender)
        if self.reader is not None and len(self.datagrams) == self.stops_after:
            self.reader.stop()


def test_each_is_told_with_its_sender() -> None:
    reactor, heard = NotingReactor(), Heard()
    opened = listening_socket(LOOPBACK, 0)
    reader = DatagramReader(reactor, opened, heard.ears)
    reader.start()
    assert reactor.readers == {reader}
    assert reader.logPrefix() == "DatagramReader"
    with other_end() as one, other_end() as two:
        for other, data in ((one, b"one"), (two, b""), (one, b"x" * 65_507)):
            other.sendto(data, opened.getsockname())
        reader.doRead()
        assert heard.datagrams == [b"one", b"", b"x" * 65_507]
        assert heard.senders == [one.getsockname(), two.getsockname(), one.getsockname()]
    reader.close()
    reader.close()
    reader.start()
    assert (reader.fileno(), reactor.readers, heard.errors) == (-1, set(), [])


def test_whoever_stops_it_gets_no_more_in_that_turn() -> None:
    reactor, heard = NotingReactor(), Heard(stops_after=2)
    opened = listening_socket(LOOPBACK, 0)
    heard.reader = DatagramReader(reactor, opened, heard.ears)
    heard.reader.start()
    with other_end() as other:
        for number in range(5):
            other.sendto(b"%d" % number, opened.getsockname())
        heard.reader.doRead()
        heard.reader.doRead()
        assert (heard.datagrams, reactor.readers) == ([b"0", b"1"], set())
        heard.reader.start()
        heard.reader.doRead()
        assert heard.datagrams == [b"0", b"1", b"2", b"3", b"4"]
    heard.reader.close()


def test_others_have_their_turn_in_a_flood() -> None:
    reactor, heard = NotingReactor(), Heard()
    opened = listening_socket(LOOPBACK, 0)
    reader = DatagramReader(reactor, opened, heard.ears)
    reader.start()
    with other_end() as other:
        for _ in range(100):
            other.sendto(b"x", opened.getsockname())
    reader.doRead()
    assert len(heard.datagrams) == 64
    reader.close()


@pytest.mark.skipif(DROPS_TOLD is None, reason="this system does not tell")
def test_what_there_was_no_room_for_is_told() -> None:
    reactor, heard = NotingReactor(), Heard()
    opened = listening_socket(LOOPBACK, 0)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    reader = DatagramReader(reactor, opened, heard.ears)
    reader.start()
    with other_end() as other:
        for _ in range(50):
            other.sendto(b"x" * 500, opened.getsockname())
        reader.doRead()
        assert len(heard.datagrams) < 50
        other.sendto(b"last", opened.getsockname())
        reader.doRead()
    assert len(heard.datagrams) - 1 + heard.drops[-1] == 50
    reader.close()


def test_an_error_is_told_once() -> None:
    reactor, heard = NotingReactor(), Heard()
    with other_end() as other:
        opened = connected_socket(LOOPBACK, port_of(other))
    reader = DatagramReader(reactor, opened, heard.ears)
    reader.start()
    opened.send(b"is anybody there?")
    reader.doRead()
    reader.doRead()
    assert [error.errno for error in heard.errors] == [errno.ECONNREFUSED]
    assert (reader.fileno(), reactor.readers) == (-1, set())


def test_a_poller_that_sees_an_error_has_it_looked_for() -> None:
    reactor, heard = NotingReactor(), Heard()
    reader = DatagramReader(reactor, listening_socket(LOOPBACK, 0), heard.ears)
    reader.start()
    reactor.removeReader(reader)
    reader.connectionLost(Failure(ConnectionDone()))
    assert (reactor.readers, heard.errors) == ({reader}, [])
    reader.close()


def test_a_reactor_that_lets_go_of_it() -> None:
    heard = Heard()
    reader = DatagramReader(NotingReactor(), listening_socket(LOOPBACK, 0), heard.ears)
    reader.connectionLost(Failure(ConnectionLost()))
    assert "it was let go" in str(heard.errors[0])
    assert reader.fileno() == -1
