"""What transports need whose messages come as datagrams of UDP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.datagrams.datagram_transport import DatagramTransport as DatagramTransport
    from poetrygui.core.transports.datagrams.datagram_transport import Post as Post
    from poetrygui.core.transports.datagrams.endpoints import NamedHostEndpoint as NamedHostEndpoint
    from poetrygui.core.transports.datagrams.endpoints import UdpAddress as UdpAddress
    from poetrygui.core.transports.datagrams.endpoints import datagram_destination as datagram_destination
    from poetrygui.core.transports.datagrams.endpoints import datagram_endpoint as datagram_endpoint
    from poetrygui.core.transports.datagrams.senders_apart import SendersPlace as SendersPlace
    from poetrygui.core.transports.datagrams.sockets import connected_socket as connected_socket
    from poetrygui.core.transports.datagrams.sockets import listening_socket as listening_socket
    from poetrygui.core.transports.datagrams.sockets import socket_of_group as socket_of_group
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "datagram_transport": "DatagramTransport Post",
            "endpoints": "datagram_endpoint datagram_destination NamedHostEndpoint UdpAddress",
            "senders_apart": "SendersPlace",
            "sockets": "connected_socket listening_socket socket_of_group",
        },
    )
