"""What this program offers to ``twist``. In a wheel a copy lies in ``twisted/plugins``, where that looks for it."""

from __future__ import annotations

from twisted.application.service import ServiceMaker

relay = ServiceMaker(
    "Relay", "poetrygui.commands.relay_twist", "Stand between clients and a server, and record both.", "poetrygui-relay"
)
serve = ServiceMaker(
    "Poem servers", "poetrygui.serve.twist_service", "Serve files as poems, if you like slowly.", "poetrygui-serve"
)
