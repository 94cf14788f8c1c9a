"""The dialog in which a server is added or edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import pairwise

from attrs import evolve
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.api.speaking import encode_frame
from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.guard.plugin_faults import describe_error
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.tls import TlsVerify
from poetrygui.errors import AddressError, PluginError, SaveError
from poetrygui.gui.protocols.protocol_choice import ProtocolChoice
from poetrygui.gui.servers.option_form import OptionForm
from poetrygui.gui.widgets.fitting import FittingScrollArea, fit
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.plugins.options import configured
from poetrygui.plugins.registry import ProtocolEntry

_DAY = 86_400.0
_VERIFY = {
    TlsVerify.SYSTEM: "by the system's authorities",
    TlsVerify.CA_FILE: "by a private authority's certificate",
    TlsVerify.INSECURE: "not at all (insecure)",
}


class ServerDialog(QDialog):
    """Edits one server; ``save`` is called with it when it is accepted, and may raise SaveError."""

    look_wanted = pyqtSignal(object)
    """The Path of a protocol file that is to be looked at, which is done over this dialog."""

    def __init__(
        self,
        parent: QWidget | None,
        server: Server | None,
        protocols: Iterable[ProtocolEntry],
        save: Callable[[Server], None],
        load: Callable[[str], type[PoemProtocol]] | None = None,
    ) -> None:
        """Edit ``server``, or a new one; ``protocols`` are those to choose from, and those that wait to be trusted.

        ``load`` loads one that was not yet, after which :meth:`show_protocols` is called with how it stands then.
        """
        super().__init__(parent)
        self.setObjectName("serverDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add a server" if server is None else "Edit the server")
        self._server = Server("", "") if server is None else server
        self._save = save
        self._load = load
        self._protocols = {entry.name: entry for entry in protocols}
        self._typed = {self._server.protocol: dict(self._server.options)}  # options, by the protocol's name
        self._shown = ""
        self._build()
        self._fill(self._server)
        self._name.textChanged.connect(self._check)
        self._address.textChanged.connect(self._check)
        self._protocol.changed.connect(self._show_options)
        self._protocol.look_wanted.connect(self.look_wanted)
        self._options.changed.connect(self._check)
        self._verify.currentIndexChanged.connect(self._check)
        self._ca_file.textChanged.connect(self._check)
        self._send.textChanged.connect(self._check)
        self._show_options()
        self._address.setFocus() if server is None else self._name.setFocus()

    def server(self) -> Server:
        """Return what the fields say. Raises AddressError where the address cannot be read."""
        address = self._address.text().strip()
        parse_address(address)
        return evolve(
            self._server,
            name=self._name.text().strip() or address,
            address=address,
            protocol=self._protocol.name,
            connect_timeout=self._connect_timeout.value(),
            idle_timeout=self._idle_timeout.value() or None,
            tls_verify=TlsVerify(self._verify.currentData()),
            ca_file=self._ca_file.text().strip(),
            send=self._send.text(),
            options=self._options.values(),
        )

    def show_protocols(self, protocols: Iterable[ProtocolEntry]) -> None:
        """Offer these from now on; the choice stays as it is."""
        chosen = self._protocol.name
        self._protocols = {entry.name: entry for entry in protocols}
        self._offer_protocols(chosen)
        self._show_options()

    def accept(self) -> None:
        """Save and close; stay open where saving fails."""
        if self._problem():
            return
        try:
            self._save(self.server())
        except SaveError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error))
        else:
            super().accept()

    # Building

    def _build(self) -> None:
        self._name = _line("serverName", "the address, if left empty")
        self._address = _line("serverAddress", "10000, host:10000 or tls:host:10000")
        self._protocol = ProtocolChoice()
        self._connect_timeout = _seconds("serverConnectTimeout", 0.1)
        self._idle_timeout = _seconds("serverIdleTimeout", 0.0)
        self._idle_timeout.setSpecialValueText("wait for ever")
        self._send = _line("serverSend", "nothing")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Name", self._name)
        form.addRow("&Address", self._address)
        form.addRow("&Protocol", self._protocol)
        form.addRow("Give up &connecting after", self._connect_timeout)
        form.addRow("Give up when &silent for", self._idle_timeout)
        form.addRow("&Send when connected", self._send)
        self._build_tls()
        self._build_ending(form)

    def _build_tls(self) -> None:
        self._verify = QComboBox()
        self._verify.setObjectName("serverTlsVerify")
        for verify, text in _VERIFY.items():
            self._verify.addItem(text, verify.value)
        self._ca_file = _line("serverCaFile", "a PEM file")
        self._ca_file.setAccessibleName("File with the authority's certificate")
        self._browse = QPushButton("&Browse …")
        self._browse.clicked.connect(self._choose_ca_file)
        file_row = QHBoxLayout()
        file_row.addWidget(self._ca_file)
        file_row.addWidget(self._browse)
        self._tls = QGroupBox("TLS")
        self._tls.setObjectName("serverTls")
        tls_form = QFormLayout(self._tls)
        tls_form.addRow("Certificate &verified", self._verify)
        tls_form.addRow("Authority's file", file_row)

    def _build_ending(self, form: QFormLayout) -> None:
        self._message = PlainLabel()
        self._message.setObjectName("serverProblem")
        self._message.setWordWrap(True)
        # Room for two lines from the start, so that the dialog does not jump as one types.
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing() + 4)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        save = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert save is not None
        save.setText("Save")
        self._save_button = save
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._options = OptionForm()
        fields = QWidget()
        rows = QVBoxLayout(fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(form)
        rows.addWidget(self._options)
        rows.addWidget(self._tls)
        rows.addStretch()
        layout = QVBoxLayout(self)
        area = FittingScrollArea(fields)
        area.content_changed.connect(lambda: fit(self))
        layout.addWidget(area, 1)
        layout.addWidget(self._message)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(500)

    def _fill(self, server: Server) -> None:
        self._name.setText(server.name)
        self._address.setText(server.address)
        self._offer_protocols(server.protocol)
        self._connect_timeout.setValue(server.connect_timeout)
        self._idle_timeout.setValue(server.idle_timeout or 0.0)
        self._verify.setCurrentIndex(self._verify.findData(server.tls_verify.value))
        self._ca_file.setText(server.ca_file)
        self._send.setText(server.send)

    def _offer_protocols(self, chosen: str) -> None:
        self._protocol.offer(self._protocols.values(), chosen, keep=bool(self._server.address))

    # Checking

    def _problem(self) -> str:
        """Return what keeps this from being saved, in a sentence, or nothing."""
        try:
            address = parse_address(self._address.text())
        except AddressError as error:
            return str(error)
        if address.kind == "tls" and self._needs_ca_file and not self._ca_file.text().strip():
            return "Name the file with the private authority's certificate, or check the certificate in another way."
        if not self._protocol.name:
            return "No protocol can be used: see the list of protocols for the reason."
        return self._options.problem() or self._problem_of_sending()

    def _problem_of_sending(self) -> str:
        entry = self._protocols.get(self._protocol.name)
        if not self._send.text() or entry is None or entry.protocol is None:
            return ""
        if not can_speak(entry.protocol):
            return f"The protocol {entry.name} does not say how to send: leave “Send when connected” empty."
        from poetrygui.core.connection.factory import encoder_of

        try:
            protocol = configured(entry.protocol, self._options.values())
            GUARD.call(lambda: encode_frame(encoder_of(protocol), self._send.text().encode()))
        except BaseException as error:  # noqa: BLE001 - the protocol's own code, which may raise anything and hang
            return f"This cannot be sent: {describe_error(error)}."
        return ""

    def _show_options(self) -> None:
        """Show the options of the chosen protocol, with the values that were typed for it."""
        name = self._protocol.name
        if self._shown:
            self._typed[self._shown] = self._options.values()
        self._shown = name
        entry = self._protocols.get(name)
        protocol = None if entry is None else entry.protocol
        if entry is not None and entry.is_lazy and self._load is not None:
            with suppress(PluginError):
                protocol = self._load(name)
            if self._protocols.get(name) is not entry:
                return
        self._options.show_protocol(protocol, self._typed.get(name, {}))
        self._order_fields()
        self._check()

    def _order_fields(self) -> None:
        """Have Tab go to the options, which are made anew with each protocol, before Save and Cancel."""
        before = (self._name, self._address, self._protocol.combo, self._protocol.look)
        times = (self._connect_timeout, self._idle_timeout, self._send)
        tls = (self._verify, self._ca_file, self._browse)
        fields = [*before, *times, *self._options.fields(), *tls, *self._buttons.buttons()]
        for one, next_one in pairwise(fields):
            self.setTabOrder(one, next_one)

    @property
    def _needs_ca_file(self) -> bool:
        return bool(self._verify.currentData() == TlsVerify.CA_FILE.value)

    def _check(self) -> None:
        problem = self._problem()
        is_untouched = not self._address.text()
        self._message.show_text("" if is_untouched else problem)
        self._save_button.setEnabled(not problem)
        self._ca_file.setEnabled(self._needs_ca_file)
        self._browse.setEnabled(self._needs_ca_file)
        self._tls.setVisible(self._address.text().strip().startswith("tls:"))

    def _choose_ca_file(self) -> None:
        dialog = QFileDialog(self, "The authority's certificate", self._ca_file.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters(["Certificates (*.pem *.crt *.cer)", "All files (*)"])
        dialog.fileSelected.connect(self._ca_file.setText)
        dialog.open()


def _line(name: str, placeholder: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setPlaceholderText(placeholder)
    return field


def _seconds(name: str, least: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setObjectName(name)
    field.setRange(least, _DAY)
    field.setDecimals(1)
    field.setSuffix(" s")
    field.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
    return field
