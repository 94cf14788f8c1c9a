"""The library: what runs, what is kept of it, and how all of it ends in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve
from twisted.internet.defer import Deferred

from poetrygui import api
from poetrygui.core import connection, fetching, poems, transports
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.going_on import GoingOn
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.notice import why_not_started
from poetrygui.core.library.part_maker import PartMaker
from poetrygui.core.library.poem_origin import as_connected
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.library.start_queue import StartQueue
from poetrygui.core.library.stream import Part
from poetrygui.core.outcomes import Connecting, Ended, Pausing, Receiving, State, is_new_phase
from poetrygui.core.servers.reconnect import Reconnect
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import AddressError, PluginError

_WAITING = "Waits until others have ended: the system lets this program have no more files and connections open"


class Library:
    """Starts and stops fetches, and has their poems ``kept`` in the profile."""

    def __init__(
        self,
        reactor: Any,
        poems: Path,
        closed: Path,
        configured_protocol: Callable[[Server], type[api.PoemProtocol]],
        source_of: Callable[[type], bytes] = lambda protocol: b"",
    ) -> None:
        """Keep poems in folders of ``poems``, and those whose tab is closed in folders of ``closed``.

        ``configured_protocol`` returns a server's protocol with its options, or raises PluginError; ``source_of`` a
        protocol's source, to be kept beside what it frames, or nothing where that is not known.
        """
        self.started: Listeners[KeptPoem] = Listeners()
        """Told which poem begins."""
        self.phase_changed: Listeners[KeptPoem] = Listeners()
        """Told which poem's server was connected to, or has ended it."""
        self.progressed: Listeners[()] = Listeners()
        """Told that something was received; ``phase_changed`` tells the rest."""
        self._configured_protocol = configured_protocol
        self._source_of = source_of
        self._disk = disk = ThreadDisk(reactor)
        self._fetches: RunningFetches[KeptPoem] = RunningFetches(reactor, open_files=disk.open_files)
        self.kept = KeptPoems(reactor, poems, closed, disk)
        self.parts = PartMaker(reactor, disk, self.kept)
        self._queue = StartQueue(reactor, self._start_one)
        self._going: dict[KeptPoem, GoingOn] = {}
        self._closed: Deferred[None] | None = None

    @property
    def reactor(self) -> Any:
        """What all of it runs in."""
        return self.parts.reactor

    @property
    def running(self) -> list[KeptPoem]:
        """The poems whose fetches have not ended, in the order in which they began."""
        return self._fetches.running

    def running_of(self, server_ids: Iterable[str]) -> list[KeptPoem]:
        """Return those of servers with these ids, server by server."""
        return self._fetches.running_of(server_ids)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs or is about to."""
        return not self._queue.is_empty or self._fetches.is_busy

    @property
    def waiting(self) -> int:
        """How many of those that run have not been started yet, for want of descriptors."""
        return self._fetches.waiting

    def connections(self) -> list[connection.Connection]:
        """Return the connections that stand."""
        return self._fetches.connections()

    def start(self, servers: Iterable[Server]) -> None:
        """Fetch servers: the first ones at once, the rest in the loop's next turns.

        Those with the same protocol and options share what its author's factory keeps.
        """
        if self._closed is None:
            self._queue.add(servers, SharedFactories(self._configured_protocol))

    def stop(self, poem: KeptPoem) -> None:
        """End a fetch; its poem stays."""
        if poem in self._going:
            self._going[poem].is_stopped = True
        self._fetches.stop(poem)

    def close(self, poem: KeptPoem, place: TabPlace) -> None:
        """Take notice that a poem's tab is closed, which was at ``place``; if it is running, end that first.

        One that is not kept is gone then.
        """
        if not poem.is_kept:
            poem.discard()
            return
        self.kept.close(poem, place)
        self._fetches.stop(poem, "stopped, because its tab was closed")

    def shut_down(self) -> Deferred[None]:
        """Stop everything; fire when the last byte and the last outcome are on disk."""
        if self._closed is None:
            self._closed = Deferred()
            self._queue.clear()
            self._fetches.stop_all("stopped, because the program was quit")
            self._fetches.when_over().addCallback(lambda _: self._close_disk()).addCallback(self._closed.callback)
        result: Deferred[None] = Deferred()
        self._closed.addCallback(result.callback)
        return result

    def take_servers(self, servers: Iterable[Server]) -> None:
        """Take notice of how these servers are now: their poems are called as they are, and go on as they say."""
        by_id = {server.id: server for server in servers}
        for poem in {*self.kept.in_use.open.values(), *self._going}:
            server = by_id.get(poem.info.server_id)
            if server is not None:
                if poem.rename(server.name):
                    self.kept.note(poem)
                if poem in self._going:
                    self._going[poem].server = server

    # Starting

    def _start_one(self, server: Server, shared: SharedFactories) -> None:
        part = self.parts.first(server)
        poem = self.kept.in_use.hold(KeptPoem(part.info, part.directory))
        poem.store = part.store
        try:
            transports.check_for_window(server.address)
            going = self._going[poem] = GoingOn(self.reactor, server, shared.factory_for(server))
        except (AddressError, PluginError) as error:
            poem.store = poems.StoredPoem(part.directory)
            poem.take_state(why_not_started(error))
            self.started.tell(poem)
            self.phase_changed.tell(poem)
            return
        if server.reconnect is not Reconnect.OFF:
            poem.stream.begin(part.store)
        self._prepare(poem, going, part)
        self.kept.note(poem)
        self.started.tell(poem)
        self._begin(poem)

    def _prepare(
        self, poem: KeptPoem, going: GoingOn, part: Part[poems.PoemStore] | None = None
    ) -> fetching.Fetch[poems.PoemStore]:
        """Return a fetch of ``poem``, not begun, that brings ``part``, or else the next one, as ``going`` says."""
        part = part or self.parts.next(going.server, poem.directory)
        poem.fetch = self.parts.fetch(poem, going, part, partial(self._take_state, poem, part))
        self._fetches.add(poem, poem.fetch)
        return poem.fetch

    def _begin(self, poem: KeptPoem) -> None:
        if not self._fetches.start(poem):
            poem.take_state(Connecting(_WAITING))
            self.phase_changed.tell(poem)

    def _note_connection(self, poem: KeptPoem) -> None:
        if poem.fetch is not None and poem.fetch.connection is not None:
            source = self._source_of(poem.fetch.factory.protocol)
            poem.info = as_connected(poem.info, poem.fetch.connection, source)
            self.kept.note(poem, source)

    def _take_state(self, poem: KeptPoem, part: Part[poems.PoemStore], state: State) -> None:
        if isinstance(state, Ended):
            state = self._end(poem, part, state)
        begins_phase = is_new_phase(poem.state, state)
        if begins_phase and isinstance(state, Receiving):
            if poem.store is not part.store:
                self.kept.in_use.move(poem, partial(poem.go_on_with, part, self.kept.recording_limit))
            self._note_connection(poem)
        poem.take_state(state)
        if begins_phase:
            self.phase_changed.tell(poem)
        else:
            self.progressed.tell()

    def _end(self, poem: KeptPoem, part: Part[poems.PoemStore], ended: Ended) -> State:
        """Keep what one connection brought; return how the poem stands then."""
        is_connected = poem.store is part.store
        if is_connected:
            poem.info = evolve(poem.info, ended=ended)
        if not is_connected or (part.store.is_empty and ended.undelivered is None):
            part.store.discard()
        else:
            self.kept.note(poem)
        going = self._going[poem]
        pausing = None if self._closed is not None or poem.is_closed else going.pause_after(ended)
        if pausing is not None:
            try:
                self._connect_again(poem, going, pausing)
            except (AddressError, PluginError) as error:
                ended = why_not_started(error)
            else:
                return pausing
        del self._going[poem]
        self.kept.ended(poem)
        return evolve(ended, reason=going.why_no_more(ended))

    def _connect_again(self, poem: KeptPoem, going: GoingOn, pausing: Pausing) -> None:
        """Ask for the next connection after the pause. Raises AddressError and PluginError."""
        going.renew(SharedFactories(self._configured_protocol), poem.protocol_news)
        # In the pause there is a fetch that can be stopped; what is recorded begins when it is over.
        going.when_due(pausing, partial(self._begin_next, poem, going), self._prepare(poem, going))

    def _begin_next(self, poem: KeptPoem, going: GoingOn) -> None:
        self._prepare(poem, going)
        self._begin(poem)

    def _close_disk(self) -> Deferred[None]:
        self.kept.shut()
        return self._disk.close()
