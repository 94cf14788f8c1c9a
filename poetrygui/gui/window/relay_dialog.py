"""Asking where clients are to connect that want to reach a server, and standing between the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QInputDialog, QWidget

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.core.transports import connecting
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import AddressError
from poetrygui.relay.relay_place import RelayPlace

QUESTION = (
    "Clients connect to a port of this machine, as in 8000, or to a server endpoint of Twisted's, as in tcp:8000.\n"
    "What they and the server say is passed on; each direction has a tab, and is recorded."
)


class RelayDialog(QInputDialog):
    """Asks once, and once more with a sentence where the answer is no place to listen at."""

    def __init__(
        self,
        reactor: Any,
        server: Server,
        relay: Callable[[Server, connecting.Listener], object],
        parent: QWidget,
        asker: Asker,
    ) -> None:
        """Have ``relay`` called with how ``server`` is fetched, and where to listen; ask over ``parent``.

        What the way to the server has to ask, the ``asker`` asks, whenever a client comes.
        """
        super().__init__(parent)
        self.setObjectName("relayDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Relay to “{label_text(server.name or server.address, 60)}”")
        self.setLabelText(QUESTION)
        self._reactor = reactor
        self._server = server
        self._relay = relay
        self._asker = asker

    def accept(self) -> None:
        """Begin, or ask again."""
        text = self.textValue().strip()
        place = f"tcp:{text}:backlog=1024:interface=127.0.0.1" if text.isdecimal() else text
        try:
            listener = relay_listener(self._reactor, self._server, place, self._asker)
        except AddressError as error:
            self.setLabelText(f"{error}\n{QUESTION}")
            return
        super().accept()
        self._relay(as_relayed(self._server), listener)


def relay_listener(reactor: Any, server: Server, place: str, asker: Asker) -> connecting.Listener:
    """Return what waits at a ``place``, a server endpoint of Twisted's, for those who want to reach ``server``.

    What the way there has to ask, the ``asker`` asks. Raises AddressError.
    """
    transport = parse_address(server.address, dict(server.transport_options))
    named = connecting.named_place(reactor, place)
    return connecting.Listener(RelayPlace(reactor, named, lambda: transport.asking_endpoint(reactor, asker)))


def as_relayed(server: Server) -> Server:
    """Return how a server is fetched whose clients say what is to be said, of which there is a recording of its own."""
    everything = server.recording is WhatIsKept.EVERYTHING
    kept = WhatIsKept.ARRIVALS if everything else server.recording
    return evolve(server, send="", conversation=(), reconnect=Reconnect.OFF, recording=kept)
