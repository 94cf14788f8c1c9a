"""A poem that is kept on disk: being fetched, fetched, or left by an earlier run."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from attrs import evolve
from twisted.internet.protocol import Protocol

from poetrygui import api
from poetrygui.core import connection, fetching, poems
from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.listening_servers import renamed
from poetrygui.core.library.notice import ProtocolNews
from poetrygui.core.library.stream import Connected, Part, Stream
from poetrygui.core.outcomes import AwaitingPeers, Connecting, Ended, State, is_new_phase


class KeptPoem:
    """What a tab shows. ``store`` is None until a poem of an earlier run is read, ``fetch`` where nothing runs here.

    Where its server is connected to again it tells of the last connection; ``stream`` has those before.
    """

    is_merged: ClassVar[bool] = False
    """Whether its lines are those of others."""

    def __init__(self, info: poems.PoemInfo, directory: Path, state: State | None = None) -> None:
        """Describe a poem that is kept in ``directory``; ``info`` is what is noted of it.

        One that has no ``state`` yet is about to be fetched.
        """
        self.changed: Listeners[()] = Listeners()
        """Told that it stands differently than before: at most 60 times a second."""
        self.phase_changed: Listeners[()] = Listeners()
        """Told that it was connected, or ended."""
        self.loaded: Listeners[()] = Listeners()
        """Told that there is another ``store``, or that ``load_problem`` says why there will be none."""
        self.info = info
        self.directory = directory
        self.state: State = Connecting() if state is None else state
        self.store: poems.StoredPoem | None = None
        self.fetch: fetching.Fetch[poems.PoemStore] | None = None
        self.stream = Stream()
        self.protocol_news = ProtocolNews()
        self.is_closed = False
        """Whether its tab was closed."""
        self._tells_next_chunk = False

    @property
    def load_problem(self) -> str:
        """Why there will be no ``store``, in a sentence."""
        return self.stream.problem

    @property
    def reader(self) -> poems.PoemReader | None:
        """What is to be read: all connections in a row; None until they can be."""
        return self.stream.reader(self.store)

    def read_as(self, lettering: poems.Lettering, hidden: int | None = None) -> None:
        """Read it as ``lettering`` has it from now on; where ``hidden`` is told, without the bytes before that."""
        hidden = self.stream.hidden if hidden is None else hidden
        if (lettering, hidden) != (self.stream.lettering, self.stream.hidden):
            self.stream.read_as(lettering, hidden)
            self.loaded.tell()

    def at(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        """Return which store a byte of what is read is in, and where among its rows; none for a line between."""
        joined = self.stream.joined
        store, base = (self.store, 0) if joined is None else joined.at(offset)
        return store, offset - base

    @property
    def names(self) -> tuple[str, ...]:
        """Those of all folders that it is kept in, the last connection's last."""
        return *self.stream.names, self.directory.name

    def connections(self) -> list[Connected]:
        """Return what came on each connection that is shown, the oldest first; none before it can be read."""
        if self.store is None:
            return []
        return self.stream.connected(Part(self.info, self.directory, self.store))

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
        return None if self.fetch is None else connection.authors_class(self.fetch.protocol)

    @property
    def can_speak(self) -> bool:
        """Whether something can be sent on its connection now or once it stands; what waits for others has none."""
        protocol = self.protocol
        is_spoken_to = self.is_running and not isinstance(self.state, AwaitingPeers)
        return is_spoken_to and protocol is not None and api.can_speak(protocol)

    @property
    def slow_call(self) -> SlowCall | None:
        """The protocol's longest callback that held the event loop, if one did."""
        connection = None if self.fetch is None else self.fetch.connection
        return None if connection is None else connection.slowest_call

    def close(self) -> None:
        """Give descriptors back; what is read afterwards opens them anew."""
        if self.store is not None:
            self.store.close()
        if self.stream.joined is not None:
            self.stream.joined.close()

    def discard(self) -> None:
        """Delete what was made here and is not kept."""

    def go_on_with(self, part: Part[poems.StoredPoem], limit: int | None) -> None:
        """Tell of another connection from now on, which brings ``part``; the one before has ended.

        What came before that is let go of where it has more than ``limit`` bytes.
        """
        if self.store is not None:
            self.stream.go_on(Part(self.info, self.directory, self.store), part, limit)
        self.info, self.directory, self.store, self.stream.attempt = part.info, part.directory, part.store, None
        self.loaded.tell()

    def is_called_otherwise(self, name: str) -> bool:
        """Tell whether its server's name would give it another one."""
        return renamed(self.info.name, name) != self.info.name

    def rename(self, name: str) -> bool:
        """Take the name that its server has; tell whether that is another one."""
        is_another = self.is_called_otherwise(name)
        if is_another:
            self.info = evolve(self.info, name=renamed(self.info.name, name))
            self.protocol_news.noticed.tell()
            self.phase_changed.tell()
        return is_another

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
        if isinstance(state, Ended) and self.info.ended is None:
            # What ended now may be what was to be the next connection, of which nothing is told here.
            self.info = evolve(self.info, ended=state)
        if begins_phase:
            self.phase_changed.tell()
        self.changed.tell()
