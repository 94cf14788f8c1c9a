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


def test_a_server_tells_whose_certificates_it_takes_where_it_was_shown_none() -> None:
    class Name:
        def __init__(self, *parts: tuple[bytes, bytes]) -> None:
            self.parts = list(parts)

        def get_components(self) -> list[tuple[bytes, bytes]]:
            return self.parts

    class Handle:
        shown: object = None

        def get_certificate(self) -> object:
            return self.shown

        def get_client_ca_list(self) -> list[Name]:
            one = Name((b"O", b"Odes"), (b"CN", b"one"))
            return [one, Name((b"O", b"Odes")), Name(), *[Name((b"CN", b"m\xc3\xa4r"))] * 9]

    class Transport:
        handle = Handle()

        def getHandle(self) -> Handle:  # noqa: N802 - Twisted's name
            return self.handle

    assert peer_of(Transport()) == Peer(authorities=("one", "mär"))
    Transport.handle.shown = object()
    assert peer_of(Transport()) == Peer()
