"""SOCKS5 proxies, by their addresses: what stands before a port of a host."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.transports import connecting
from poetrygui.core.transports.host_and_port import port_number, v6_host
from poetrygui.errors import AddressError

_USUAL_PORT = "1080"
_FORM = "socks5://HOST:PORT or socks5://USER@HOST:PORT"
_ADDRESS = re.compile(
    r"socks5h?://(?:(?P<user>[^@/\s]+)@)?(?:\[(?P<v6>[^\[\]]+)\]|(?P<host>[^:@/\[\]\s]+))(?::(?P<port>[0-9]+))?/?"
)

ProxyAddress: TypeAlias = Annotated[str, Option("SOCKS5 proxy (socks5://HOST:PORT)")]
"""The option of a transport that can go by a proxy."""


@frozen
class Proxy:
    """A proxy, and who asks it; without a user nobody logs in."""

    host: str
    port: int
    user: str = ""

    @property
    def service(self) -> str:
        """What the system's keyring has its passwords under."""
        return f"socks5://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"


def read_proxy(text: str) -> Proxy | None:
    """Return what an option says, None where it says nothing. Raises AddressError."""
    text = text.strip()
    if not text:
        return None
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise AddressError(f"{text!r} is no proxy: write {_FORM}.")
    host = match["host"] if match["v6"] is None else v6_host(match["v6"], text)
    proxy = Proxy(host, port_number(match["port"] or _USUAL_PORT, text), match["user"] or "")
    if ":" in proxy.user:
        user = proxy.user.partition(":")[0]
        put = f"leave it out, and put it there with “keyring set {proxy.service} {user}”"
        raise AddressError(f"The password for a proxy is in the system's keyring, and in no address: {put}.")
    return proxy


def check_proxy(_transport: object, _field: object, text: str) -> None:
    """Raise AddressError where an option names no proxy."""
    read_proxy(text)


def endpoint_by(reactor: Any, host: str, port: int, proxy: str) -> connecting.Endpoint:
    """Return what connects by TCP to a port of a host, by what the option ``proxy`` names. Raises AddressError."""
    by = read_proxy(proxy)
    if by is None:
        return connecting.host_endpoint(reactor, host, port)
    return connecting.proxied_endpoint(reactor, by, host, port)
