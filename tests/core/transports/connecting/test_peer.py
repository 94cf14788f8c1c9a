"""What is known of a server with TLS: the certificates that it showed, and which one was refused."""

from __future__ import annotations

from typing import Any

import pytest
from OpenSSL.crypto import X509

from poetrygui.core.transports.connecting.peer import Peer, Refusal, peer_of
from poetrygui.core.transports.connecting.peer_check import PeerCheck
from tests.core.certificates import Authority


@pytest.fixture(scope="module")
def certificate() -> X509:
    return X509.from_cryptography(Authority().issue("poems.example")[1])


def test_a_transport_tells_what_was_shown_or_what_was_looked_at_by_then(certificate: X509) -> None:
    class Handle:
        def __init__(self, chain: list[X509] | None) -> None:
            self.chain = chain

        def get_peer_cert_chain(self) -> list[X509] | None:
            return self.chain

    class Transport:
        def __init__(self, handle: Any) -> None:
            self.handle = handle
            self.peer_check = PeerCheck("poems.example")

        def getHandle(self) -> Any:  # noqa: N802 - Twisted's name
            return self.handle

    mine = certificate.to_cryptography()
    assert peer_of(Transport(Handle([certificate] * 2))) == Peer((mine, mine))
    for handle in (None, object(), Handle(None)):
        transport = Transport(handle)
        assert peer_of(transport) == Peer()
        transport.peer_check.take(None, certificate, 20, 0, 0)
        assert peer_of(transport) == Peer((mine,), Refusal(mine, 20))
    assert peer_of(None) == peer_of(object()) == Peer()
