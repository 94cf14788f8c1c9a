"""Connections that encrypt, and believe certificates of some authorities, or whoever answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cryptography import x509
from OpenSSL import SSL
from OpenSSL.crypto import X509
from twisted.internet import ssl
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from zope.interface import implementer

from poetrygui.errors import AddressError


@implementer(IOpenSSLClientConnectionCreator)
class UnverifiedConnections:
    """Connections that encrypt but believe whoever answers.

    ``optionsForClientTLS`` always verifies, and a bare ``CertificateOptions`` sends no server name.
    """

    def __init__(self, host: str) -> None:
        """Ask for ``host``. Raises UnicodeError where no server can have that name."""
        self._server_name = b"" if isIPAddress(host) or isIPv6Address(host) else host.encode("idna")
        self._context = ssl.CertificateOptions().getContext()

    def clientConnectionForTLS(
        self,
        tlsProtocol: TLSMemoryBIOProtocol,  # noqa: N803 - Twisted's name
    ) -> SSL.Connection:
        """Return a connection that asks for the server's name and looks at nothing."""
        connection = SSL.Connection(self._context, None)
        if self._server_name:
            connection.set_tlsext_host_name(self._server_name)
        return connection


def verified_connections(host: str, ca_file: str | None) -> IOpenSSLClientConnectionCreator:
    """Return what makes connections to ``host``, whose certificate is to be signed by one of the authorities.

    These are the system's, or those in a PEM file. Raises UnicodeError where no server can have that name, and
    AddressError where the file cannot be used.
    """
    return ssl.optionsForClientTLS(host, trustRoot=None if ca_file is None else _authorities(ca_file))


def _authorities(ca_file: str) -> Any:  # Twisted keeps the interface of a trust root to itself
    try:
        found = x509.load_pem_x509_certificates(Path(ca_file).read_bytes())
        return ssl.trustRootFromCertificates([ssl.Certificate(X509.from_cryptography(each)) for each in found])
    except (OSError, ValueError) as error:
        raise AddressError(
            f"The certificate file {ca_file!r} cannot be used: name a PEM file with the authority's certificate."
        ) from error
