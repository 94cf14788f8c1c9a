"""Protocol files: found, read, loaded by path, and listed with how they stand."""

from __future__ import annotations

from poetrygui.api import PoemProtocol
from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolRegistry

__all__ = ["shipped_protocol"]


def shipped_protocol(name: str) -> type[PoemProtocol]:
    """Return a protocol that comes with the program. Raises PluginError naming those that do."""
    return ProtocolRegistry(shipped_protocols()).load(name)
