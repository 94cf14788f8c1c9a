"""How fetches stand, told in the list of servers."""

from __future__ import annotations

from attrs import evolve
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QWidget

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.outcomes import AwaitingPeers, Pausing, Receiving
from poetrygui.core.text.again_words import seconds_left
from poetrygui.core.text.rate_history import RateHistory
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.widgets.listening import listen

# Milliseconds between two states of the list while bytes come.
_INTERVAL = 1000


class ServerStates:
    """Shows the newest poem's state beside each server: a new phase at once, and once a second how much came.

    While ``widget`` is not seen only phases are shown; :meth:`catch_up` shows the rest.
    """

    def __init__(self, model: ServerModel, library: Library, widget: QWidget) -> None:
        """Show in ``model`` what ``library`` tells, for as long as ``widget`` is there."""
        self._model = model
        self._library = library
        self._widget = widget
        self._behind: set[str] = set()  # the ids of servers of which something has come since
        self._rates: dict[str, RateHistory] = {}  # by the ids of servers
        self._listening: dict[str, KeptPoem] = {}  # by the ids of servers, what listened last
        self._next = QTimer(widget)
        self._next.setSingleShot(True)
        self._next.setInterval(_INTERVAL)
        self._next.setTimerType(Qt.TimerType.CoarseTimer)
        self._next.timeout.connect(self.catch_up)
        listen(widget, library.started, self.show)
        listen(widget, library.phase_changed, self.show)
        listen(widget, library.progressed, self._progressed)

    def show(self, poem: KeptPoem) -> None:
        """Show how a poem stands beside its server."""
        state = poem.state
        if isinstance(state, AwaitingPeers):
            self._listening[poem.info.server_id] = poem
        listening = self._listening.get(poem.info.server_id, poem)
        if listening is not poem and isinstance(listening.state, AwaitingPeers):
            return  # it is one of the peers
        if isinstance(state, Pausing):
            # Time alone changes what stands there.
            state = evolve(state, left=seconds_left(state, self._library.reactor.seconds()))
            self._progressed(poem)
        if not isinstance(state, Receiving):
            self._rates.pop(poem.info.server_id, None)
        history = self._rates.get(poem.info.server_id)
        self._model.set_state(poem.info.server_id, state, () if history is None else history.rates)

    def catch_up(self) -> None:
        """Show what came while nobody looked."""
        behind, self._behind = self._behind, set()
        now = self._library.reactor.seconds()
        with self._model.tells_together():
            for poem in self._library.running_of(behind):
                if isinstance(poem.state, Receiving):
                    history = self._rates.setdefault(poem.info.server_id, RateHistory())
                    if history.note(now, poem.state.bytes):
                        self._progressed(poem)  # once more, to see whether that goes on
                self.show(poem)

    def pause(self) -> None:
        """Wake nobody up."""
        self._next.stop()

    def _progressed(self, poem: KeptPoem) -> None:
        # Only what was received sets the timer: a window in which nothing happens has none.
        if not self._behind and self._widget.isVisible():
            self._next.start()
        self._behind.add(poem.info.server_id)
