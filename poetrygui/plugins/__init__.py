"""Protocol files: found, read, loaded by path, and listed with how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.plugins.adopt import NameTakenError as NameTakenError
    from poetrygui.plugins.adopt import adopt_file as adopt_file
    from poetrygui.plugins.elsewhere import Elsewhere as Elsewhere
    from poetrygui.plugins.entry import ProtocolEntry as ProtocolEntry
    from poetrygui.plugins.options import configured as configured
    from poetrygui.plugins.own_file import protocol_in as protocol_in
    from poetrygui.plugins.pinned import RECORDED_SOURCE as RECORDED_SOURCE
    from poetrygui.plugins.pinned import PinnedProtocol as PinnedProtocol
    from poetrygui.plugins.pinned import load_pinned as load_pinned
    from poetrygui.plugins.pinned import pin as pin
    from poetrygui.plugins.pinned import pin_recorded as pin_recorded
    from poetrygui.plugins.pinned import pin_running as pin_running
    from poetrygui.plugins.pinned import source_of as source_of
    from poetrygui.plugins.protocol_state import Broken as Broken
    from poetrygui.plugins.registry import ProtocolRegistry as ProtocolRegistry
    from poetrygui.plugins.registry import shipped_protocol as shipped_protocol
    from poetrygui.plugins.running_source import running_bytes as running_bytes
    from poetrygui.plugins.stand_in import StandIn as StandIn
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "adopt": "NameTakenError adopt_file",
            "elsewhere": "Elsewhere",
            "entry": "ProtocolEntry",
            "options": "configured",
            "own_file": "protocol_in",
            "pinned": "PinnedProtocol RECORDED_SOURCE load_pinned pin pin_recorded pin_running source_of",
            "protocol_state": "Broken",
            "registry": "ProtocolRegistry shipped_protocol",
            "running_source": "running_bytes",
            "stand_in": "StandIn",
        },
    )
