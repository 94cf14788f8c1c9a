"""Libraries as a window has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from poetrygui.api import PoemProtocol
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins.options import configured
from poetrygui.plugins.registry import ProtocolRegistry


def configured_from(folder: Path) -> Callable[[Server], type[PoemProtocol]]:
    """Return what finds a server's protocol among the files of a folder."""
    registry = ProtocolRegistry(folder)
    return lambda server: configured(registry.load(server.protocol), dict(server.options))
