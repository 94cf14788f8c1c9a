"""What transports need whose messages come by a WebSocket. It needs wsproto, which not everybody has installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.websockets.endpoint import WebSocketEndpoint as WebSocketEndpoint
    from poetrygui.core.transports.websockets.manner import Manner as Manner
    from poetrygui.core.transports.websockets.manner import Request as Request
else:
    __getattr__ = lazy_names(__name__, {"endpoint": "WebSocketEndpoint", "manner": "Manner Request"})
