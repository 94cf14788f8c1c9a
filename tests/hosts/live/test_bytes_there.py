"""What has come is read at once; of the end, and of an error, the reactor hears."""

from __future__ import annotations

import select
import socket
import struct
from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.hosts.live.bytes_there import reads_what_is_there
from tests.surroundings import PATIENCE

WaitUntil = Callable[[Callable[[], bool]], None]


class Hears(Protocol):
    """Notes what comes."""

    def __init__(self) -> None:
        self.came = b""
        self.lost: type[BaseException] | None = None

    def dataReceived(self, data: bytes) -> None:
        self.came += data

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.lost = reason.type


@pytest.mark.parametrize("linger, meaning", [(None, ConnectionDone), (0, ConnectionLost)])
def test_bytes_are_read_at_once_and_the_end_is_left_to_the_reactor(
    reactor: Any, wait_until: WaitUntil, linger: int | None, meaning: type[BaseException]
) -> None:
    """Whoever reads an error takes it: what the reactor read next looked like a clean end."""
    hears = Hears()
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.socket() as other:
        other.connect(listening.getsockname())
        ours, _address = listening.accept()
        with ours:
            ours.setblocking(False)
            reactor.adoptStreamConnection(ours.fileno(), socket.AF_INET, Factory.forProtocol(lambda: hears))
            read = reads_what_is_there(hears.transport)
            assert read is not None
            read()
            assert hears.came == b""
            other.sendall(b"verse")
            assert select.select([ours], [], [], PATIENCE)[0]
            read()
            assert hears.came == b"verse"
            if linger is not None:
                other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, linger))
            other.close()
            assert select.select([ours], [], [], PATIENCE)[0]
            read()
            assert hears.lost is None
        wait_until(lambda: hears.lost is not None)
    read()
    assert hears.came == b"verse"
    assert hears.lost is meaning


def test_what_is_no_socket_of_twisteds_is_waited_for() -> None:
    assert reads_what_is_there(StringTransport()) is None
