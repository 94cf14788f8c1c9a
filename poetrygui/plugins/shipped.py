"""Protocols that come with the program: listed by what their files say of themselves, and run when they are used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from poetrygui.api import PoemProtocol
from poetrygui.errors import PluginError
from poetrygui.plugins.compiled import compiled_shipped
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.protocol_state import Broken, Shipped
from poetrygui.plugins.source_file import SourceFile, protocol_files, read_source
from poetrygui.plugins.versions import Version, Versions

_ORIGIN = "Poetry GUI"


class ShippedProtocols:
    """Lists the files of a folder without running any: each is run when its protocol is first used.

    A file that was run is run again when it has changed.
    """

    def __init__(self, folder: Path) -> None:
        """List what is in ``folder``, each time anew."""
        self._folder = folder
        self._versions = Versions(partial(read_source, of_anybody=True), compiled_shipped)

    def entries(self) -> list[ProtocolEntry]:
        """Return an entry for each file, or for each protocol of one that was run and has several."""
        return [entry for path in protocol_files(self._folder) for entry in _listed(path, self._versions.look)]

    def run(self, path: Path) -> list[ProtocolEntry]:
        """Run a file of the folder, if that was not done yet, and return its entries as they stand then."""
        return _listed(path, self._versions.load)

    def alone(self, name: str) -> type[PoemProtocol] | None:
        """Return the protocol in the file of that name, which is run; None where it has not just one."""
        path = self._folder / f"{name}.py"
        entries = self.run(path) if path in protocol_files(self._folder) else []
        return entries[0].protocol if len(entries) == 1 else None


def _listed(path: Path, version_of: Callable[[SourceFile], Version]) -> list[ProtocolEntry]:
    try:
        source = read_source(path, of_anybody=True)
    except PluginError as error:
        return [ProtocolEntry.of_path(path, _ORIGIN, Broken(str(error)))]
    version = version_of(source)
    if version.failure is None and not version.protocols:
        return [ProtocolEntry.of(source, _ORIGIN, Shipped(), version.title, note="")]
    return version.on(source, _ORIGIN, Shipped)
