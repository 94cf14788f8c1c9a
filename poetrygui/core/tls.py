"""How the server's certificate is checked on a TLS connection."""

from __future__ import annotations

import enum
from pathlib import Path

from OpenSSL import SSL
from twisted.internet import ssl
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from zope.interface import implementer

from poetrygui.errors import AddressError


class TlsVerify(enum.StrEnum):
    """Against what the server's certificate is checked."""

    SYSTEM = "system"  # the authorities that the system trusts
    CA_FILE = "ca-file"  # a private authority's certificate, in a PEM file
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

    Raises AddressError where the authority's file cannot be used.
    """
    if verify is TlsVerify.INSECURE:
        return _UnverifiedConnections(host)
    if verify is TlsVerify.SYSTEM:
        return ssl.optionsForClientTLS(host)
    try:
        authority = ssl.Certificate.loadPEM(Path(ca_file).read_bytes())
    except (OSError, SSL.Error, ValueError) as error:
        raise AddressError(
            f"The certificate file {ca_file!r} cannot be used: name a PEM file with the authority's certificate."
        ) from error
    return ssl.optionsForClientTLS(host, trustRoot=authority)
