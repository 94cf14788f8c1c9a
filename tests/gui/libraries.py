"""Libraries as a window has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui.api import PoemProtocol
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins.options import configured
from poetrygui.plugins.registry import ProtocolRegistry


def configured_from(*folders: Path) -> Callable[[Server], type[PoemProtocol]]:
    """Return what finds a server's protocol among the files that are in some folders then."""
    registries = [ProtocolRegistry(folder) for folder in folders]

    def find(server: Server) -> type[PoemProtocol]:
        own = (each for each in registries if server.protocol in {entry.name for entry in each.scan()})
        registry = next(own, registries[0])
        return configured(registry.load(server.protocol), dict(server.options))

    return find
