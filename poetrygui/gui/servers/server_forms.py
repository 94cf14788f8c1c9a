"""The dialogs for servers, opened over the list and kept up with the protocols that there are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from poetrygui.core.servers.agreed_acts import AgreedActs
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import PluginError, SaveError
from poetrygui.gui import servers
from poetrygui.gui.protocols.window_protocols import WindowProtocols
from poetrygui.gui.servers.name_fields import OfferedGroups


class ServerForms(QObject):
    """Opens a dialog for each server that somebody adds or edits; what is typed there is agreed to."""

    look_wanted = pyqtSignal(object, object)
    """The Path of a protocol file is to be looked at, over a dialog."""
    guess_wanted = pyqtSignal(object)
    """A ServerDialog is to be told which framing its server has."""

    def __init__(self, parent: QWidget, protocols: WindowProtocols, acts: AgreedActs) -> None:
        """Open them over ``parent``, with ``protocols`` to choose from; ``acts`` has what is agreed to."""
        super().__init__(parent)
        self._window = parent
        self._protocols = protocols
        self._acts = acts

    def knows(self, protocol: str) -> bool:
        """Tell whether there is a ``protocol`` of that name to choose, be it one that cannot be used yet."""
        with suppress(PluginError):
            self._protocols.registry.entry(protocol)
            return True
        return False

    def open(self, server: Server | None, save: Callable[[Server], object], groups: OfferedGroups) -> None:
        """Open the dialog for a ``server``, or a new one, in any of ``groups``.

        ``save`` takes what is made, and may raise SaveError.
        """
        registry = self._protocols.registry

        def save_typed(made: Server) -> None:
            save(made)
            # Where that cannot be kept, it is asked about after the next start.
            with suppress(SaveError):
                self._acts.typed(server, made)

        asks, offered = self._protocols.ask_to_send, registry.offered()
        dialog = servers.ServerDialog(
            self._window, server, offered, save_typed, registry.load, groups=groups, ask_to_send=asks
        )
        dialog.guess_wanted.connect(lambda: self.guess_wanted.emit(dialog))
        dialog.look_wanted.connect(lambda path: self.look_wanted.emit(path, dialog))
        stop = registry.subscribe(lambda: dialog.show_protocols(registry.offered()))
        dialog.finished.connect(lambda _: (stop(), self._protocols.stop_asking()))
        dialog.open()
