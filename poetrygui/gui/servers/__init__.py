"""The list of servers and its dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.servers.framing_dialog import FramingDialog as FramingDialog
    from poetrygui.gui.servers.group_dialog import GroupDialog as GroupDialog
    from poetrygui.gui.servers.guess_dialog import GuessDialog as GuessDialog
    from poetrygui.gui.servers.server_dialog import ServerDialog as ServerDialog
    from poetrygui.gui.servers.server_files import ServerFiles as ServerFiles
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "framing_dialog": "FramingDialog",
            "group_dialog": "GroupDialog",
            "guess_dialog": "GuessDialog",
            "server_dialog": "ServerDialog",
            "server_files": "ServerFiles",
        },
    )
