"""Connecting to an address that somebody types, without a dialog."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject

from poetrygui.core.servers.server_book import Server
from poetrygui.errors import SaveError
from poetrygui.gui import poems
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.workspace import Workspace

AS_IT_COMES = "raw"
COMMAND = "actionQuickConnect"


class QuickConnect(QObject):
    """Fetches the server of the list that has the address, or puts one there; its tab is seen."""

    def __init__(self, work: Workspace, actions: CommandActions) -> None:
        """Hear what is typed in the panel of ``work``; the line there names the keys that ``actions`` have for it."""
        super().__init__(work)
        self._work = work
        quick = work.panel.quick
        quick.entered.connect(self.connect_to)
        quick.left.connect(work.take_focus)
        actions.keys_changed.connect(lambda: quick.name_keys(actions.shown_keys(COMMAND)))

    def connect_to(self, address: str, protocol: str) -> None:
        """Fetch what is at ``address`` by a ``protocol`` of that name; by none, it is shown as it comes."""
        server, is_new = self._found(address, protocol), False
        if server is None:
            server, is_new = Server(address, address, protocol or AS_IT_COMES), True
        try:
            self._work.panel.take(server, is_new=is_new)
        except SaveError as error:
            self._work.panel.quick.say(str(error))
            return
        self._work.fetch([server])
        tab = self._work.current()
        if is_new and not protocol and tab is not None and tab.poem.info.server_id == server.id:
            hint = poems.FramingHint(self._guess, tab.poem, partial(self._protocol_of, server.id))
            tab.put_above(hint)
            self._work.model.servers_changed.connect(hint.look)
        self._work.take_focus()

    def _guess(self) -> None:
        self._work.guesses.ask_of_current()

    def _protocol_of(self, server_id: str) -> str:
        return next((each.protocol for each in self._work.model.servers if each.id == server_id), AS_IT_COMES)

    def _found(self, address: str, protocol: str) -> Server | None:
        """Return the first server of the list with that address, and with that protocol if one was named."""
        there = (server for server in self._work.model.servers if server.address.strip() == address)
        return next((server for server in there if protocol in ("", server.protocol)), None)
