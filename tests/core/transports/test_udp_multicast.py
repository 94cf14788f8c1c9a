"""UDP to a group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from twisted.internet.address import IPv4Address

from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.udp_multicast import UdpMulticast
from poetrygui.errors import AddressError
from tests.conftest import WaitFor
from tests.core.conftest import Fetched, StartFetch
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, other_end, port_of


@pytest.mark.parametrize("group", ["224.0.0.251", "239.255.255.255", "ff02::fb"])
def test_its_address_is_read_back(group: str) -> None:
    assert parse_address(str(UdpMulticast(group, 5353))) == UdpMulticast(group, 5353)


def test_how_it_is_written() -> None:
    assert parse_address("udp-multicast:[ff02::fb]:5353") == UdpMulticast("ff02::fb", 5353)
    assert UdpMulticast("239.1.2.3", 7).destination == IPv4Address("UDP", "239.1.2.3", 7)
    for text, said in (
        ("udp-multicast:192.0.2.1:7", r"'192.0.2.1' is no group: write one from 224.0.0.0"),
        ("udp-multicast:poems.example:7", "is no group"),
        ("udp-multicast:239.1.2.3:0", "not between 1 and 65535"),
        ("udp-multicast:239.1.2.3", "has no port"),
    ):
        with pytest.raises(AddressError, match=said):
            parse_address(text)


def test_an_interface_that_there_is_not(fetched: Fetched) -> None:
    running = fetched("udp-multicast:239.255.17.6:5353", transport_options={"interface": "nowhere0"})
    assert running.outcome is Outcome.UNREACHABLE
    assert "There is no interface 'nowhere0'" in running.ended.reason


def test_what_is_sent_goes_to_all_in_the_group(
    start_fetch: StartFetch, wait_until: Callable[..., None], wait_for: WaitFor
) -> None:
    with other_end() as free:
        port = port_of(free)
    both = [
        start_fetch(f"udp-multicast:239.255.17.6:{port}", transport_options={"interface": LOOPBACK}) for _ in range(2)
    ]
    wait_until(lambda: all(running.fetch.connection is not None for running in both))
    both[0].fetch.send(b"verse")
    wait_until(lambda: all(running.connection.bytes_received == 5 for running in both))
    for running in both:
        running.fetch.stop()
        wait_for(running.done)
        assert running.exact == b"verse"
