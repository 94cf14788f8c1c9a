"""The look at a server's certificates as they come: whether the name is the one that was asked for."""

from __future__ import annotations

from typing import Any

from attrs import define, field
from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from service_identity.cryptography import verify_certificate_hostname, verify_certificate_ip_address
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from zope.interface import implementer

from poetrygui.core.transports.connecting.peer import MOST_CERTIFICATES, Refusal, readable


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
        found = readable(certificate)
        if found is not None and depth < MOST_CERTIFICATES:
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
