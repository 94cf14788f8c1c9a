"""UDP: datagrams to a port of a host, and those that come back from there."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import frozen

from poetrygui.core.transports import connecting, datagrams
from poetrygui.core.transports.endpoint_text import quoted
from poetrygui.core.transports.host_and_port import HostAndPort
from poetrygui.core.transports.message_end import MessageEnd, end_of_message


@frozen
class Udp(HostAndPort):
    """What is sent goes to a port of a host, a datagram for each piece; what comes from there is read."""

    prefix: ClassVar[str] = "udp"
    title: ClassVar[str] = "UDP"
    forms: ClassVar[tuple[str, ...]] = ("udp:HOST:PORT",)
    ends: ClassVar[str] = "silence or your stop; *refused* where an answer says that nobody listens there"
    gives_messages: ClassVar[bool] = True
    end: MessageEnd = "nothing"

    def __str__(self) -> str:
        return f"udp:{quoted(self.host)}:{self.port}"

    @property
    def destination(self) -> datagrams.UdpAddress:
        """The host and the port."""
        return datagrams.datagram_destination(self.host, self.port)

    def endpoint(self, reactor: Any) -> connecting.Endpoint:
        """Return what opens a socket for it, once the host's number is known."""
        post = datagrams.Post(end=end_of_message(self.end))

        def reach(number: str) -> connecting.Endpoint:
            where = datagrams.datagram_destination(number, self.port)
            return datagrams.datagram_endpoint(
                reactor, where, lambda: (datagrams.connected_socket(number, self.port), post)
            )

        return datagrams.NamedHostEndpoint(reactor, self.host, reach)
