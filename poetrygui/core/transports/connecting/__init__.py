"""What connects to where an address leads: Twisted's endpoints and TLS, which nobody needs who only reads addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.connecting.certificates import OwnSide as OwnSide
    from poetrygui.core.transports.connecting.certificates import UnverifiedConnections as UnverifiedConnections
    from poetrygui.core.transports.connecting.certificates import verified_connections as verified_connections
    from poetrygui.core.transports.connecting.endpoint_strings import endpoint_of as endpoint_of
    from poetrygui.core.transports.connecting.endpoint_strings import is_endpoint_kind as is_endpoint_kind
    from poetrygui.core.transports.connecting.endpoints import ConnectionCreator as ConnectionCreator
    from poetrygui.core.transports.connecting.endpoints import Destination as Destination
    from poetrygui.core.transports.connecting.endpoints import Endpoint as Endpoint
    from poetrygui.core.transports.connecting.endpoints import encrypted as encrypted
    from poetrygui.core.transports.connecting.endpoints import host_destination as host_destination
    from poetrygui.core.transports.connecting.endpoints import host_endpoint as host_endpoint
    from poetrygui.core.transports.connecting.endpoints import is_v6_number as is_v6_number
    from poetrygui.core.transports.connecting.endpoints import named_destination as named_destination
    from poetrygui.core.transports.connecting.endpoints import socket_destination as socket_destination
    from poetrygui.core.transports.connecting.endpoints import socket_endpoint as socket_endpoint
    from poetrygui.core.transports.connecting.listeners import EncryptedPlace as EncryptedPlace
    from poetrygui.core.transports.connecting.listeners import FirstPeer as FirstPeer
    from poetrygui.core.transports.connecting.listeners import Listener as Listener
    from poetrygui.core.transports.connecting.listeners import named_place as named_place
    from poetrygui.core.transports.connecting.listeners import port_place as port_place
    from poetrygui.core.transports.connecting.listeners import socket_place as socket_place
    from poetrygui.core.transports.connecting.socks import proxied_endpoint as proxied_endpoint
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "certificates": "OwnSide UnverifiedConnections verified_connections",
            "endpoint_strings": "endpoint_of is_endpoint_kind",
            "endpoints": "ConnectionCreator Destination Endpoint encrypted host_destination host_endpoint is_v6_number"
            " named_destination socket_destination socket_endpoint",
            "socks": "proxied_endpoint",
            "listeners": "EncryptedPlace FirstPeer Listener named_place port_place socket_place",
        },
    )
