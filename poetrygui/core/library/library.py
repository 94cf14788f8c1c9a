"""The library: what runs, what is kept of it, and how all of it ends in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from twisted.internet.defer import Deferred

from poetrygui import api
from poetrygui.core import connection
from poetrygui.core.files.disk import Disk, ThreadDisk
from poetrygui.core.library.closed_poems import TabPlace
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.listening_servers import AsPeer, as_it_is
from poetrygui.core.library.part_maker import PartMaker
from poetrygui.core.library.running_fetches import BY_THE_USER, RunningFetches
from poetrygui.core.library.start_queue import IsReady, StartQueue, always_ready
from poetrygui.core.library.streams import StreamProtocols, Streams, Unfit
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting

_NOTHING: Mapping[str, KeptPoem] = MappingProxyType({})


class Library:
    """Starts and stops fetches, and has their poems ``kept`` in the profile."""

    def __init__(
        self,
        reactor: Any,
        poems: Path,
        closed: Path,
        configured_protocol: Callable[[Server], type[api.PoemProtocol]],
        source_of: Callable[[type], bytes] = lambda protocol: b"",
        *,
        place_of: Callable[[str, type], str] = lambda name, protocol: "",
        is_ready: IsReady = always_ready,
    ) -> None:
        """Keep poems in folders of ``poems``, and those whose tab is closed in folders of ``closed``.

        ``configured_protocol`` returns a server's protocol with its options, or raises PluginError; ``source_of`` a
        protocol's source, to be kept beside what it frames, or nothing where that is not known; ``place_of`` in words
        in which process one runs. A server waits whose protocol ``is_ready`` tells not to be there yet.
        """
        self.reactor = reactor
        self._disk = disk = ThreadDisk(reactor)
        self._fetches: RunningFetches[KeptPoem] = RunningFetches(reactor, open_files=disk.open_files)
        self.kept = KeptPoems(reactor, poems, closed, disk)
        protocols = StreamProtocols(configured_protocol, source_of, place_of)
        self.parts = PartMaker(reactor, disk, self.kept)
        self._streams = streams = Streams(self.parts, self.kept, self._fetches, protocols)
        self.started = streams.started
        """Told which poem begins."""
        self.phase_changed = streams.phase_changed
        """Told which poem's server was connected to, or has ended it."""
        self.progressed = streams.progressed
        """Told which poem has received something; ``phase_changed`` tells the rest."""
        self._queue = StartQueue(reactor, streams.start, is_ready)
        self._is_ready = is_ready
        self._closed: Deferred[None] | None = None

    @property
    def said(self) -> Listeners[KeptPoem, str]:
        """Told which poem's transport says something beside the bytes."""
        return self.parts.said

    @property
    def running(self) -> list[KeptPoem]:
        """The poems whose fetches have not ended, in the order in which they began."""
        return self._fetches.running

    @property
    def disk(self) -> Disk:
        """What writes all that comes and is sent."""
        return self._disk

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

    def start(self, servers: Iterable[Server], behind: Mapping[str, KeptPoem] = _NOTHING) -> None:
        """Fetch servers: the first ones at once, the rest in the loop's next turns.

        What one sends goes ``behind`` what the poem has that there is by its id, which has ended and is read. Those
        with the same protocol and options share what its author's factory keeps.
        """
        if self._closed is None:
            self._queue.add(servers, self._streams.protocols.shared(), behind)

    def start_by(self, server: Server, listener: connecting.Listener, as_peer: AsPeer = as_it_is) -> None:
        """Fetch what ``listener`` hears of in the place of what the address of ``server`` says.

        Each who connects is fetched as ``as_peer`` says.
        """
        if self._closed is None and self._is_ready(server, partial(self.start_by, server, listener, as_peer)):
            self._streams.start_new(server, listener, shared=self._streams.protocols.shared(), as_peer=as_peer)

    def stop(self, poem: KeptPoem, reason: str = BY_THE_USER) -> None:
        """End a fetch, for a ``reason``; its poem stays."""
        self._streams.stop_after(poem)
        self._fetches.stop(poem, reason)

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
            self._streams.is_closed = True
            self._fetches.stop_all("stopped, because the program was quit")
            self._fetches.when_over().addCallback(lambda _: self._close_disk()).addCallback(self._closed.callback)
        result: Deferred[None] = Deferred()
        self._closed.addCallback(result.callback)
        return result

    def take_servers(self, servers: Iterable[Server], unfit: Unfit = lambda _: ()) -> None:
        """Take notice of how these servers are now: their poems are called as they are, and go on as they say.

        Of those for which that changes anything, the ids of some may be ``unfit``: they stay as they were.
        """
        self._streams.take_servers(servers, unfit)

    def _close_disk(self) -> Deferred[None]:
        self.kept.shut()
        return self._disk.close()
