"""The poems that are fetched: how each begins, goes on with another connection, and ends."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Iterable
from functools import partial
from typing import NamedTuple

from attrs import evolve

from poetrygui import api
from poetrygui.core import connection, fetching, poems, transports
from poetrygui.core.bound import Bound
from poetrygui.core.library.going_on import GoingOn
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.listening_servers import AsPeer, Way, as_it_is, endpoint_by
from poetrygui.core.library.notice import why_not_started
from poetrygui.core.library.part_maker import PartMaker
from poetrygui.core.library.poem_origin import as_connected, origin
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.library.stream import Part
from poetrygui.core.outcomes import Connecting, Ended, Pausing, Receiving, State, is_new_phase
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import AddressError, PluginError

_WAITING = "Waits until others have ended: the system lets this program have no more files and connections open"


Unfit = Callable[[Iterable[Server]], Container[str]]
"""Tells the ids of those among servers of whose changes no notice is to be taken."""


class StreamProtocols(NamedTuple):
    """Where protocols come from: ``configured`` returns a server's, with its options, or raises PluginError.

    ``source_of`` returns a protocol's source, to be kept beside what it frames; nothing where that is not known.
    ``place_of`` returns in which process the protocol of that name runs as this class, in words, if that is to be said.
    """

    configured: Callable[[Server], type[api.PoemProtocol]]
    source_of: Callable[[type], bytes]
    place_of: Callable[[str, type], str] = lambda name, protocol: ""

    def shared(self) -> SharedFactories:
        """Return what makes factories of those that are configured now."""
        return SharedFactories(self.configured)


class Streams:
    """Has each poem fetched on one connection at a time, and tells how it stands."""

    def __init__(
        self, parts: PartMaker, kept: KeptPoems, fetches: RunningFetches[KeptPoem], protocols: StreamProtocols
    ) -> None:
        """Have ``parts`` made for connections, ``kept`` keep them and ``fetches`` own what runs, by ``protocols``."""
        self.started: Listeners[KeptPoem] = Listeners()
        """Told which poem begins, or goes on because somebody wants it to."""
        self.phase_changed: Listeners[KeptPoem] = Listeners()
        """Told which poem's server was connected to, or has ended it."""
        self.progressed: Listeners[KeptPoem] = Listeners()
        """Told that something was received; ``phase_changed`` tells the rest."""
        self.protocols = protocols
        self.is_closed = False
        """Whether nothing is to go on any more."""
        self._parts = parts
        self._kept = kept
        self._fetches = fetches
        self._going: dict[KeptPoem, GoingOn] = {}

    def take_servers(self, servers: Iterable[Server], unfit: Unfit = lambda _: ()) -> None:
        """Take notice of how these servers are now: their poems are called as they are, and go on as they say.

        Of those for which that changes anything, the ids of some may be ``unfit``: they stay as they were.
        """
        by_id = {server.id: server for server in servers}
        open_ones = {*self._kept.in_use.open.values(), *self._going}
        found = [(poem, by_id[poem.info.server_id]) for poem in open_ones if poem.info.server_id in by_id]
        others = [each for each in found if self._is_other(*each)]
        left = unfit([server for _, server in others]) if others else ()
        for poem, server in others:
            if server.id not in left:
                if poem.rename(server.name):
                    self._kept.note(poem)
                if poem in self._going:
                    self._going[poem].server = server

    def _is_other(self, poem: KeptPoem, server: Server) -> bool:
        goes_on = self._going.get(poem)
        return poem.is_called_otherwise(server.name) or (goes_on is not None and goes_on.server != server)

    def start(self, server: Server, shared: SharedFactories, behind: KeptPoem | None = None) -> None:
        """Fetch ``server`` by a factory of those ``shared``: ``behind`` a poem that has ended, else as a new one."""
        if behind is None:
            self.start_new(server, shared=shared)
        elif not behind.is_running and not behind.is_closed:
            self._go_on(behind, server, shared)

    def start_new(
        self, server: Server, way: Way = None, *, shared: SharedFactories, as_peer: AsPeer = as_it_is
    ) -> None:
        """Fetch ``server`` as a new poem, if need be by another ``way``, by a factory of those ``shared``.

        Each who connects is fetched as ``as_peer`` says.
        """
        part = self._parts.first(server)
        poem = self._kept.in_use.hold(KeptPoem(part.info, part.directory))
        poem.store = part.store
        try:
            transports.check_for_window(server.address)
            going = self._going[poem] = GoingOn(self._parts.reactor, server, shared.factory_for(server))
            going.endpoint = self._endpoint(server, way, shared, as_peer)
        except (AddressError, PluginError) as error:
            poem.store = poems.StoredPoem(part.directory)
            poem.take_state(why_not_started(error))
            self.started.tell(poem)
            self.phase_changed.tell(poem)
            return
        if server.reconnect is not Reconnect.OFF:
            poem.stream.begin(part.store)
        self._prepare(poem, going, part)
        self._kept.note(poem)
        self.started.tell(poem)
        self._begin(poem)

    def _go_on(self, poem: KeptPoem, server: Server, shared: SharedFactories) -> None:
        poem.stream.attempt = origin(server, datetime.datetime.now().astimezone())
        try:
            transports.check_for_window(server.address)
            factory, endpoint = shared.factory_for(server), self._endpoint(server, None, shared)
        except (AddressError, PluginError) as error:
            poem.take_state(Connecting())  # so that this end is told as another than the one before
            poem.take_state(why_not_started(error))
            self.started.tell(poem)
            self.phase_changed.tell(poem)
            return
        going = self._going[poem] = GoingOn(self._parts.reactor, server, factory)
        going.endpoint = endpoint
        self._prepare(poem, going)
        poem.take_state(Connecting())
        self.started.tell(poem)
        self._begin(poem)

    def _endpoint(
        self, server: Server, way: Way, shared: SharedFactories, as_peer: AsPeer = as_it_is
    ) -> fetching.Peer | fetching.Listening | None:
        def start(peer_server: Server, peer: fetching.Peer) -> None:
            self.start_new(as_peer(peer_server, peer.name), peer, shared=shared)

        return endpoint_by(self._parts.reactor, server, way, start)

    def stop_after(self, poem: KeptPoem) -> None:
        """Connect no more for a poem, however its connection ends."""
        if poem in self._going:
            self._going[poem].is_stopped = True

    def _prepare(
        self, poem: KeptPoem, going: GoingOn, part: Part[poems.PoemStore] | None = None
    ) -> fetching.Fetch[poems.PoemStore]:
        """Return a fetch of ``poem``, not begun, that brings ``part``, or else the next one, as ``going`` says."""
        part = part or self._parts.next(going.server, poem.directory)
        poem.fetch = self._parts.fetch(poem, going, part, Bound(Streams._take_state, self, poem, part))
        self._fetches.add(poem, poem.fetch)
        return poem.fetch

    def _begin(self, poem: KeptPoem) -> None:
        if not self._fetches.start(poem):
            poem.take_state(Connecting(_WAITING))
            self.phase_changed.tell(poem)

    def _note_connection(self, poem: KeptPoem) -> None:
        if poem.fetch is not None and poem.fetch.connection is not None:
            protocol = poem.fetch.protocol
            source = self.protocols.source_of(connection.authors_class(protocol))
            poem.info = as_connected(poem.info, poem.fetch.connection, source)
            poem.protocol_news.place = self.protocols.place_of(poem.info.protocol, protocol)
            self._kept.note(poem, source)

    def _take_state(self, poem: KeptPoem, part: Part[poems.PoemStore], state: State) -> None:
        if isinstance(state, Ended):
            state = self._end(poem, part, state)
        begins_phase = is_new_phase(poem.state, state)
        if begins_phase and isinstance(state, Receiving):
            if poem.store is not part.store:
                self._kept.in_use.move(poem, partial(poem.go_on_with, part, self._kept.recording_limit))
            self._note_connection(poem)
        poem.take_state(state)
        if begins_phase:
            self.phase_changed.tell(poem)
        else:
            self.progressed.tell(poem)

    def _end(self, poem: KeptPoem, part: Part[poems.PoemStore], ended: Ended) -> State:
        """Keep what one connection brought; return how the poem stands then."""
        is_connected = poem.store is part.store
        if is_connected:
            poem.info = evolve(poem.info, ended=ended)
        if not is_connected or (part.store.is_empty and ended.undelivered is None):
            part.store.discard()
        else:
            self._kept.note(poem)
        going = self._going[poem]
        pausing = None if self.is_closed or poem.is_closed else going.pause_after(ended)
        if pausing is not None:
            try:
                self._connect_again(poem, going, pausing)
            except (AddressError, PluginError) as error:
                ended = why_not_started(error)
            else:
                return pausing
        del self._going[poem]
        self._kept.ended(poem)
        return evolve(ended, reason=going.why_no_more(ended))

    def _connect_again(self, poem: KeptPoem, going: GoingOn, pausing: Pausing) -> None:
        """Ask for the next connection after the pause. Raises AddressError and PluginError."""
        going.renew(self.protocols.shared(), poem.protocol_news)
        # In the pause there is a fetch that can be stopped; what is recorded begins when it is over.
        going.when_due(pausing, partial(self._begin_next, poem, going), self._prepare(poem, going))

    def _begin_next(self, poem: KeptPoem, going: GoingOn) -> None:
        poem.stream.attempt = origin(going.server, datetime.datetime.now().astimezone())
        self._prepare(poem, going)
        self._begin(poem)
