"""How the server's certificate is checked on a TLS connection."""

from __future__ import annotations

import enum
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


class TlsVerify(enum.StrEnum):
    """Against what the server's certificate is checked."""

    SYSTEM = "system"  # the authorities that the system trusts
    CA_FILE = "ca-file"  # the certificates of private authorities, in a PEM file
    INSECURE = "insecure"  # nothing: whoever answers is believed


@implementer(IOpenSSLClientConnectionCreator)
class _UnverifiedConnections:
    """Connections that encrypt but believe whoever answers.

    ``optionsForClientTLS`` always verifies, and a bare ``CertificateOptions`` sends no server name.
    """

    def __init__(self, host: str) -> None:
        self._server_name = b"" if isIPAddress(host) or isIPv6Address(host) else host.encode("idna")
        self._context = ssl.CertificateOptions().getContext()

    def clientConnectionForTLS(
        self,
        tlsProtocol: TLSMemoryBIOProtocol,  # noqa: N803 - Twisted's name
    ) -> SSL.Connection:
        connection = SSL.Connection(self._context, None)
        if self._server_name:
            connection.set_tlsext_host_name(self._server_name)
        return connection


def connection_creator(host: str, verify: TlsVerify, ca_file: str) -> IOpenSSLClientConnectionCreator:
    """Return what makes TLS connections to ``host``, its certificate checked as ``verify`` says.

    Raises AddressError where the host can have no certificate or the authority's file cannot be used.
    """
    try:
        if verify is TlsVerify.INSECURE:
            return _UnverifiedConnections(host)
        trusted = _authorities(ca_file) if verify is TlsVerify.CA_FILE else None
        return ssl.optionsForClientTLS(host, trustRoot=trusted)
    except UnicodeError as error:
        raise AddressError(f"{host!r} cannot be the name of a server with TLS: {error}.") from error


def _authorities(ca_file: str) -> Any:  # Twisted keeps the interface of a trust root to itself
    try:
        found = x509.load_pem_x509_certificates(Path(ca_file).read_bytes())
        return ssl.trustRootFromCertificates([ssl.Certificate(X509.from_cryptography(each)) for each in found])
    except (OSError, ValueError) as error:
        raise AddressError(
            f"The certificate file {ca_file!r} cannot be used: name a PEM file with the authority's certificate."
        ) from error
