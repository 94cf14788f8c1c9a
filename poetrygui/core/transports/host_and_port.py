"""A port of a host, as several transports have it in their addresses."""

from __future__ import annotations

import re
from typing import Self

from attrs import frozen

from poetrygui.core.transports import connecting
from poetrygui.core.transports.endpoint_text import unquoted
from poetrygui.core.transports.transport import Transport
from poetrygui.errors import AddressError

LARGEST_PORT = 65535
_ARGUMENTS = re.compile(r"(?:host=)?(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>(?:[^:\\=]|\\.)+)):(?:port=)?(?P<port>[0-9]+)")
_HOST = re.compile(r"[^:\[\]\s/]+")
_V6 = re.compile(r"[0-9A-Fa-f:.]+(%[^:\[\]\s/]+)?")


@frozen
class HostAndPort(Transport):
    """The base of a transport that connects to a port of a host."""

    host: str
    port: int

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read ``HOST:PORT``, ``[V6]:PORT``, or the same with Twisted's names for them."""
        match = _ARGUMENTS.fullmatch(rest)
        if match is None:
            return None
        text = f"{cls.prefix}:{rest}"
        host = _host(unquoted(match["host"]), text) if match["v6"] is None else v6_host(match["v6"], text)
        return cls(host, port_number(match["port"], text))

    @property
    def destination(self) -> connecting.Destination:
        """The host and the port, by the host's name where it has no number."""
        return connecting.host_destination(self.host, self.port)


def is_port(digits: str) -> bool:
    """Tell whether there is such a port; 0 stands for any that is free, where one can listen."""
    return len(digits) <= len(str(LARGEST_PORT)) and int(digits) <= LARGEST_PORT


def port_number(digits: str, text: str) -> int:
    """Return the port that ``text`` names by these digits. Raises AddressError where there is no such port."""
    if not is_port(digits) or int(digits) == 0:
        raise AddressError(f"The port of {text!r} is not between 1 and {LARGEST_PORT}.")
    return int(digits)


def v6_host(host: str, text: str) -> str:
    """Return the IPv6 address in ``text``. Raises AddressError where it is none."""
    if not (_V6.fullmatch(host) and connecting.is_v6_number(host)):
        raise AddressError(f"{host!r} in {text!r} is no IPv6 address: write one such as [::1].")
    return host


def _host(host: str, text: str) -> str:
    if ":" in host:
        return v6_host(host.removeprefix("[").removesuffix("]"), text)
    if not _HOST.fullmatch(host):
        raise AddressError(f"The host of {text!r} is neither a name nor a number: write one such as poems.example.")
    return host
