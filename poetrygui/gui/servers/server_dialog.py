"""The dialog in which a server is added or edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from attrs import evolve
from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from poetrygui.api import PoemProtocol
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import SaveError
from poetrygui.gui.protocols.window_protocols import AskToSend
from poetrygui.gui.servers.address_fields import AddressFields
from poetrygui.gui.servers.name_fields import NO_GROUPS, NameFields, OfferedGroups
from poetrygui.gui.servers.protocol_fields import ProtocolFields
from poetrygui.gui.servers.reconnect_field import ReconnectField
from poetrygui.gui.servers.recording_field import RecordingField
from poetrygui.gui.servers.sending_check import SendingCheck
from poetrygui.gui.servers.speech_fields import SpeechFields
from poetrygui.gui.servers.time_limits import TimeLimits
from poetrygui.gui.widgets.fitting import FittingScrollArea, fit
from poetrygui.gui.widgets.label_letters import have_label_lead_to
from poetrygui.gui.widgets.plain_text import PlainLabel, open_message
from poetrygui.plugins.registry import ProtocolEntry

_TYPING_PAUSE = 300
"""Milliseconds after which nobody is typing any more."""


class ServerDialog(QDialog):
    """Edits one server; ``save`` is called with it when it is accepted, and may raise SaveError."""

    look_wanted = pyqtSignal(object)
    """The Path of a protocol file that is to be looked at, which is done over this dialog."""
    guess_wanted = pyqtSignal()
    """Somebody wants to know which framing the server has, which is found out over this dialog."""

    def __init__(
        self,
        parent: QWidget | None,
        server: Server | None,
        protocols: Iterable[ProtocolEntry],
        save: Callable[[Server], None],
        load: Callable[[str], type[PoemProtocol]] | None = None,
        *,
        groups: OfferedGroups = NO_GROUPS,
        typing_pause: int = _TYPING_PAUSE,
        ask_to_send: AskToSend | None = None,
    ) -> None:
        """Edit ``server``, or a new one; ``protocols`` are those to choose from, and those that wait to be trusted.

        ``load`` loads one that was not yet, after which :meth:`show_protocols` is called with how it stands then.
        ``groups`` are those that it may be in. A protocol is asked what it cannot send ``typing_pause`` milliseconds
        after the last key; ``ask_to_send`` asks one that runs in another process.
        """
        super().__init__(parent)
        self.setObjectName("serverDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Add a server" if server is None else "Edit the server")
        self._server = Server("", "", group=groups.first) if server is None else server
        self._save = save
        self._name = NameFields(self, self._server.name, self._server.group, groups.names)
        self._address = AddressFields(self, self._server.address, dict(self._server.transport_options))
        self._protocol = ProtocolFields(self, load, keep=bool(self._server.address))
        again = ReconnectField(self._server.reconnect, self._server.reconnect_limit, resumes=self._server.resumes)
        self._limits = TimeLimits(self._server.connect_timeout, self._server.idle_timeout, again)
        self._recording = RecordingField(self._server.recording, self._server.recording_limit)
        self._speech = SpeechFields(self, self._server.send, self._server.conversation)
        self._sending = SendingCheck(self, typing_pause, ask_to_send)
        self._message = _problem_label()
        self._buttons = QDialogButtonBox()
        self._guess = QPushButton("&Which framing is this? …")
        _offer_to_save(self._buttons)
        self._lay_out()
        self._protocol.begin(protocols, self._server.protocol, dict(self._server.options))
        self._follow()
        self._order_fields()
        self._check()
        self._address.line.setFocus() if server is None else self._name.line.setFocus()

    def server(self) -> Server:
        """Return what the fields say, right or wrong."""
        return evolve(
            self._server,
            name=self._name.name or self._address.address,
            group=self._name.group,
            address=self._address.address,
            protocol=self._protocol.name,
            connect_timeout=self._limits.connect,
            idle_timeout=self._limits.idle,
            send=self._speech.send,
            conversation=self._speech.turns(),
            options=self._protocol.options.values(),
            transport_options=self._address.options.values(),
            recording=self._recording.kept,
            recording_limit=self._recording.limit,
            reconnect=self._limits.again.how,
            reconnect_limit=self._limits.again.limit,
            resumes=self._limits.again.resumes,
        )

    def choose_protocol(self, name: str, options: Mapping[str, str]) -> None:
        """Choose the protocol of that name with these options, as a user would."""
        self._protocol.choose(name, options)
        self._protocol.choice.setFocus()

    def show_protocols(self, protocols: Iterable[ProtocolEntry]) -> None:
        """Offer these from now on; the choice stays as it is."""
        self._protocol.offer(protocols)

    def accept(self) -> None:
        """Save and close; stay open where saving fails."""
        if not self._sending.is_answered(self.accept) or self._problem():
            return
        try:
            self._save(self.server())
        except SaveError as error:
            open_message(self, QMessageBox.Icon.Warning, str(error))
        else:
            super().accept()

    # Building

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Name", self._name.line)
        form.addRow("&Group", self._name.combo)
        form.addRow("&Address", self._address.line)
        beside = QHBoxLayout()
        beside.addWidget(self._protocol.choice, 1)
        beside.addWidget(self._guess, 0, Qt.AlignmentFlag.AlignTop)
        form.addRow("&Protocol", beside)
        form.addRow("Give up &connecting after", self._limits.connect_field)
        form.addRow("Give up when silent &for", self._limits.idle_field)
        form.addRow("Connect aga&in", self._limits.again)
        form.addRow("&Send when connected", self._speech.line)
        form.addRow("T&hen", self._speech.list)
        form.addRow("&Keep", self._recording)
        have_label_lead_to(form, beside, self._protocol.choice.combo)
        have_label_lead_to(form, self._limits.again, self._limits.again.combo)
        have_label_lead_to(form, self._recording, self._recording.combo)
        fields = QWidget()
        rows = QVBoxLayout(fields)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(form)
        rows.addWidget(self._protocol.options)
        rows.addWidget(self._address.options)
        rows.addStretch()
        area = FittingScrollArea(fields)
        area.content_changed.connect(lambda: fit(self))
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        # Beside the buttons: the room for a problem is no gap above them while there is none.
        foot = QHBoxLayout()
        foot.addWidget(self._message, 1)
        foot.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)
        self.setMinimumWidth(500)

    def _follow(self) -> None:
        self._name.changed.connect(self._check)
        self._address.changed.connect(self._check)
        self._protocol.changed.connect(self._check)
        self._protocol.look_wanted.connect(self.look_wanted)
        self._guess.setObjectName("guessProtocol")
        self._guess.setAutoDefault(False)
        self._guess.setToolTip("Try all protocols on what came from this address last, or on what comes now")
        self._guess.clicked.connect(lambda _=False: self.guess_wanted.emit())
        self._speech.changed.connect(self._check)
        self._protocol.options.rebuilt.connect(self._order_fields)
        self._address.options.rebuilt.connect(self._order_fields)
        self._sending.answered.connect(self._show_problem)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _order_fields(self) -> None:
        """Have Tab go to the options, which are made anew with each protocol and transport, before Save and Cancel."""
        choice = self._protocol.choice
        fields: list[QWidget] = [self._name.line, self._name.combo, self._address.line]
        fields += [choice.combo, self._guess, choice.look]
        fields += [self._limits.connect_field, self._limits.idle_field, *self._limits.again.fields()]
        fields += self._speech.fields()
        fields += [self._recording.combo, self._recording.most]
        fields += [*self._protocol.options.fields(), *self._address.options.fields(), *self._buttons.buttons()]
        for one, next_one in pairwise(fields):
            self.setTabOrder(one, next_one)

    # Checking

    def _problem(self) -> str:
        """Return what keeps this from being saved, in a sentence, or nothing."""
        return self._address.problem() or self._protocol.problem() or self._sending.problem or self._speech.problem()

    def _check(self) -> None:
        options = self._protocol.options.values()
        self._sending.ask(self._protocol.protocol, self._protocol.name, options, self._speech.send)
        self._show_problem()

    def _show_problem(self) -> None:
        problem = self._problem()
        is_untouched = not self._address.line.text()
        self._message.show_text("" if is_untouched else problem)
        self._guess.setEnabled(not self._address.problem())
        save = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert save is not None
        save.setEnabled(not problem)


def _problem_label() -> PlainLabel:
    label = PlainLabel()
    label.setObjectName("serverProblem")
    label.setWordWrap(True)
    # Room for two lines from the start, so that the dialog does not jump as one types.
    label.setMinimumHeight(2 * label.fontMetrics().lineSpacing() + 4)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _offer_to_save(box: QDialogButtonBox) -> None:
    box.setStandardButtons(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    button = box.button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    button.setText("Save")
