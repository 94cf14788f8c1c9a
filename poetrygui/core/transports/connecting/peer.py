"""What is known of a server with TLS: the certificates that it showed, and which of them was refused, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from attrs import define, field
from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from service_identity.cryptography import verify_certificate_hostname, verify_certificate_ip_address
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from zope.interface import implementer

_MOST_CERTIFICATES = 10


class Refusal(NamedTuple):
    """A certificate was refused: by OpenSSL, by the ``number`` that it has for the reason, or for what it is called.

    ``wrong_name`` is the error of the comparison where that is why.
    """

    certificate: x509.Certificate | None
    number: int = 0
    wrong_name: Exception | None = None


class Peer(NamedTuple):
    """The certificates that a server showed, its own first, and the refusal of one of them, if it was refused."""

    certificates: tuple[x509.Certificate, ...] = ()
    refusal: Refusal | None = None


@define
class PeerCheck:
    """Checks that a server's certificate is for ``host``, and notes what OpenSSL finds of it and of who signed it.

    It raises nothing, as OpenSSL's callback: an error there is lost, and the handshake would never end.
    """

    host: str
    seen: dict[int, x509.Certificate] = field(factory=dict)
    """The certificates that were looked at, by their distance from the server's own."""
    refusal: Refusal | None = None

    def take(self, connection: object, certificate: X509, number: int, depth: int, is_good: int) -> bool:
        """Return whether ``certificate`` is to be believed, called by OpenSSL for each.

        ``number`` is why not where it is not ``is_good``, and ``depth`` how far it is from the server's own on
        ``connection``.
        """
        found = _readable(certificate)
        if found is not None and depth < _MOST_CERTIFICATES:
            self.seen[depth] = found
        refusal = None
        if not is_good:
            refusal = Refusal(found, number)
        elif depth == 0:
            refusal = self._refused_name(found)
        self.refusal = self.refusal or refusal
        return refusal is None

    def _refused_name(self, certificate: x509.Certificate | None) -> Refusal | None:
        is_number = isIPAddress(self.host) or isIPv6Address(self.host)
        verify: Any = verify_certificate_ip_address if is_number else verify_certificate_hostname
        # No certificate has the interface by which a number is reached, nor the dot that ends a name.
        host = self.host.partition("%")[0] if is_number else self.host.removesuffix(".")
        try:
            verify(certificate, host)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody has found that this is the name
            return Refusal(certificate, wrong_name=error)
        return None


@implementer(IOpenSSLClientConnectionCreator)
class CheckedConnections:
    """Connections as another creator makes them, whose transports have a ``peer_check``.

    Twisted checks the name in the one callback that OpenSSL calls, too; this takes its place.
    """

    def __init__(self, creator: IOpenSSLClientConnectionCreator, host: str) -> None:
        """Have ``creator`` make them; the server's certificate is to be for ``host``."""
        self._creator = creator
        self._host = host

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N803 - Twisted's name
        """Return a connection, what is found on which is noted."""
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tlsProtocol)
        check = PeerCheck(self._host)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, check.take)
        tlsProtocol.peer_check = check
        return connection


def peer_of(transport: Any) -> Peer:
    """Return what is known of the server at the other end of a transport; nothing where that is not told."""
    check = getattr(transport, "peer_check", None) or PeerCheck("")
    handle = getattr(transport, "getHandle", bool)()
    shown: Sequence[X509] = getattr(handle, "get_peer_cert_chain", tuple)() or ()
    chain = [_readable(each) for each in shown[:_MOST_CERTIFICATES]] or [check.seen[at] for at in sorted(check.seen)]
    return Peer(tuple(each for each in chain if each is not None), check.refusal)


def _readable(certificate: X509) -> x509.Certificate | None:
    try:
        return certificate.to_cryptography()
    except Exception:  # noqa: BLE001 - what a stranger sent was parsed, and may be broken in any way
        return None
