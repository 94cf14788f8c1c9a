"""TCP, which is also what an address without a prefix means."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Self

from attrs import field, frozen

from poetrygui.core.transports import connecting
from poetrygui.core.transports.host_and_port import HostAndPort, port_number, v6_host
from poetrygui.core.transports.known import known_transports
from poetrygui.core.transports.proxy import ProxyAddress, check_proxy, endpoint_by

_BARE = re.compile(r"(?:(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:\[\]\s/]*)):)?(?P<port>[0-9]+)")
_LOCAL_HOST = "127.0.0.1"


@frozen
class Tcp(HostAndPort):
    """A connection to a port of a host."""

    prefix: ClassVar[str] = "tcp"
    title: ClassVar[str] = "TCP"
    forms: ClassVar[tuple[str, ...]] = ("PORT", "HOST:PORT", "tcp:HOST:PORT")
    ends: ClassVar[str] = "the server closes it; a reset or a time-out of the system breaks it off"
    proxy: ProxyAddress = field(default="", validator=check_proxy)

    @classmethod
    def read_bare(cls, text: str) -> Self | None:
        """Read ``PORT`` of this machine, ``HOST:PORT`` or ``[V6]:PORT``."""
        match = _BARE.fullmatch(text)
        if match is None:
            return None
        host = match["host"] or _LOCAL_HOST if match["v6"] is None else v6_host(match["v6"], text)
        return cls(host, port_number(match["port"], text))

    def __str__(self) -> str:
        if self.host in known_transports():
            return f"tcp:{self.host}:{self.port}"
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what connects."""
        return endpoint_by(reactor, self.host, self.port, self.proxy)
