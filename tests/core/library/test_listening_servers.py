"""A server that others connect to, in a library: it is a poem, and so is each of them, until it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from twisted.internet.endpoints import TCP4ClientEndpoint

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.library.listening_servers import endpoint_by, renamed
from poetrygui.core.library.running_fetches import RunningFetches
from poetrygui.core.outcomes import AwaitingPeers, Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.conftest import WaitFor
from tests.core.fetching.test_peers import Device, Of

SERVER = Server("devices", "listen:tcp:0", "lines", transport_options={"at_once": "2"})


@pytest.fixture
def library(reactor: Any, tmp_path: Path, wait_for: WaitFor) -> Iterator[Library]:
    library = Library(
        reactor, tmp_path / "poems", tmp_path / "closed", lambda server: shipped_protocol(server.protocol)
    )
    yield library
    wait_for(library.shut_down())


Begin = Callable[..., list[KeptPoem]]


@pytest.fixture
def begin(library: Library, qtbot: Any) -> Begin:
    """Return a function that listens, and returns the poems that have begun: the first is what listens."""

    def listens(server: Server = SERVER) -> list[KeptPoem]:
        begun: list[KeptPoem] = []
        library.started.subscribe(begun.append)
        library.start([server])
        qtbot.waitUntil(lambda: isinstance(begun[0].state, AwaitingPeers))
        return begun

    return listens


@pytest.fixture
def connect(reactor: Any, wait_for: WaitFor) -> Callable[..., Device]:
    def connected(listening: KeptPoem, data: bytes, *, closes: bool = False) -> Device:
        assert isinstance(listening.state, AwaitingPeers)
        port = int(listening.state.waiting.partition(",")[0].rpartition(":")[2])
        device = Device(data, closes=closes)
        wait_for(TCP4ClientEndpoint(reactor, "127.0.0.1", port).connect(Of(device)))
        return device

    return connected


def test_each_who_connects_is_a_poem_of_that_server(
    library: Library, begin: Begin, connect: Callable[..., Device], qtbot: Any, wait_for: WaitFor
) -> None:
    begun = begin()
    device = connect(begun[0], b"a\nb\n")
    qtbot.waitUntil(lambda: len(begun) == 2 and begun[1].store is not None and begun[1].store.frame_count == 2)
    peer = begun[1]
    assert peer.info.name == f"devices ← {device.name}"
    assert (peer.info.server_id, peer.info.address, peer.info.peer) == (SERVER.id, "listen:tcp:0", device.name)
    assert begun[0].state.peers == 1  # type: ignore[union-attr]
    assert {*library.running_of([SERVER.id])} == {*begun}
    # Another name of the server is one of its peers, too, and keeps who it is.
    library.take_servers([evolve(SERVER, name="sensors")])
    assert [poem.info.name for poem in begun] == ["sensors", f"sensors ← {device.name}"]
    library.stop(begun[0])
    qtbot.waitUntil(lambda: not library.is_busy)
    assert [poem.state.outcome for poem in begun] == [Outcome.STOPPED] * 2  # type: ignore[union-attr]
    wait_for(device.lost)


def test_one_too_many_is_turned_away(
    begin: Begin, connect: Callable[..., Device], qtbot: Any, wait_for: WaitFor
) -> None:
    begun = begin()
    for _ in range(2):
        connect(begun[0], b"")
    wait_for(connect(begun[0], b"").lost)
    assert begun[0].state.waiting.endswith(", 2 peers, 1 turned away")  # type: ignore[union-attr]
    assert len(begun) == 3


def test_without_descriptors_a_peer_is_turned_away(
    begin: Begin, connect: Callable[..., Device], qtbot: Any, wait_for: WaitFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begin()
    monkeypatch.setattr(RunningFetches, "start", lambda _self, _owner: False)
    wait_for(connect(begun[0], b"").lost)
    ended = begun[1].state
    assert isinstance(ended, Ended)
    assert "no more files and connections open" in ended.reason


def test_where_nothing_can_listen_is_its_end(library: Library, begin: Begin, qtbot: Any) -> None:
    (first,) = begin()
    port = first.state.waiting.partition(",")[0].rpartition(":")[2]  # type: ignore[union-attr]
    begun: list[KeptPoem] = []
    library.started.subscribe(begun.append)
    library.start([Server("second", f"listen:tcp:{port}"), Server("third", "listen:tls:0")])
    qtbot.waitUntil(lambda: len(begun) == 2 and all(isinstance(poem.state, Ended) for poem in begun))
    reasons = [poem.state.reason for poem in begun]  # type: ignore[union-attr]
    assert "address already in use" in reasons[0]
    assert "name its file (certificate)" in reasons[1]


def test_what_is_connected_to_does_not_listen() -> None:
    assert endpoint_by(None, Server("a", "127.0.0.1:1"), None, lambda _server, _peer: None) is None
    assert (renamed("a", "b"), renamed("a ← c:1", "b")) == ("b", "b ← c:1")
