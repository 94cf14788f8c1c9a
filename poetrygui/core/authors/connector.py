"""What an author's factory gets for a connector: it tells where the connection goes, and can give it up."""

from __future__ import annotations

from collections.abc import Callable

from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.interfaces import IAddress, IConnector
from zope.interface import implementer

from poetrygui.core.transports.address import Address


@implementer(IConnector)
class PoemConnector:
    """One attempt at one address. It never connects again: a fetch is one connection, and fetching is its user's."""

    def __init__(self, address: Address, close: Callable[[], None]) -> None:
        """``close`` ends the connection, or the attempt at one."""
        self.host = address.host
        self.port = address.port
        self._address = address
        self._close = close

    def connect(self) -> None:
        """Do nothing: whoever fetches may fetch again."""

    def disconnect(self) -> None:
        """Close the connection, or give up."""
        self._close()

    def stopConnecting(self) -> None:  # noqa: N802 - Twisted's name
        """Give up."""
        self._close()

    def getDestination(self) -> IAddress:  # noqa: N802 - Twisted's name
        """Return the address, as Twisted tells it where it has a word for it."""
        address = self._address
        if address.kind == "unix":
            return UNIXAddress(address.text.encode())
        if address.kind not in ("tcp", "tls"):
            return HostnameAddress(str(address).encode(), address.port)
        kind = IPv6Address if ":" in address.host else IPv4Address
        return kind("TCP", address.host, address.port)
