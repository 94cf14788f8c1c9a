"""A relay as a service: it relays until it stops, and says in a sentence why it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.logger import capturedLogs

from poetrygui.commands.relay_service import RelayService
from poetrygui.core.transports.address import parse_address
from tests.commands.relaying import options
from tests.conftest import WaitFor
from tests.core.scripted_server import Session, listen
from tests.serve.reading import Reader, read_at


async def says(session: Session) -> None:
    session.send(b"verse\n")
    session.close()


def test_it_relays_until_it_stops_and_the_log_tells(reactor: Any, wait_for: WaitFor) -> None:
    server = listen(reactor, says)
    service = RelayService(reactor, options(server.address, quiet=True))
    with capturedLogs() as events:
        service.startService()
        (line,) = [str(event["line"]) for event in events if "line" in event]
        assert line.endswith(f" to {server.address}")
        reading = wait_for(read_at(parse_address(line.split()[1]).endpoint(reactor), Reader()))
        assert reading.data == b"verse\n"
        wait_for(service.stopService())
    told = [str(event["line"]) for event in events if "line" in event]
    assert any("complete, " in each for each in told)
    wait_for(server.close())


def test_where_nothing_can_listen_the_program_ends_with_a_sentence(reactor: Any) -> None:
    service = RelayService(reactor, options("127.0.0.1:1", quiet=True, listen="tcp:99999"))
    with pytest.raises(SystemExit, match="ports end at 65535"):
        service.startService()


def test_what_was_never_started_stops_at_once(reactor: Any, wait_for: WaitFor) -> None:
    wait_for(RelayService(reactor, options("127.0.0.1:1", quiet=True)).stopService())
