"""Connections that encrypt, and believe certificates of some authorities, or whoever answers."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from OpenSSL import SSL
from OpenSSL.crypto import X509
from twisted.internet import ssl
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from zope.interface import implementer

from poetrygui.core.transports.connecting.peer_check import CheckedConnections
from poetrygui.core.transports.streams.opening import place_of
from poetrygui.errors import AddressError


@frozen
class OwnSide:
    """What is shown to the server: a certificate from a PEM file, with its key from another or the same, and protocols.

    The protocols are named as TLS has them (ALPN), the ones that are liked best first.
    """

    certificate: str = ""
    key: str = ""
    protocols: tuple[str, ...] = ()

    @property
    def twisteds(self) -> dict[str, Any]:
        """What Twisted's options take of it. Raises AddressError where a file cannot be used."""
        extra: dict[str, Any] = {}
        if self.protocols:
            extra["acceptableProtocols"] = [name.encode() for name in self.protocols]
        if self.certificate:
            own, *chain = [X509.from_cryptography(each) for each in _certificates(self.certificate, "your certificate")]
            extra |= {"certificate": own, "extraCertChain": chain, "privateKey": self._key}
        return extra

    @property
    def _key(self) -> Any:
        file = self.key or self.certificate
        try:
            return load_pem_private_key(_bytes_of(file), None)
        except TypeError as error:
            raise AddressError(
                f"The key in {file!r} is locked by a passphrase: name a file with one that is not (key)."
            ) from error
        except (OSError, ValueError) as error:
            what = f"The key's file {file!r} cannot be used" if self.key else f"There is no key in {file!r}"
            raise AddressError(f"{what}: name a PEM file with the key of your certificate (key).") from error


def _bytes_of(file: str) -> bytes:
    # No shell has seen what was typed into a form, or stands behind an equals sign.
    return place_of(file).read_bytes()


def _certificates(file: str, whose: str) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_bytes_of(file))
    except (OSError, ValueError) as error:
        raise AddressError(f"The certificate file {file!r} cannot be used: name a PEM file with {whose}.") from error


@implementer(IOpenSSLClientConnectionCreator)
class UnverifiedConnections:
    """Connections that encrypt but believe whoever answers.

    ``optionsForClientTLS`` always verifies, and a bare ``CertificateOptions`` sends no server name.
    """

    def __init__(self, host: str, own: OwnSide | None = None) -> None:
        """Ask for ``host``, and show ``own``.

        Raises UnicodeError where no server can have that name, and AddressError where a file cannot be used.
        """
        self._server_name = b"" if isIPAddress(host) or isIPv6Address(host) else host.encode("idna")
        extra = (own or OwnSide()).twisteds
        self._protocols = extra.pop("acceptableProtocols", [])
        self._context = _checked(ssl.CertificateOptions(**extra)).getContext()

    def clientConnectionForTLS(
        self,
        tlsProtocol: TLSMemoryBIOProtocol,  # noqa: N803 - Twisted's name
    ) -> SSL.Connection:
        """Return a connection that asks for the server's name and looks at nothing."""
        connection = SSL.Connection(self._context, None)
        if self._server_name:
            connection.set_tlsext_host_name(self._server_name)
        if self._protocols:
            connection.set_alpn_protos(self._protocols)
        return connection


def verified_connections(host: str, ca_file: str | None, own: OwnSide | None = None) -> IOpenSSLClientConnectionCreator:
    """Return what makes connections to ``host``, whose certificate is to be signed by one of the authorities.

    These are the system's, or those in ``ca_file``, in PEM; ``own`` is what is shown to the server. Raises UnicodeError
    where no server can have that name, and AddressError where a file cannot be used.
    """
    extra = (own or OwnSide()).twisteds
    _checked(ssl.CertificateOptions(**extra))
    protocols = extra.pop("acceptableProtocols", None)
    authorities = None if ca_file is None else _authorities(ca_file)
    connections = ssl.optionsForClientTLS(
        host, trustRoot=authorities, acceptableProtocols=protocols, extraCertificateOptions=extra
    )
    return CheckedConnections(connections, host)


def certificate_shown(own: OwnSide) -> ssl.CertificateOptions:
    """Return what one who listens shows to whoever connects. Raises AddressError where a file cannot be used."""
    return _checked(ssl.CertificateOptions(**own.twisteds))


def _checked(options: ssl.CertificateOptions) -> ssl.CertificateOptions:
    try:
        options.getContext()
    except SSL.Error as error:
        raise AddressError("Your key is not that of your certificate: name the file of the one that is.") from error
    return options


def _authorities(ca_file: str) -> Any:  # Twisted keeps the interface of a trust root to itself
    found = _certificates(ca_file, "the authority's certificate")
    return ssl.trustRootFromCertificates([ssl.Certificate(X509.from_cryptography(each)) for each in found])
