"""Asking where clients are to connect that want to reach a server, and standing between the two."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from attrs import evolve, frozen
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.core.transports import connecting
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import AddressError
from poetrygui.gui.servers.protocol_fields import ProtocolFields
from poetrygui.gui.widgets.fitting import fit
from poetrygui.gui.widgets.label_letters import have_label_lead_to
from poetrygui.gui.widgets.plain_text import PlainLabel
from poetrygui.plugins.registry import ProtocolRegistry
from poetrygui.relay.relay_place import RelayPlace

_WHAT = (
    "Clients connect to a port of this machine, as in 8000, or to a server endpoint of Twisted's, as in tcp:8000. "
    "What they and the server say is passed on; each direction has a tab, and is recorded."
)
_WIDTH = 480


@frozen
class Relaying:
    """What was asked for: how the server is heard, how its clients are, and where these are waited for."""

    server: Server
    client: Server
    listener: connecting.Listener

    def as_peer(self, server: Server, name: str) -> Server:
        """Return how one direction is fetched: framed as the one is that it belongs to."""
        if not name.endswith(">"):
            return server
        return evolve(server, protocol=self.client.protocol, options=self.client.options)


class RelayDialog(QDialog):
    """Asks, and says in a sentence where the answer is no place to listen at."""

    def __init__(
        self,
        reactor: Any,
        server: Server,
        protocols: ProtocolRegistry,
        relay: Callable[[Relaying], object],
        parent: QWidget,
        *,
        asker: Asker,
    ) -> None:
        """Have ``relay`` called with how to relay to ``server``; ask over ``parent``.

        What clients say is framed by one of ``protocols``. What the way to the server has to ask, the ``asker`` asks,
        whenever it is connected to.
        """
        super().__init__(parent)
        self.setObjectName("relayDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Relay to “{label_text(server.name or server.address, 60)}”")
        self._server = server
        self._relay = relay
        self._listener = partial(relay_listener, reactor, server, asker=asker)
        self._place = QLineEdit()
        self._place.setObjectName("relayPlace")
        self._place.setPlaceholderText("8000")
        self._framing = ProtocolFields(self, protocols.load, keep=True)
        self._framing.choice.combo.setObjectName("relayProtocol")
        self._framing.choice.combo.setAccessibleName("Protocol of the clients")
        self._tee = QCheckBox("&One connection to the server, for all clients")
        self._tee.setObjectName("relayTee")
        self._tee.setToolTip("All see what comes, at the pace of the slowest, and what any of them says goes there")
        self._message = PlainLabel()
        self._message.setObjectName("relayProblem")
        self._message.setWordWrap(True)
        self._message.hide()
        self._lay_out()
        usable = [entry for entry in protocols.offered() if entry.is_usable]
        self._framing.begin(usable, server.protocol, dict(server.options))
        self._framing.options.rebuilt.connect(lambda: fit(self))
        self._place.setFocus()

    def accept(self) -> None:
        """Begin, or say what is wrong."""
        problem = self._framing.problem()
        if problem:
            self._say(problem)
            return
        text = self._place.text().strip()
        place = f"tcp:{text}:backlog=1024:interface=127.0.0.1" if text.isdecimal() else text
        try:
            listener = self._listener(place, is_shared=self._tee.isChecked())
        except AddressError as error:
            self._say(str(error))
            return
        super().accept()
        server = as_relayed(self._server)
        client = evolve(server, protocol=self._framing.name, options=self._framing.options.values())
        self._relay(Relaying(server, client, listener))

    def _say(self, problem: str) -> None:
        self._message.show_text(problem)
        self._message.show()
        fit(self)
        self._place.setFocus()

    def _lay_out(self) -> None:
        what = PlainLabel(_WHAT)
        what.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Listen at", self._place)
        form.addRow("What &clients say is", self._framing.choice)
        have_label_lead_to(form, self._framing.choice, self._framing.choice.combo)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        begin = buttons.button(QDialogButtonBox.StandardButton.Ok)
        assert begin is not None
        begin.setText("&Relay")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(what)
        layout.addLayout(form)
        layout.addWidget(self._tee)
        layout.addWidget(self._framing.options)
        layout.addStretch()
        layout.addWidget(self._message)
        layout.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)


def relay_listener(
    reactor: Any, server: Server, place: str, *, asker: Asker, is_shared: bool = False
) -> connecting.Listener:
    """Return what waits at a ``place``, a server endpoint of Twisted's, for those who want to reach ``server``.

    There is a connection for each or, where it ``is_shared``, one for all. What the way there has to ask, the ``asker``
    asks. Raises AddressError.
    """
    transport = parse_address(server.address, dict(server.transport_options))
    named = connecting.named_place(reactor, place)
    connect = partial(transport.asking_endpoint, reactor, asker)
    return connecting.Listener(RelayPlace(reactor, named, connect, is_shared=is_shared))


def as_relayed(server: Server) -> Server:
    """Return how a server is fetched whose clients say what is to be said, of which there is a recording of its own."""
    everything = server.recording is WhatIsKept.EVERYTHING
    kept = WhatIsKept.ARRIVALS if everything else server.recording
    return evolve(server, send="", conversation=(), reconnect=Reconnect.OFF, recording=kept)
