"""Ways to a server: what an address says, and the connection that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.transports.address import check_for_window as check_for_window
    from poetrygui.core.transports.address import gives_messages as gives_messages
    from poetrygui.core.transports.address import parse_address as parse_address
    from poetrygui.core.transports.known import option_rows as option_rows
    from poetrygui.core.transports.known import ways as ways
    from poetrygui.core.transports.made_table import table_of_classes as table_of_classes
    from poetrygui.core.transports.nearest_ways import closest_ways as closest_ways
    from poetrygui.core.transports.transport import Transport as Transport
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "address": "check_for_window gives_messages parse_address",
            "known": "option_rows ways",
            "made_table": "table_of_classes",
            "nearest_ways": "closest_ways",
            "transport": "Transport",
        },
    )
