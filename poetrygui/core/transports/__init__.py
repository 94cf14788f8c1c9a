"""Ways to a server: what an address says, and the connection that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.address import check_for_window as check_for_window
    from poetrygui.core.transports.address import gives_messages as gives_messages
    from poetrygui.core.transports.address import parse_address as parse_address
    from poetrygui.core.transports.known import ways as ways
else:
    __getattr__ = lazy_names(__name__, {"address": "check_for_window gives_messages parse_address", "known": "ways"})
