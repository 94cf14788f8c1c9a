"""UDP to a port of a host."""

from __future__ import annotations

from typing import Any

import pytest
from twisted.internet.address import IPv4Address

from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.udp import Udp
from poetrygui.errors import AddressError
from tests.core.conftest import Fetched
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, other_end, port_of


@pytest.mark.parametrize("host", ["poems.example", "192.0.2.1", "::1"])
def test_its_address_is_read_back(host: str) -> None:
    assert parse_address(str(Udp(host, 514))) == Udp(host, 514)


def test_how_it_is_written() -> None:
    assert parse_address("udp:[::1]:514") == Udp("::1", 514)
    assert Udp("192.0.2.1", 514).destination == IPv4Address("UDP", "192.0.2.1", 514)
    for text in ("udp:", "udp:514", "udp:host:0", "udp:host:70000", "udp:ho/st:7"):
        with pytest.raises(AddressError):
            parse_address(text)


def test_an_answer_that_nobody_listens_there(fetched: Fetched) -> None:
    running = fetched(f"udp:{LOOPBACK}:1", send="is anybody there?")
    assert (running.outcome, running.ended.reason) == (Outcome.REFUSED, "nobody listens at this address")


def test_a_name_is_asked_for(fetched: Fetched, names: Any) -> None:
    names["poems.example"] = ["255.255.255.255"]
    running = fetched("udp:poems.example:7")
    assert running.outcome is Outcome.UNREACHABLE
    assert "There is no way to 255.255.255.255: " in running.ended.reason
    running = fetched("udp:nobody.example:7")
    assert (running.outcome, running.ended.reason) == (Outcome.UNREACHABLE, "the host's name is not known")


def test_what_is_too_large_is_refused_in_a_sentence(fetched: Fetched) -> None:
    with other_end() as other:
        running = fetched(f"udp:{LOOPBACK}:{port_of(other)}", send="x" * 70_000)
    assert running.outcome is Outcome.STOPPED
    assert running.ended.reason == "This cannot be sent: 70,000 bytes are too many for one datagram"
