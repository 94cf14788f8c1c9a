"""Sending on a transport: at once what the system takes, and that it takes no more is told."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import define, field
from twisted.internet.defer import Deferred, maybeDeferred
from twisted.internet.error import ConnectionLost
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport

from poetrygui.relay.outflow import Outflow, outflow_to
from tests.conftest import WaitFor
from tests.relay.conftest import Of
from tests.surroundings import PATIENCE

_PIECE = bytes(range(256)) * 1024


@define
class Sending:
    """An outflow to a socket, and what it told."""

    outflow: Outflow
    transport: Any
    peer: socket.socket
    told: list[object] = field(factory=list)


@pytest.fixture
def sending(reactor: Any, wait_for: WaitFor) -> Iterator[Sending]:
    connected: Deferred[None] = Deferred()

    class Accepted(Protocol):
        transport: Any

        def connectionMade(self) -> None:
            connected.callback(None)

    accepted = Accepted()
    port = reactor.listenTCP(0, Of(lambda: accepted), interface="127.0.0.1")
    with socket.create_connection(("127.0.0.1", port.getHost().port), timeout=PATIENCE) as peer:
        wait_for(connected)
        told: list[object] = []
        outflow = outflow_to(accepted.transport, told.append, told.append)
        yield Sending(outflow, accepted.transport, peer, told)
    accepted.transport.abortConnection()
    wait_for(maybeDeferred(port.stopListening))


def test_what_the_system_takes_is_sent_before_the_reactor_turns(sending: Sending) -> None:
    sending.outflow.write(b"at once")
    assert sending.peer.recv(100) == b"at once"
    assert sending.told == []


def test_that_it_is_full_is_told_and_that_it_is_not_any_more(
    sending: Sending, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    size = 0
    while not sending.told:
        sending.outflow.write(_PIECE)
        size += len(_PIECE)
    assert sending.told == [True]
    # Nothing is to be written any more; what is all the same comes in its place.
    sending.outflow.write(b"and the last")
    size += len(b"and the last")
    sending.peer.setblocking(False)
    came = bytearray()

    def all_came() -> bool:
        try:
            came.extend(sending.peer.recv(1 << 20))
        except BlockingIOError:
            return len(came) == size
        return False

    wait_until(all_came)
    assert sending.told == [True, False]
    assert bytes(came) == _PIECE * (size // len(_PIECE)) + b"and the last"


def test_that_the_other_end_has_broken_it_off_is_told_once(sending: Sending) -> None:
    sending.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sending.peer.close()
    sending.outflow.write(b"a")
    sending.outflow.write(b"b")
    (error,) = sending.told
    assert isinstance(error, ConnectionLost)


def test_another_transport_tells_by_itself_how_much_it_has() -> None:
    transport = StringTransport()
    told: list[bool] = []
    outflow = outflow_to(transport, told.append, lambda _: None)
    outflow.write(b"a")
    assert (transport.value(), transport.streaming) == (b"a", True)
    assert transport.producer is not None
    transport.producer.pauseProducing()
    transport.producer.resumeProducing()
    transport.producer.stopProducing()
    assert told == [True, False]
