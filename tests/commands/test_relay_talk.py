"""A pair, or a server with its watchers, of which one cannot be had, or not be heard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.commands.relay_end import Direction
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.library.running_fetches import RunningFetches
from tests.commands.relaying import options, start
from tests.commands.test_relay import Relayed, asks, relayed
from tests.relay.test_pair import waits

__all__ = ["relayed"]


def test_without_descriptors_nobody_is_let_in(relayed: Relayed, monkeypatch: pytest.MonkeyPatch) -> None:
    relayed.begin(relayed.serve(waits).address, clients=1)
    monkeypatch.setattr(RunningFetches, "start", lambda self, owner: False)
    client = relayed.visit(waits)
    relayed.until(lambda: client.is_lost)
    relayed.until(lambda: any("no more files and connections open" in line for line in relayed.run.told.lines))


def test_a_rest_that_cannot_be_recorded_is_passed_on(relayed: Relayed, tmp_path: Path) -> None:
    (tmp_path / "a-client-2.poemrec").touch()
    server = relayed.serve(waits)
    relayed.begin(server.address, "raw", "netstring", clients=1, quiet=True, record=tmp_path / "a.poemrec")
    relayed.visit(asks(b"no netstring"))
    relayed.until(lambda: bool(server.sessions) and server.sessions[0].is_lost)
    relayed.finish()
    assert server.sessions[0].received == b"no netstring"
    assert any("passed on, and not heard" in line or "closed the connection" in line for line in relayed.run.told.lines)


def test_the_faults_of_a_protocol_are_told_with_its_lines(reactor: Any, relayed: Relayed) -> None:
    class Faulty(PoemProtocol):
        def dataReceived(self, data: bytes) -> None:
            raise RuntimeError("oops")

    server = relayed.serve(waits)
    asked = options(server.address, clients=1, quiet=True)
    asked.factories[Direction.TO_SERVER] = PoemFactory(Faulty)  # type: ignore[index]
    relayed.run = start(reactor, asked)
    relayed.until(lambda: bool(relayed.run.told.lines))
    relayed.visit(asks(b"GET\n"))
    relayed.finish()
    assert server.sessions[0].received == b"GET\n"
    assert any("plugin-fault" in line for line in relayed.run.told.lines)
