"""Servers that play a script, and fetches whose every state is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from typing import Protocol as StructuralType

import pytest
from attrs import define
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol
from twisted.internet.ssl import CertificateOptions

from poetrygui.core.connection.connection import Connection
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.wire_listener import NobodyListens
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.files.disk import Disk
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.names import Names
from tests.core.scripted_server import Script, ScriptedServer, listen


class Serve(StructuralType):
    """Starts a server, which is closed after the test."""

    def __call__(
        self, script: Script, *, interface: str = ..., tls: CertificateOptions | None = ..., path: str = ...
    ) -> ScriptedServer: ...


@pytest.fixture
def serve(reactor: Any, wait_for: WaitFor) -> Iterator[Serve]:
    servers: list[ScriptedServer] = []

    def start(script: Script, **options: Any) -> ScriptedServer:
        servers.append(listen(reactor, script, **options))
        return servers[-1]

    yield start
    for server in servers:
        wait_for(server.close())


@define
class Running:
    """A fetch, and every state it told."""

    fetch: Fetch[Any]
    store: PoemStore
    states: list[State]
    told: list[tuple[EventKind, str]]
    """What happened on the wire, beside bytes."""

    @property
    def connection(self) -> Connection:
        assert self.fetch.connection is not None
        return self.fetch.connection

    @property
    def done(self) -> Deferred[Ended]:
        return self.fetch.done

    @property
    def ended(self) -> Ended:
        assert isinstance(self.fetch.state, Ended)
        return self.fetch.state

    @property
    def outcome(self) -> Outcome:
        return self.ended.outcome

    @property
    def exact(self) -> bytes:
        return b"".join(self.store.exact_pieces())

    @property
    def rows(self) -> bytes:
        return b"".join(self.store.row_pieces())

    def check(self) -> None:
        """Look at the order of states, and at the counts at the end."""
        kinds = [type(state) for state in self.states]
        rank = {Connecting: 0, Receiving: 1, Ended: 2}
        assert kinds == sorted(kinds, key=lambda kind: rank[kind])
        assert kinds.count(Ended) == 1
        assert kinds.count(Connecting) <= 1
        progress = [state for state in self.states if isinstance(state, Receiving)]
        assert [state.bytes for state in progress] == sorted(state.bytes for state in progress)
        assert self.ended.bytes == len(self.exact)
        assert self.ended.reason
        assert "\n" not in self.ended.reason
        self.store.close()


class _Events(NobodyListens):
    """Notes what happens beside bytes."""

    def __init__(self) -> None:
        self.told: list[tuple[EventKind, str]] = []

    def event(self, kind: EventKind, text: str = "") -> None:
        self.told.append((kind, text))


class StartFetch(StructuralType):
    """Starts a fetch; its states are checked after the test."""

    def __call__(
        self,
        address: str | ScriptedServer,
        protocol: str | type[Protocol] | PoemFactory = ...,
        *,
        disk: Disk | None = ...,
        wait_for_room: bool = ...,
        asker: Asker | None = ...,
        **server: Any,
    ) -> Running: ...


@pytest.fixture
def start_fetch(reactor: Any, wait_for: WaitFor, tmp_path: Path) -> Iterator[StartFetch]:
    started: list[Running] = []

    def start(
        address: str | ScriptedServer,
        protocol: str | type[Protocol] | PoemFactory = "raw",
        *,
        disk: Disk | None = None,
        wait_for_room: bool = False,
        asker: Asker | None = None,
        **options: Any,
    ) -> Running:
        where = address if isinstance(address, str) else address.address
        server = Server("a server", where, **options)
        store = PoemStore(tmp_path / f"poem-{len(started)}", disk)
        states, events = list[State](), _Events()
        fetch: Fetch[Any] = Fetch(
            reactor,
            server,
            shipped_protocol(protocol) if isinstance(protocol, str) else protocol,
            store,
            disk=disk,
            on_state=states.append,
            wait_for_room=wait_for_room,
            wire=events,
            asker=asker,
        )
        started.append(Running(fetch, store, states, events.told))
        fetch.start()
        return started[-1]

    yield start
    for running in started:
        if not isinstance(running.fetch.state, Ended):
            running.fetch.stop()
            wait_for(running.done)
        running.check()


Fetched = Callable[..., Running]


@pytest.fixture
def fetched(start_fetch: StartFetch, wait_for: WaitFor) -> Fetched:
    """Return a function that fetches and waits for the end; it takes what ``start_fetch`` takes."""

    def fetch(*arguments: Any, **options: Any) -> Running:
        running = start_fetch(*arguments, **options)
        wait_for(running.done)
        return running

    return fetch


@pytest.fixture
def names(reactor: Any) -> Iterator[dict[str, Sequence[str] | None]]:
    """The names that the reactor knows during a test."""
    known: dict[str, Sequence[str] | None] = {}
    before = reactor.installNameResolver(Names(known))
    yield known
    reactor.installNameResolver(before)
