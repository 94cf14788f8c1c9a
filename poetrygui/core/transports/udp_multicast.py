"""UDP that is sent to a group (multicast)."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Any, ClassVar, Self

from attrs import frozen

from poetrygui.api import Option
from poetrygui.core.transports import connecting, datagrams
from poetrygui.core.transports.endpoint_text import quoted
from poetrygui.core.transports.host_and_port import HostAndPort
from poetrygui.core.transports.message_end import MessageEnd, end_of_message
from poetrygui.core.transports.senders import Senders, SendersAtOnce
from poetrygui.errors import AddressError


@frozen
class UdpMulticast(HostAndPort):
    """What anybody sends to a group that we are in meanwhile; what is sent goes to the group."""

    prefix: ClassVar[str] = "udp-multicast"
    title: ClassVar[str] = "UDP to a group"
    forms: ClassVar[tuple[str, ...]] = ("udp-multicast:GROUP:PORT",)
    ends: ClassVar[str] = "silence or your stop"
    silence: ClassVar[str] = "nothing came"
    gives_messages: ClassVar[bool] = True
    interface: Annotated[str, Option("Interface, if another (name or address)")] = ""
    senders: Senders = "told"
    at_once: SendersAtOnce = 1_000
    end: MessageEnd = "nothing"

    @classmethod
    def read(cls, rest: str) -> Self | None:
        """Read a group and a port."""
        found = super().read(rest)
        if found is not None and not _is_group(found.host):
            raise AddressError(f"{found.host!r} is no group: write one from 224.0.0.0 on to 239.255.255.255, or [ff…].")
        return found

    def __str__(self) -> str:
        return f"udp-multicast:{quoted(self.host)}:{self.port}"

    @property
    def destination(self) -> datagrams.UdpAddress:
        """The group and the port."""
        return datagrams.datagram_destination(self.host, self.port)

    def listener(self, reactor: Any) -> connecting.Listener | None:
        """Return what does so, and gives each sender a stream of its own, where they are apart."""
        if self.senders != "apart":
            return None
        return connecting.Listener(datagrams.SendersPlace(reactor, self._open), self.at_once)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens a socket, and is in the group as long as that is open."""
        if (listener := self.listener(reactor)) is not None:
            return connecting.FirstPeer(listener)
        return datagrams.datagram_endpoint(reactor, self.destination, self._open)

    def _open(self) -> tuple[Any, datagrams.Post]:
        opened, group = datagrams.socket_of_group(self.host, self.port, self.interface.strip())
        return opened, datagrams.Post(group, self.senders, end_of_message(self.end))


def _is_group(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_multicast
    except ValueError:
        return False
