"""Connecting a side: it is built with what hears it, and where nobody listens that is told."""

from __future__ import annotations

from pathlib import Path

from twisted.internet.endpoints import TCP4ClientEndpoint

from poetrygui.core.fetching.fetch import Fetch
from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.store import PoemStore
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from poetrygui.plugins import shipped_protocol
from poetrygui.relay.side import Side
from poetrygui.relay.towards import Towards
from tests.core.scripted_server import sends
from tests.relay.conftest import Stage
from tests.relay.test_side import Nothing


def test_a_side_is_connected_and_heard(stage: Stage, tmp_path: Path) -> None:
    between = Nothing()
    side = Side(stage.reactor, "server", between)
    server = Server("s", stage.serve(sends(b"verse")).address)
    towards = Towards(side, parse_address(server.address).endpoint(stage.reactor))
    fetch = Fetch(stage.reactor, server, shipped_protocol("raw"), PoemStore(tmp_path / "poem"), endpoint=towards)
    fetch.start()
    assert stage.wait_for(fetch.done).outcome is Outcome.COMPLETE
    assert between.came_all == b"verse"
    assert side.address is not None
    side.abort()
    stage.until(lambda: side.transport is None)
    fetch.store.close()


def test_nothing_connects_where_nobody_listens(stage: Stage, tmp_path: Path) -> None:
    side = Side(stage.reactor, "server", Nothing())
    endpoint = Towards(side, TCP4ClientEndpoint(stage.reactor, "127.0.0.1", 1))
    raw, server = shipped_protocol("raw"), Server("s", "127.0.0.1:1")
    fetch = Fetch(stage.reactor, server, raw, PoemStore(tmp_path / "poem"), endpoint=endpoint)
    fetch.start()
    assert stage.wait_for(fetch.done).outcome is Outcome.REFUSED
    assert side.transport is None
