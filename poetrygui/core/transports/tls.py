"""TLS over TCP, the server's certificate checked as its user wants."""

from __future__ import annotations

import enum
from typing import Annotated, Any, ClassVar

from attrs import field, frozen

from poetrygui.api import Option
from poetrygui.core.options.details import Details
from poetrygui.core.transports import connecting
from poetrygui.core.transports.endpoint_text import quoted
from poetrygui.core.transports.host_and_port import HostAndPort
from poetrygui.core.transports.proxy import ProxyAddress, check_proxy, endpoint_by
from poetrygui.errors import AddressError


class TlsVerify(enum.StrEnum):
    """Against what the server's certificate is checked."""

    SYSTEM = "system"  # the authorities that the system trusts
    CA_FILE = "ca-file"  # the certificates of private authorities, in a PEM file
    INSECURE = "insecure"  # nothing: whoever answers is believed


_WORDS = ("by the system's authorities", "by a private authority's certificate", "not at all (insecure)")
_FILES = "Certificates (*.pem *.crt *.cer)"


@frozen
class Tls(HostAndPort):
    """An encrypted connection to a port of a host."""

    prefix: ClassVar[str] = "tls"
    title: ClassVar[str] = "TLS"
    forms: ClassVar[tuple[str, ...]] = ("tls:HOST:PORT",)
    ends: ClassVar[str] = "the server says that this was all (close_notify); all else breaks it off"
    verify: Annotated[TlsVerify, Option("Certificate verified"), Details(words=_WORDS)] = TlsVerify.SYSTEM
    ca_file: Annotated[
        str,
        Option("Authority's file"),
        Details(files=_FILES, only_with=("verify", TlsVerify.CA_FILE)),
    ] = ""
    certificate: Annotated[str, Option("Your certificate's file"), Details(files=_FILES)] = ""
    key: Annotated[str, Option("Its key's file, if apart"), Details(files="Keys (*.pem *.key)")] = ""
    server_name: Annotated[str, Option("Server's name, if another (SNI)")] = ""
    alpn: Annotated[str, Option("Protocols to offer (ALPN), by commas")] = ""
    proxy: ProxyAddress = field(default="", validator=check_proxy)

    def __attrs_post_init__(self) -> None:
        """Refuse to look into a file that is not named."""
        if self.verify is TlsVerify.CA_FILE and not self.ca_file.strip():
            what = "the file with the private authority's certificate"
            raise AddressError(f"Name {what} (ca_file), or check the certificate in another way (verify).")
        if self.key.strip() and not self.certificate.strip():
            raise AddressError("A key is of no use without its certificate: name that one's file (certificate).")

    def __str__(self) -> str:
        return f"tls:{quoted(self.host)}:{self.port}"

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects and encrypts. Raises AddressError as :meth:`check` does."""
        return connecting.encrypted(self._connections(), endpoint_by(reactor, self.host, self.port, self.proxy))

    def check(self) -> None:
        """Raise AddressError where the host can have no certificate, or the authority's file cannot be used."""
        self._connections()

    def _connections(self) -> connecting.ConnectionCreator:
        name = self.server_name.strip() or self.host
        protocols = tuple(each.strip() for each in self.alpn.split(",") if each.strip())
        own = connecting.OwnSide(self.certificate, self.key, protocols)
        try:
            if self.verify is TlsVerify.INSECURE:
                return connecting.UnverifiedConnections(name, own)
            ca_file = self.ca_file if self.verify is TlsVerify.CA_FILE else None
            return connecting.verified_connections(name, ca_file, own)
        except UnicodeError as error:
            raise AddressError(f"{name!r} cannot be the name of a server with TLS: {error}.") from error
