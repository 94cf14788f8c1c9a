"""The core's own protocol between the transport and the user's, and what its loss means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.connection.asides import AsidesHeard as AsidesHeard
    from poetrygui.core.connection.connection import Connection as Connection
    from poetrygui.core.connection.factory import PoemFactory as PoemFactory
    from poetrygui.core.connection.factory import authors_class as authors_class
    from poetrygui.core.connection.handshakes import server_lines as server_lines
    from poetrygui.core.connection.tls_failures import describe_tls as describe_tls
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "asides": "AsidesHeard",
            "connection": "Connection",
            "factory": "PoemFactory authors_class",
            "handshakes": "server_lines",
            "tls_failures": "describe_tls",
        },
    )
