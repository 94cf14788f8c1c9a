"""UDP that comes to us: on loopback, unless another interface is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address

from poetrygui.core.outcomes import Outcome
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.udp_listen import UdpListen
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, StartFetch
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, has_v6, other_end


@given(st.integers(0, 65_535))
def test_its_address_is_read_back(port: int) -> None:
    assert parse_address(str(UdpListen(port))) == UdpListen(port)


def test_how_it_is_written() -> None:
    assert UdpListen(514).destination == IPv4Address("UDP", LOOPBACK, 514)
    assert UdpListen(514, "::").destination == IPv6Address("UDP", "::", 514)
    for text, said in (
        ("udp-listen:", "Datagrams come to a port, and '' is none: write udp-listen:PORT."),
        ("udp-listen:host:7", "'host:7' is none"),
        ("udp-listen:65536", "is not between 0 and 65535"),
        ("udp-listen:" + "9" * 5000, "is not between"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text)


def test_a_port_that_cannot_be_had(fetched: Fetched) -> None:
    with other_end() as taken:
        running = fetched(f"udp-listen:{taken.getsockname()[1]}")
    assert running.outcome is Outcome.UNREACHABLE
    assert "is in use: choose another" in running.ended.reason


@pytest.mark.parametrize("interface", ["127.0.0.1", "0.0.0.0", "::"])
def test_the_interface_is_the_one_that_is_asked_for(
    interface: str, start_fetch: StartFetch, wait_until: Callable[..., None], wait_for: WaitFor
) -> None:
    if interface == "::" and not has_v6():
        pytest.skip("there is no IPv6")
    running = start_fetch("udp-listen:0", transport_options={"interface": interface})
    wait_until(lambda: running.fetch.connection is not None)
    assert running.connection.transport.getHost().host == interface
    running.fetch.stop()
    wait_for(running.done)


def test_nobody_can_be_spoken_to_first(fetched: Fetched) -> None:
    running = fetched("udp-listen:0", send="hello?")
    assert running.outcome is Outcome.STOPPED
    assert "This cannot be sent: nobody has sent anything yet" in running.ended.reason


def test_an_answer_goes_to_whoever_asked(
    start_fetch: StartFetch, wait_until: Callable[..., None], wait_for: WaitFor
) -> None:
    answer = Turn(Does.ANSWER, r"PONG \1", pattern="^PING (.*)")
    running = start_fetch("udp-listen:0", conversation=(answer,))
    wait_until(lambda: running.fetch.connection is not None)
    answers: dict[int, bytes] = {}

    def has_answered(number: int, other: Any) -> bool:
        try:
            answers[number] = other.recv(100)
        except BlockingIOError:
            return False
        return True

    with other_end() as one, other_end() as two:
        for number, other in enumerate((one, two)):
            other.sendto(b"PING %d" % number, (LOOPBACK, running.connection.transport.getHost().port))
            wait_until(lambda number=number, other=other: has_answered(number, other))
    assert answers == {0: b"PONG 0", 1: b"PONG 1"}
    running.fetch.stop()
    wait_for(running.done)
