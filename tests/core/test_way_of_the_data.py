"""The way of the data, call by call: between two steps of it stands one wrapper at most, and nothing leads back."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from twisted.internet.testing import MemoryReactorClock, StringTransport

import poetrygui
from poetrygui.api import PoemProtocol
from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Receiving, State
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server

OURS = Path(poetrygui.__file__).parent
BEGINNING = "core/connection/connection.py:dataReceived"


def way() -> list[str]:
    """Return the calls that lead to the caller, its own the last, from the connection's on if that is among them."""
    calls = [f"{_place(frame.filename)}:{frame.name}" for frame in traceback.extract_stack()[:-1]]
    return calls[calls.index(BEGINNING) :] if BEGINNING in calls else calls


def _place(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(OURS).as_posix() if OURS in path.parents else path.name


class Each(PoemProtocol):
    """Delivers each chunk."""

    ways: list[Sequence[str]]

    def dataReceived(self, data: bytes) -> None:
        self.ways.append(way())
        self.deliver(data)


class Watched(PoemStore):
    """Notes how frames come to it."""

    ways: list[Sequence[str]]

    def frames(self, frames: Sequence[bytes]) -> None:
        self.ways.append(way())
        super().frames(frames)


def test_the_way(tmp_path: Path) -> None:
    reactor = MemoryReactorClock()
    to_protocol: list[Sequence[str]] = []
    to_store: list[Sequence[str]] = []
    to_listener: list[Sequence[str]] = []
    Each.ways, Watched.ways = to_protocol, to_store

    def listen(state: State) -> None:
        if isinstance(state, Receiving) and state.bytes:
            to_listener.append(way())

    store = Watched(tmp_path / "poem")
    fetch: Fetch[Watched] = Fetch(reactor, Server("a server", "203.0.113.1:8000"), Each, store, on_state=listen)
    fetch.start()
    connection: Any = reactor.tcpClients[0][2].buildProtocol(None)
    connection.makeConnection(StringTransport())
    connection.dataReceived(b"verse")
    reactor.advance(1)
    here = Path(__file__).name
    protocol = ["core/guard/plugin_calls.py:call", "core/guard/hang_guard.py:call_method", f"{here}:dataReceived"]
    assert to_protocol == [[BEGINNING, *protocol]]
    # What the protocol delivered is passed on when its call is over, all of it at once.
    delivery = "core/connection/delivery.py"
    pass_on = ["core/connection/connection.py:_returned", f"{delivery}:pass_on", f"{delivery}:_pass_gathered_on"]
    assert to_store == [[BEGINNING, "core/guard/plugin_calls.py:call", *pass_on, f"{here}:frames"]]
    ((*_, fire, progress, tell, _),) = to_listener
    assert (fire, progress, tell) == (
        "core/fetching/timers.py:fire",
        "core/fetching/notices.py:_tell_progress",
        "core/fetching/notices.py:tell",
    )
    connection.connectionLost(None)
