"""The list of servers that a profile keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.servers.conversation import Turn as Turn
    from poetrygui.core.servers.local_acts import acts_of as acts_of
    from poetrygui.core.servers.server_book import SMALLEST_LIMIT as SMALLEST_LIMIT
    from poetrygui.core.servers.server_book import Server as Server
else:
    __getattr__ = lazy_names(
        __name__, {"conversation": "Turn", "local_acts": "acts_of", "server_book": "SMALLEST_LIMIT Server"}
    )
