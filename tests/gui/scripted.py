"""Loopback servers that do what a test says, and a window that is shut down in order after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred, gatherResults
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure

from poetrygui.app import create_window
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.poems.poem_tab import PoemTab
from poetrygui.gui.window.main_window import MainWindow
from tests.surroundings import PATIENCE

Script = Callable[[Any], object]


class _Scripted(Protocol):
    def __init__(self, servers: LoopbackServers, script: Script) -> None:
        self._servers = servers
        self._script = script
        self.received = b""

    def connectionMade(self) -> None:
        self._servers.connections.append(self)
        self._script(self)

    def dataReceived(self, data: bytes) -> None:
        self.received += data

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self._servers.connections.remove(self)
        self._servers.tell_lost()


class LoopbackServers:
    """Listens on free ports; ``connections`` are those that stand now."""

    def __init__(self, reactor: Any) -> None:
        self._reactor = reactor
        self._ports: list[Any] = []
        self._when_none: list[Deferred[None]] = []
        self.connections: list[_Scripted] = []

    def listen(self, script: Script, name: str = "a poem", protocol: str = "raw") -> Server:
        """Return the entry of a new server that runs ``script`` with each connection it gets."""
        factory = Factory()
        factory.noisy = False
        factory.buildProtocol = lambda addr: _Scripted(self, script)  # type: ignore[method-assign]
        port = self._reactor.listenTCP(0, factory, interface="127.0.0.1")
        self._ports.append(port)
        return Server(name, f"127.0.0.1:{port.getHost().port}", protocol)

    def tell_lost(self) -> None:
        if not self.connections:
            waiting, self._when_none = self._when_none, []
            for deferred in waiting:
                deferred.callback(None)

    def close(self) -> Deferred[object]:
        """End everything; fire when nothing is left in the reactor."""
        ends: list[Deferred[Any]] = [port.stopListening() for port in self._ports]
        if self.connections:
            lost: Deferred[None] = Deferred()
            self._when_none.append(lost)
            ends.append(lost)
        for connection in tuple(self.connections):
            transport: Any = connection.transport
            transport.abortConnection()
        return gatherResults(ends).addCallback(lambda _: None)


def sends(data: bytes) -> Script:
    """Return a script that sends some bytes and closes cleanly."""

    def script(connection: Any) -> None:
        connection.transport.write(data)
        connection.transport.loseConnection()

    return script


def holds(data: bytes = b"") -> Script:
    """Return a script that sends some bytes and keeps the connection open."""
    return lambda connection: connection.transport.write(data)


@contextmanager
def open_window(profile: Path, wait_for: Callable[[Deferred[Any]], Any], *, shown: bool = True) -> Iterator[MainWindow]:
    """Give a window on a profile; shut it down afterwards."""
    window = create_window(profile, longest_shutdown=PATIENCE)  # a slow machine is only slow
    if shown:
        window.show()
    try:
        yield window
    finally:
        wait_for(window.shut_down())
        window.close()
        window.deleteLater()


def tabs_of(window: MainWindow) -> list[PoemTab]:
    """Return the window's tabs from left to right."""
    return list(window.workspace.tabs.tabs())


def add(window: MainWindow, *servers: Server) -> None:
    """Put servers at the end of the window's list."""
    for server in servers:
        window.workspace.model.add(server)


def outcomes(window: MainWindow) -> list[Outcome | None]:
    """Return how the tabs' poems ended, from left to right; None for one that runs."""
    states = [tab.poem.state for tab in tabs_of(window)]
    return [state.outcome if isinstance(state, Ended) else None for state in states]


def all_ended(window: MainWindow, count: int) -> Callable[[], bool]:
    """Return what tells whether there are so many tabs and nothing runs in them."""
    return lambda: len(ended := outcomes(window)) == count and None not in ended
