"""Endpoints that open sockets for datagrams: they stand at once, or as soon as a name is known."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import frozen
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.internet.interfaces import (
    IHostResolution,
    IProtocol,
    IResolutionReceiver,
    IStreamClientEndpoint,
)
from zope.interface import implementer

from poetrygui.core.transports.datagrams.datagram_transport import DatagramTransport, Post
from poetrygui.core.transports.datagrams.mail import SocketMail
from poetrygui.core.transports.streams.endpoint import StreamEndpoint

UdpAddress: TypeAlias = IPv4Address | IPv6Address


def datagram_destination(host: str, port: int) -> UdpAddress:
    """Return a port of a host for datagrams."""
    kind = IPv6Address if ":" in host else IPv4Address
    return kind("UDP", host, port)


def datagram_endpoint(
    reactor: Any, address: UdpAddress, open_socket: Callable[[], tuple[socket.socket, Post]]
) -> IStreamClientEndpoint:
    """Return what connects a protocol to the socket that ``open_socket`` opens, used as its post says.

    ``address`` is where datagrams come from, or to; where its port is 0, the one counts that the system has chosen.
    """

    def begin(opened: tuple[socket.socket, Post], protocol: IProtocol) -> None:
        port = opened[0].getsockname()[1]
        where = address if address.port else datagram_destination(address.host, port)
        DatagramTransport(reactor, protocol, where, SocketMail(reactor, opened[0]), opened[1]).begin()

    return StreamEndpoint(address, open_socket, begin, lambda opened: opened[0].close())


@implementer(IStreamClientEndpoint)
@frozen(eq=False)
class NamedHostEndpoint:
    """Asks the reactor for the number of ``host``, where that is a name, and connects by what ``reach`` returns."""

    reactor: Any
    host: str
    reach: Callable[[str], IStreamClientEndpoint]

    def connect(self, factory: Any) -> Deferred[IProtocol]:
        """Connect a protocol of ``factory``."""
        if isIPAddress(self.host) or isIPv6Address(self.host):
            return self.reach(self.host).connect(factory)
        receiver = _FirstNumber(self.host)
        self.reactor.nameResolver.resolveHostName(receiver, self.host, transportSemantics="UDP")
        return receiver.found.addCallback(lambda number: self.reach(number).connect(factory))


@implementer(IResolutionReceiver)
class _FirstNumber:
    """Waits for the first address of a name."""

    def __init__(self, host: str) -> None:
        self.found: Deferred[Any] = Deferred(self._cancel)
        self._host = host
        self._resolution: Any = None

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's name
        self._resolution = resolution

    def addressResolved(self, address: Any) -> None:  # noqa: N802 - Twisted's name
        if not self.found.called:
            self.found.callback(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        if not self.found.called:
            self.found.errback(DNSLookupError(f"no number is known of {self._host}"))

    def _cancel(self, _: Any) -> None:
        if self._resolution is not None:
            self._resolution.cancel()
