"""The protocols of a window, looked for when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui import api, plugins
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError
from poetrygui.gui import protocols
from poetrygui.paths import shipped_protocols

AskToSend: TypeAlias = (
    "Callable[[str, type[api.PoemProtocol], Mapping[str, str], bytes, Callable[[str], object]], object]"
)
"""Takes a protocol's name, its class, options as a user types them, a frame, and what hears why that cannot be sent."""


class WindowProtocols(QObject):
    """Holds the registry of a window, which is seen before that is there: reading all protocols takes its time."""

    changed = pyqtSignal()
    """An entry of the registry stands differently than before."""
    printed = pyqtSignal(str, str)
    """The protocol of a file, by its path, has printed a text in a process of its own."""

    def __init__(self, folder: Path | None, parent: QObject | None = None, *, in_process: bool = False) -> None:
        """Remember ``folder``, the user's; None is the safe mode, in which there are the shipped protocols only.

        With ``in_process`` none of them is to receive in a process of its own.
        """
        super().__init__(parent)
        self.folder = folder
        self.elsewhere: plugins.Elsewhere | None = None
        """What runs those that do not come with the program; told before they are looked for."""
        self.ask_to_send: AskToSend | None = None
        """What asks one of these whether it can send a frame."""
        self.stop_asking: Callable[[], object] = bool
        """To be called when nobody will ask that for a while."""
        self._in_process = in_process

    @cached_property
    def registry(self) -> plugins.ProtocolRegistry:
        """The registry."""
        registry = plugins.ProtocolRegistry(shipped_protocols(), self.folder, elsewhere=self.elsewhere)
        registry.trust_book.all_in_process = self._in_process
        registry.scan()  # now, and not at the end of the first connection, which would wait
        registry.subscribe(self.changed.emit)
        return registry

    @property
    def trust_problem(self) -> str | None:
        """What is wrong with the list of what is trusted, in a sentence."""
        return self.registry.trust_book.problem

    def load(self, name: str) -> type[api.PoemProtocol]:
        """Return the protocol class of that name. Raises PluginError with the reason why it cannot be used."""
        try:
            return self.registry.load(name)
        except PluginError as error:
            entry = next((each for each in self.registry.entries if each.name == name and not each.is_helper), None)
            if entry is None or entry.is_usable:
                raise
            raise protocols.NotUsableError(entry, str(error)) from error

    def configured(self, server: Server) -> type[api.PoemProtocol]:
        """Return a server's protocol with its options. Raises PluginError."""
        return plugins.configured(self.load(server.protocol), dict(server.options))
