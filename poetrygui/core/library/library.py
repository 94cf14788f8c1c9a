"""The library: what runs, what is kept of it, and how all of it ends in order."""

from __future__ import annotations

import datetime
import time
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from attrs import evolve
from twisted.internet.defer import Deferred

from poetrygui import api
from poetrygui.core import connection, fetching, poems, transports
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.files.disk import ThreadDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.notice import why_not_started
from poetrygui.core.library.poem_origin import as_connected, limit_of, origin
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.library.shared_factories import SharedFactories
from poetrygui.core.outcomes import Connecting, Ended, Receiving, State, is_new_phase
from poetrygui.core.servers.server_book import Server
from poetrygui.errors import AddressError, PluginError

_WAITING = "Waits until others have ended: the system lets this program have no more files and connections open"
# Seconds that starting may take at a stretch, a quarter of a frame: with thousands of servers the window stays alive.
_LONGEST_STRETCH = 0.004


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
        self.reactor = reactor
        self._configured_protocol = configured_protocol
        self._source_of = source_of
        self._disk = ThreadDisk(reactor)
        self._fetches: RunningFetches[KeptPoem] = RunningFetches(reactor, open_files=self._disk.open_files)
        self.kept = KeptPoems(reactor, poems, closed, self._disk)
        self._queue: deque[tuple[Server, SharedFactories]] = deque()
        self._timers = Timers(reactor)
        self._closed: Deferred[None] | None = None

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
        return bool(self._queue) or self._fetches.is_busy

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
            shared = SharedFactories(self._configured_protocol)
            self._queue.extend((server, shared) for server in servers)
            self._start_some()

    def stop(self, poem: KeptPoem) -> None:
        """End a fetch; its poem stays."""
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
            self._timers.cancel_all()
            self._fetches.stop_all("stopped, because the program was quit")
            self._fetches.when_over().addCallback(lambda _: self._close_disk()).addCallback(self._closed.callback)
        result: Deferred[None] = Deferred()
        self._closed.addCallback(result.callback)
        return result

    # Starting

    def _start_some(self) -> None:
        stop_at = time.monotonic() + _LONGEST_STRETCH
        while self._queue:
            self._start_one(*self._queue.popleft())
            if time.monotonic() >= stop_at:
                break
        if self._queue:
            self._timers.set("start", 0, self._start_some)

    def _start_one(self, server: Server, shared: SharedFactories) -> None:
        now = datetime.datetime.now().astimezone()
        directory = self.kept.new_folder()
        info = origin(server, now)
        poem = self.kept.in_use.hold(KeptPoem(info, directory))
        try:
            transports.check_for_window(server.address)
            factory = shared.factory_for(server)
        except (AddressError, PluginError) as error:
            poem.store = poems.StoredPoem(directory)
            poem.take_state(why_not_started(error))
            self.started.tell(poem)
            self.phase_changed.tell(poem)
            return
        store = poems.PoemStore(directory, self._disk, info=info, limit=limit_of(server, self.kept.recording_limit))
        poem.store = store
        poem.fetch = fetching.Fetch(
            self.reactor,
            server,
            factory,
            store,
            disk=self._disk,
            on_state=partial(self._take_state, poem),
            on_chunk=poem.chunk_came,
            wire=connection.AsidesHeard(store, poem.protocol_news.said.tell),
            wait_for_room=True,
        )
        self._fetches.add(poem, poem.fetch)
        self.kept.note(poem)
        self.started.tell(poem)
        if not self._fetches.start(poem):
            self._take_state(poem, Connecting(_WAITING))

    def _note_connection(self, poem: KeptPoem) -> None:
        if poem.fetch is not None and poem.fetch.connection is not None:
            source = self._source_of(poem.fetch.factory.protocol)
            poem.info = as_connected(poem.info, poem.fetch.connection, source)
            self.kept.note(poem, source)

    # Ending

    def _take_state(self, poem: KeptPoem, state: State) -> None:
        if isinstance(state, Ended):
            self._keep_or_delete(poem, state)
        begins_phase = is_new_phase(poem.state, state)
        if begins_phase and isinstance(state, Receiving):
            self._note_connection(poem)
        poem.take_state(state)
        if begins_phase:
            self.phase_changed.tell(poem)
        else:
            self.progressed.tell()

    def _keep_or_delete(self, poem: KeptPoem, ended: Ended) -> None:
        if poem.store is not None and poem.store.is_empty and ended.undelivered is None:
            poem.discard()
        else:
            poem.info = evolve(poem.info, ended=ended)
            self.kept.note(poem)
        self.kept.ended(poem)

    def _close_disk(self) -> Deferred[None]:
        self.kept.shut()
        return self._disk.close()
