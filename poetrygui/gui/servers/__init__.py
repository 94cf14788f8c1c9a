"""The list of servers and its dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.servers.server_dialog import ServerDialog as ServerDialog
else:
    __getattr__ = lazy_names(__name__, {"server_dialog": "ServerDialog"})
