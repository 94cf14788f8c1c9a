"""A poem that is kept on disk: being fetched, fetched, or left by an earlier run."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve
from twisted.internet.protocol import Protocol

from poetrygui import api
from poetrygui.core import connection, fetching, poems
from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.notice import ProtocolNews
from poetrygui.core.outcomes import Connecting, Ended, State, is_new_phase


class KeptPoem:
    """What a tab shows. ``store`` is None until a poem of an earlier run is read, ``fetch`` where nothing runs here."""

    def __init__(self, info: poems.PoemInfo, directory: Path, state: State | None = None) -> None:
        """Describe a poem that is kept in ``directory``; ``info`` is what is noted of it.

        One that has no ``state`` yet is about to be fetched.
        """
        self.changed: Listeners[()] = Listeners()
        """Told that it stands differently than before: at most 60 times a second."""
        self.phase_changed: Listeners[()] = Listeners()
        """Told that it was connected, or ended."""
        self.loaded: Listeners[()] = Listeners()
        """Told that ``store`` is there, or that ``load_problem`` says why it will not be."""
        self.info = info
        self.directory = directory
        self.state: State = Connecting() if state is None else state
        self.store: poems.StoredPoem | None = None
        self.fetch: fetching.Fetch[poems.PoemStore] | None = None
        self.load_problem = ""
        self.protocol_news = ProtocolNews()
        self.is_closed = False
        """Whether its tab was closed."""
        self._tells_next_chunk = False

    @property
    def is_kept(self) -> bool:
        """Whether it is there for good, and can be brought back once its tab was closed."""
        return True

    @property
    def is_running(self) -> bool:
        """Whether its connection stands or is being made."""
        return self.fetch is not None and not isinstance(self.state, Ended)

    @property
    def is_being_made(self) -> bool:
        """Whether it is made here of a recording, without a connection: :meth:`stop_making` ends that."""
        return False

    def stop_making(self, reason: str) -> None:
        """End it where it is; ``reason`` is a sentence on why. Of what is not being made, nothing is ended."""

    @property
    def started_at(self) -> float:
        """The reactor's time at which the fetch began; 0 where there is none."""
        return 0.0 if self.fetch is None else self.fetch.started_at

    @property
    def protocol(self) -> type[Protocol] | None:
        """The class of its connection's protocol, which may not be the newest; None where there is none."""
        return None if self.fetch is None else self.fetch.factory.protocol

    @property
    def can_speak(self) -> bool:
        """Whether something can be sent on its connection now or once it stands."""
        protocol = self.protocol
        return self.is_running and protocol is not None and api.can_speak(protocol)

    @property
    def slow_call(self) -> SlowCall | None:
        """The protocol's longest callback that held the event loop, if one did."""
        connection = None if self.fetch is None else self.fetch.connection
        return None if connection is None else connection.slowest_call

    def discard(self) -> None:
        """Delete what was fetched here, if anything was: there is nothing to keep of it."""
        if self.fetch is not None:
            self.fetch.store.discard()

    def tell_next_chunk(self) -> None:
        """Tell by ``changed`` when the next chunk comes, even if the protocol makes nothing of it."""
        self._tells_next_chunk = True

    def chunk_came(self, connection: connection.Connection, chunk: bytes) -> None:
        """Take notice that the server is not silent any more."""
        if self._tells_next_chunk:
            self._tells_next_chunk = False
            self.changed.tell()

    def note_protocol(self, newest: type[Protocol] | None) -> None:
        """Take notice which class new connections with this poem's protocol get now."""
        protocol = self.protocol
        is_old = protocol is not None and newest is not None and not issubclass(protocol, newest)
        if is_old != self.protocol_news.is_old:
            self.protocol_news.is_old = is_old
            self.changed.tell()

    def take_state(self, state: State) -> None:
        """Stand like this from now on, and tell."""
        begins_phase = is_new_phase(self.state, state)
        self.state = state
        if isinstance(state, Ended):
            self.info = evolve(self.info, ended=state)
        if begins_phase:
            self.phase_changed.tell()
        self.changed.tell()
