"""The protocol of a server, and its options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PyQt6.QtCore import QObject, pyqtSignal

from poetrygui.api import PoemProtocol
from poetrygui.errors import PluginError
from poetrygui.gui.protocols.protocol_choice import ProtocolChoice
from poetrygui.gui.servers.option_form import OptionForm
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.registry import ProtocolEntry


class ProtocolFields(QObject):
    """The choice of a protocol, and a form that follows it and remembers what was typed for each."""

    changed = pyqtSignal()
    """Another protocol is chosen, or an option is another now."""
    look_wanted = pyqtSignal(object)
    """The Path of a new protocol file."""

    def __init__(self, parent: QObject, load: Callable[[str], type[PoemProtocol]] | None, *, keep: bool) -> None:
        """Offer nothing yet. ``load`` loads a protocol by its name, after which :meth:`offer` is called anew.

        With ``keep``, a chosen one that is not among those offered stays chosen.
        """
        super().__init__(parent)
        self.choice = ProtocolChoice()
        self.options = OptionForm("Options of the protocol", "option", "--option")
        self.options.setObjectName("serverOptions")
        self._load = load
        self._keep = keep
        self._entries: dict[str, ProtocolEntry] = {}
        self._typed: dict[str, dict[str, str]] = {}
        self._shown = ""
        self._protocol: type[PoemProtocol] | None = None
        self._failure = ""
        self._refused: dict[str, str] = {}  # why those could not be loaded that somebody has chosen here
        self.choice.changed.connect(self._show_options)
        self.choice.look_wanted.connect(self.look_wanted)
        self.options.changed.connect(self.changed)

    def choose(self, name: str, options: Mapping[str, str]) -> None:
        """Choose the protocol of that name with these options; where it is not offered, the choice stays."""
        if self.choice.combo.findData(name) < 0:
            return
        if self._shown:
            self._typed[self._shown] = self.options.values()
        self._shown = ""  # what stands there now is not what it is to have
        self._typed[name] = dict(options)
        self.choice.choose(name)
        self._show_options()

    @property
    def name(self) -> str:
        """The chosen protocol; nothing where there is none to choose."""
        return self.choice.name

    @property
    def protocol(self) -> type[PoemProtocol] | None:
        """Its class, as far as it can be used and is loaded."""
        return self._protocol

    def begin(self, entries: Iterable[ProtocolEntry], name: str, options: Mapping[str, str]) -> None:
        """Offer the protocols of ``entries``; choose the one called ``name``, with its options as a user typed them."""
        self._typed = {name: dict(options)}
        self._offer(entries, name)

    def offer(self, entries: Iterable[ProtocolEntry]) -> None:
        """Offer these from now on; the choice stays as it is."""
        self._offer(entries, self.name)

    def problem(self) -> str:
        """Return what is wrong with the choice or an option, in a sentence, or nothing."""
        if not self.name:
            return "No protocol can be used: see the list of protocols for the reason."
        entry = self._entries.get(self.name)
        if entry is not None and entry.is_being_read and entry.protocol is None:
            return f"The protocol {self.name} is being read: this takes a moment."
        return self._refused.get(self.name) or self._failure or self.options.problem()

    def _offer(self, entries: Iterable[ProtocolEntry], chosen: str) -> None:
        self._entries = {entry.name: entry for entry in entries}
        self.choice.offer(self._entries.values(), chosen, keep=self._keep or chosen in self._refused)
        self._show_options()

    def _show_options(self) -> None:
        """Show the options of the chosen protocol, with the values that were typed for it."""
        name = self.name
        if self._shown:
            self._typed[self._shown] = self.options.values()
        self._shown = ""  # until it is: loading it may have all of them offered anew
        entry = self._entries.get(name)
        protocol = None if entry is None else entry.protocol
        if entry is not None and entry.is_to_be_loaded and self._load is not None and name not in self._refused:
            try:
                protocol = self._load(name)
            except PluginError as error:
                if not self._keep:  # else what there was stays, and can be saved with what else is changed
                    self._refused[name] = str(error)
                    self._offer(self._entries.values(), name)
                    return
            if self._entries.get(name) is not entry:
                return
        self._protocol = protocol
        self._show_options_of(protocol, self._typed.get(name, {}))
        self._shown = name
        self.changed.emit()

    def _show_options_of(self, protocol: type[PoemProtocol] | None, typed: Mapping[str, str]) -> None:
        self._failure = ""
        if protocol is None:
            self.options.keep(typed)
            return
        try:
            declared = declared_options(protocol)
        except PluginError as error:
            self._failure = str(error)
            self.options.keep(typed)
        else:
            self.options.show_options(declared, typed)
