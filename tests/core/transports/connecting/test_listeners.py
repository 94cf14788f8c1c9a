"""Listening for others: why that cannot be, in a sentence; and for one alone, who is then the only one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint
from twisted.internet.protocol import Factory, Protocol
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports import connecting
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.certificates import Authority


def test_why_nothing_can_listen(reactor: Any, wait_for: WaitFor, socket_folder: Path) -> None:
    first = connecting.Listener(connecting.port_place(reactor, "127.0.0.1", 0))
    port = wait_for(Deferred.fromCoroutine(first.listen(Factory.forProtocol(Protocol))))
    taken = connecting.Listener(connecting.port_place(reactor, "127.0.0.1", port.getHost().port))
    missing = connecting.Listener(connecting.socket_place(reactor, str(socket_folder / "none" / "s"), 0o600))
    for listener, said in ((taken, "address already in use"), (missing, "no such file or directory")):
        with pytest.raises(AddressError, match=f"Nothing can listen there: {said}; choose another address"):
            wait_for(Deferred.fromCoroutine(listener.listen(Factory())))
    wait_for(port.stopListening())


def test_a_certificate_that_cannot_be_used(tmp_path: Path) -> None:
    reactor: Any = MemoryReactorClock()
    place = connecting.port_place(reactor, "127.0.0.1", 0)
    with pytest.raises(AddressError, match="cannot be used"):
        connecting.EncryptedPlace(place, connecting.OwnSide(str(tmp_path / "none.pem")))
    both = Authority().write_server("127.0.0.1", tmp_path / "both.pem")
    connecting.EncryptedPlace(place, connecting.OwnSide(str(both))).listen(Factory())
    assert len(reactor.tcpServers) == 1


def first_peer(reactor: Any) -> connecting.FirstPeer:
    return connecting.FirstPeer(connecting.Listener(connecting.port_place(reactor, "127.0.0.1", 0)))


class Kept(Factory):
    """Keeps what it made; or makes nothing."""

    noisy = False

    def __init__(self, *, makes: bool = True) -> None:
        self.made: list[Protocol] = []
        self._makes = makes

    def buildProtocol(self, _address: object) -> Protocol | None:
        self.made.append(Protocol())
        return self.made[-1] if self._makes else None


@pytest.mark.parametrize("makes", [True, False])
def test_the_first_peer_is_the_only_one(makes: bool) -> None:
    reactor: Any = MemoryReactorClock()
    factory = Kept(makes=makes)
    came: list[Any] = []
    first_peer(reactor).connect(factory).addBoth(came.append)
    waiting: Any = reactor.tcpServers[0][1]
    assert not came
    built = waiting.buildProtocol(None)
    assert waiting.buildProtocol(None) is None
    assert len(factory.made) == 1
    assert (built is came[0]) is makes


def test_it_can_be_given_up(reactor: Any, wait_for: WaitFor) -> None:
    failed: list[Any] = []
    waiting = first_peer(reactor).connect(Kept())
    waiting.addErrback(failed.append)
    waiting.cancel()
    assert len(failed) == 1
    # Nothing is left behind that listens; a peer that comes in the same turn is not wanted.
    late: Any = MemoryReactorClock()
    given_up = first_peer(late).connect(Kept())
    given_up.addErrback(failed.append)
    given_up.cancel()
    assert late.tcpServers[0][1].buildProtocol(None) is None


def test_where_it_cannot_listen_it_fails(reactor: Any, wait_for: WaitFor) -> None:
    listener = connecting.Listener(connecting.port_place(reactor, "127.0.0.1", 0))
    port = wait_for(Deferred.fromCoroutine(listener.listen(Kept())))
    taken = connecting.Listener(connecting.port_place(reactor, "127.0.0.1", port.getHost().port))
    with pytest.raises(AddressError, match="already in use"):
        wait_for(connecting.FirstPeer(taken).connect(Kept()))
    with pytest.raises(AddressError, match="is no server endpoint of Twisted's"):
        connecting.named_place(reactor, "nonesuch")
    client: Any = wait_for(TCP4ClientEndpoint(reactor, "127.0.0.1", port.getHost().port).connect(Kept()))
    client.transport.abortConnection()
    wait_for(port.stopListening())
