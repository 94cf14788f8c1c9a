"""A profile's folder of protocols in a temporary folder, and what tests put into it."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import define

from poetrygui.paths import shipped_protocols
from poetrygui.plugins.registry import ProtocolEntry, ProtocolRegistry
from poetrygui.plugins.stand_in import StandIn

GOOD = """
from poetrygui.api import PoemProtocol
API = 1
TITLE = "A title"
class Own(PoemProtocol):
    MARK = {mark!r}
    def dataReceived(self, data):
        self.deliver(data)
"""


def good(mark: str = "first") -> str:
    """Return a protocol's source; its class bears the mark."""
    return GOOD.format(mark=mark)


@define
class Files:
    """``folder`` is where a user's files go, in the profile ``root``."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "protocols"

    def put(self, name: str, source: str | bytes) -> Path:
        """Write a file, as an editor does that writes beside and renames."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        path = self.folder / name
        beside = self.folder / (name + ".part")
        beside.write_bytes(source.encode() if isinstance(source, str) else source)
        beside.chmod(0o600)
        beside.replace(path)
        return path

    def registry(self) -> ProtocolRegistry:
        """Look at the folder, as a new run of the program does."""
        return ProtocolRegistry(shipped_protocols(), self.folder)


def mark(entry: ProtocolEntry) -> str | None:
    """Return the mark of the class that new connections would get, in its source where that runs elsewhere."""
    protocol = entry.protocol
    if protocol is None or not issubclass(protocol, StandIn):
        return None if protocol is None else str(getattr(protocol, "MARK", ""))
    assert protocol.source is not None
    found = re.search(r"MARK = '(.*)'", protocol.source.text)
    return "" if found is None else found[1]
