"""The address of a server, and the options of the transport that it is for."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QCompleter, QLineEdit

from poetrygui.core.transports.address import check_for_window, kind_of_address, parse_address
from poetrygui.core.transports.known import ways
from poetrygui.core.transports.transport_options import options_of
from poetrygui.errors import AddressError
from poetrygui.gui.servers.option_form import OptionForm
from poetrygui.gui.widgets.plain_text import plain_tip


class AddressFields(QObject):
    """A line for the address, and a form that follows what is typed there."""

    changed = pyqtSignal()
    """The address or an option is another now."""

    def __init__(self, parent: QObject, address: str, options: Mapping[str, str]) -> None:
        """Begin with an address, and with the options of its transport as a user typed them."""
        super().__init__(parent)
        self.line = QLineEdit(address)
        self.line.setObjectName("serverAddress")
        self.line.setPlaceholderText("10000, host:10000 or tls:host:10000")
        self.line.setToolTip(plain_tip("What it can be", ways()))
        self.options = OptionForm("", "transport", "--transport-option")
        self.options.setObjectName("serverTransport")
        self._kind = kind_of_address(address)
        self._typed = {self._kind: dict(options)}
        self._show_options()
        self.line.textChanged.connect(self._address_changed)
        self.options.changed.connect(self.changed)

    @property
    def address(self) -> str:
        """The address as it was typed."""
        return self.line.text().strip()

    def problem(self) -> str:
        """Return what is wrong with the address or an option, in a sentence, or nothing."""
        try:
            parse_address(self.address, self.options.values())
            check_for_window(self.address)
        except AddressError as error:
            return str(error)
        return ""

    def _address_changed(self) -> None:
        kind = kind_of_address(self.address)
        if kind is not self._kind:
            self._typed[self._kind] = self.options.values()
            self._kind = kind
            self._show_options()
            self._suggest()
        self.changed.emit()

    def _suggest(self) -> None:
        found = () if self._kind is None else self._kind.suggestions()
        # One whose parent is the line goes with the next.
        self.line.setCompleter(QCompleter(found, self.line) if found else None)

    def _show_options(self) -> None:
        typed = self._typed.get(self._kind, {})
        if self._kind is None:
            self.options.keep(typed)
        else:
            self.options.setTitle(self._kind.title)
            self.options.show_options(options_of(self._kind), typed)
