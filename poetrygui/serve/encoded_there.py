"""The host's side of serving a file: its lines are put on the wire here, by a protocol of the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.errors import PluginError, ServeError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.live.said_at_last import say_at_last
from poetrygui.hosts.messages import DONE, WAITS
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned
from poetrygui.serve.source import speaker, wire_blocks

_LARGEST_PIECE = 512 * 1024  # of what goes in one message


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Say over ``channel`` the bytes on the wire of the file ``path`` by a ``protocol``, a block each time it is asked.

    Says first ``{"ready": true}``, and last that it is done, or the ``problem`` for which it cannot go on.
    """
    KeptRunning(import_module("twisted.internet.reactor"))
    say_at_last(tuple)
    try:
        protocol = load_pinned(PinnedProtocol.of_json(told["protocol"]))
        speaker(protocol)
        channel.send({"ready": True})
        for block in wire_blocks(Path(told["path"]), protocol):
            for start in range(0, len(block), _LARGEST_PIECE):
                channel.send(WAITS)
                channel.receive()
                channel.send(block[start : start + _LARGEST_PIECE])
    except (PluginError, ServeError) as error:
        channel.send({"problem": str(error)})
    channel.send(DONE)
