"""The factory of a protocol's author hears in its host of connections that did not come about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.live.hosted_class import hosted
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import load_pinned
from tests.conftest import WaitFor
from tests.core.poems.recorded_poem import INFO
from tests.core.scripted_server import Script, Session
from tests.hosts.live.together import Running, Together

Until = Callable[[Callable[[], bool]], None]
FACTORY = """
import sys
from twisted.internet import error, reactor
from twisted.internet.protocol import ClientFactory, Protocol
class Own(Protocol):
    def dataReceived(self, data):
        self.factory.came.append(data)
class OwnFactory(ClientFactory):
    protocol = Own
    def __init__(self):
        self.came = []
    def startFactory(self):
        print("start")
    def stopFactory(self):
        print("stop", self.came)
    def startedConnecting(self, connector):
        print("asked for", connector.getDestination().host)
    def clientConnectionLost(self, connector, reason):
        print("lost", reason.type.__name__)
    def clientConnectionFailed(self, connector, reason):
        print("failed", reason.check(error.ConnectionRefusedError) is not None)
        {does}
"""


def factory(does: str = "pass") -> str:
    return FACTORY.replace("{does}", does)


@pytest.fixture
def refused() -> str:
    """An address at which nobody listens: one that was free a moment ago may be another test's by now."""
    return "127.0.0.1:1"


@pytest.fixture
def fetched(
    together: Together, lasting_warm: WarmProcess, reactor: Any, wait_for: WaitFor, refused: str, tmp_path: Path
) -> Callable[..., Ended]:
    """Return what asks for a connection that does not come about, with a file's protocol in a host."""

    def fetch(source: str, *, in_host: bool = True, has_factory: bool = True, limit: float = 30.0) -> Ended:
        pinned = together.pinned(source)
        more: Any = {"on_lines": together.lines.append, "limit": limit, "has_factory": has_factory}
        protocol = hosted(reactor, pinned, lasting_warm, Allowed(read=(pinned.path,)), **more)
        protocol = protocol if in_host else load_pinned(pinned)
        store = PoemStore(tmp_path / "failed", info=INFO)
        running = Fetch(reactor, Server("a server", refused), protocol, store, wire=store)
        running.start()
        ended: Ended = wait_for(running.done)
        store.close()
        return ended

    return fetch


def printed(together: Together) -> list[str]:
    return b"".join(together.lines).decode().splitlines()


def test_it_hears_of_one_and_the_connection_ends_as_it_would_have(
    fetched: Callable[..., Ended], together: Together, wait_until: Until
) -> None:
    ended = fetched(factory())
    assert (ended.outcome, ended.reason) == ("refused", "nobody listens at this address")
    wait_until(lambda: len(printed(together)) == 4)
    assert printed(together) == ["start", "asked for 127.0.0.1", "failed True", "stop []"]


def test_without_one_no_process_begins(fetched: Callable[..., Ended], lasting_warm: WarmProcess) -> None:
    assert fetched(factory(), has_factory=False).outcome == "refused"
    shared: Any = lasting_warm.shared
    assert shared is None or shared.running() == []


@pytest.mark.parametrize("does", ["raise ValueError('odd')", "reactor.stop()", "connector.connect()", "self.came.x"])
def test_the_connection_ends_as_in_one_process(fetched: Callable[..., Ended], does: str) -> None:
    here, there = (fetched(factory(does), in_host=in_host) for in_host in (False, True))
    assert (there.outcome, there.reason) == (here.outcome, here.reason)


@pytest.mark.parametrize(
    "does, outcome, reason",
    [
        ("import os; os._exit(3)", "plugin-fault", "its process ended with status 3"),
        ("sum(iter(int, 1))", "plugin-hang", "came to no end (line 22 of own.py, in clientConnectionFailed)"),
    ],
)
def test_what_ends_its_process_is_how_the_connection_ended(
    fetched: Callable[..., Ended], does: str, outcome: str, reason: str
) -> None:
    ended = fetched(factory(does), limit=0.5)
    assert reason in ended.reason
    assert ended.outcome == outcome


def test_it_is_the_factory_of_the_connections_that_stand(
    fetched: Callable[..., Ended], together: Together, wait_until: Until
) -> None:
    over: list[bool] = []

    def script(running: Running) -> Script:
        async def play(session: Session) -> None:
            session.send(b"x")
            await session.until(lambda: bool(over))
            session.close()

        return play

    standing = together.start(factory(), script)
    wait_until(lambda: standing.seen == 1)
    assert fetched(factory("print('of', len(self.came))")).outcome == "refused"
    over.append(True)
    together.end()
    assert standing.end.outcome == "complete"
