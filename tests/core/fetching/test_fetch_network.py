"""What loopback cannot show: names that nobody knows, networks without a way, and every failure that Twisted has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet import error
from twisted.internet.testing import MemoryReactorClock
from twisted.python.failure import Failure

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.plugins import shipped_protocol
from tests.core.conftest import Fetched, Serve
from tests.core.scripted_server import sends


@pytest.mark.usefixtures("names")
def test_an_unknown_host(fetched: Fetched) -> None:
    running = fetched("poems.example:8000")
    assert running.outcome is Outcome.UNREACHABLE
    assert "name is not known" in running.ended.reason


def test_a_resolver_that_never_answers(fetched: Fetched, names: dict[str, Any]) -> None:
    names["slow.example"] = None
    assert fetched("slow.example:8000", connect_timeout=0.1).outcome is Outcome.TIMEOUT


def test_a_host_with_several_addresses(serve: Serve, fetched: Fetched, names: dict[str, Any]) -> None:
    names["poems.example"] = ["127.0.0.2", "127.0.0.1"]
    port = serve(sends(b"verse")).address.rpartition(":")[2]
    running = fetched(f"poems.example:{port}")
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")


def test_a_host_whose_addresses_all_refuse(fetched: Fetched, names: dict[str, Any]) -> None:
    names["poems.example"] = ["127.0.0.2", "127.0.0.1"]
    assert fetched("poems.example:1").outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "failure, outcome",
    [
        (error.NoRouteError(), Outcome.UNREACHABLE),
        (error.ConnectError(101, "Network is unreachable"), Outcome.UNREACHABLE),
        (error.ConnectBindError(24, "Too many open files"), Outcome.UNREACHABLE),
        (error.ConnectError(104, "Connection reset by peer"), Outcome.RESET),
        (error.ConnectionRefusedError(), Outcome.REFUSED),
        (error.TimeoutError(), Outcome.TIMEOUT),
        (error.TCPTimedOutError(), Outcome.TIMEOUT),
        (error.UserError(), Outcome.UNREACHABLE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_way_there(tmp_path: Path, failure: Exception, outcome: Outcome) -> None:
    reactor = MemoryReactorClock()
    store = PoemStore(tmp_path / "poem")
    fetch = Fetch(reactor, Server("a server", "203.0.113.1:8000"), shipped_protocol("raw"), store)
    fetch.start()
    (client,) = reactor.tcpClients
    assert client[:2] == ("203.0.113.1", 8000)
    client[2].clientConnectionFailed(reactor.connectors[0], Failure(failure))
    assert fetch.done.called
    assert getattr(fetch.state, "outcome", None) is outcome
    assert reactor.getDelayedCalls() == []
    assert not store.directory.exists()


def test_the_time_limit_with_a_clock(tmp_path: Path) -> None:
    reactor = MemoryReactorClock()
    server = Server("a server", "203.0.113.1:8000", connect_timeout=7)
    fetch = Fetch(reactor, server, shipped_protocol("raw"), PoemStore(tmp_path / "poem"))
    fetch.start()
    (client,) = reactor.tcpClients
    endpoint_limit: Any = client[3]
    assert endpoint_limit is None, "it would count the time in which the process was stopped"
    ended: list[Ended] = []
    fetch.done.addCallback(ended.append)
    reactor.advance(6.9)
    assert ended == []
    reactor.advance(0.2)
    assert [each.outcome for each in ended] == [Outcome.TIMEOUT]
    assert reactor.getDelayedCalls() == []
