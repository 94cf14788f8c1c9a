"""Twisted's endpoints, and its names for where they lead, without a limit of time of their own."""

from __future__ import annotations

import os
from typing import Any, TypeAlias

from twisted.internet import endpoints
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.address import HostnameAddress, IPv4Address, IPv6Address, UNIXAddress
from twisted.internet.interfaces import IAddress, IOpenSSLClientConnectionCreator, IStreamClientEndpoint

Endpoint: TypeAlias = IStreamClientEndpoint
Destination: TypeAlias = IAddress
ConnectionCreator: TypeAlias = IOpenSSLClientConnectionCreator

_ENDLESS: Any = None  # Twisted's types know of no such limit


def is_v6_number(host: str) -> bool:
    """Tell whether a host is an IPv6 address, which may name an interface."""
    return isIPv6Address(host)


def host_endpoint(reactor: Any, host: str, port: int) -> Endpoint:
    """Return what connects by TCP to a port of a host, given by its name or its number."""
    # A number needs no resolver, and so no thread.
    if isIPAddress(host):
        return endpoints.TCP4ClientEndpoint(reactor, host, port, timeout=_ENDLESS)
    if isIPv6Address(host):
        return endpoints.TCP6ClientEndpoint(reactor, host, port, timeout=_ENDLESS)
    named: Endpoint = endpoints.HostnameEndpoint(reactor, host, port, timeout=_ENDLESS)
    return named


def socket_endpoint(reactor: Any, path: str) -> Endpoint:
    """Return what connects to a UNIX socket."""
    return endpoints.UNIXClientEndpoint(reactor, path, timeout=_ENDLESS)


def encrypted(connections: ConnectionCreator, endpoint: Endpoint) -> Endpoint:
    """Return what connects as ``endpoint`` does, and encrypts by what makes such connections."""
    wrapped: Endpoint = endpoints.wrapClientTLS(connections, endpoint)
    return wrapped


def host_destination(host: str, port: int) -> Destination:
    """Return a port of a host, by the host's name where it has no number."""
    kind = IPv6Address if ":" in host else IPv4Address
    return kind("TCP", host, port)


def socket_destination(path: str) -> Destination:
    """Return the path of a UNIX socket."""
    return UNIXAddress(os.fsencode(path))


def named_destination(address: str) -> Destination:
    """Return what Twisted has no kind for, by its address as users see it."""
    return HostnameAddress(address.encode("utf-8", "surrogateescape"), 0)
