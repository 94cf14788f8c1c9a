"""A service serves as long as it runs, and says in a sentence why it cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import ConnectionRefusedError
from twisted.internet.protocol import Factory
from twisted.logger import capturedLogs

from poetrygui.core.transports.address import parse_address
from poetrygui.serve.service import PoemService, Serving
from tests.conftest import WaitFor
from tests.protocols.framing import load
from tests.serve.reading import Reader, Reading, read_at

Raw = load("raw")


def served_by(service: PoemService) -> list[str]:
    """Start a service, and return the addresses that the log tells."""
    with capturedLogs() as events:
        service.startService()
    return [str(event["announcement"]).rpartition(" ")[2] for event in events if "announcement" in event]


def test_each_file_is_served_until_it_stops(reactor: Any, wait_for: WaitFor, poem_file: Path) -> None:
    service = PoemService(reactor, Serving([poem_file, poem_file], Raw))
    for _ in range(2):  # it may be started again
        addresses = served_by(service)
        assert len(set(addresses)) == 2
        for address in addresses:
            reading: Reading = wait_for(read_at(parse_address(address).endpoint(reactor), Reader()))
            assert reading.data == poem_file.read_bytes()
        wait_for(service.stopService())
        refused = parse_address(addresses[0]).endpoint(reactor).connect(Factory.forProtocol(Reader))
        with pytest.raises(ConnectionRefusedError):
            wait_for(refused)


def test_what_cannot_be_served_ends_the_program_with_a_sentence(
    reactor: Any, wait_for: WaitFor, poem_file: Path, tmp_path: Path
) -> None:
    service = PoemService(reactor, Serving([poem_file, tmp_path / "missing"], Raw))
    with pytest.raises(SystemExit, match="missing"):
        service.startService()
    wait_for(service.stopService())
