"""The two ends that the packets of a recording are said to have gone between: the server's own, where that is known."""

from __future__ import annotations

import ipaddress

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.recordings.tcp_segments import Endpoint

_LARGEST_PORT = 65535
_OTHER_PORT = 50_000
_OWN_PORTS = 10_000
# Wireshark takes what comes from these for SNMP, and each frame of another protocol for the first of a new connection.
_TAKEN_FOR_ANOTHER = (161, 162)
# Addresses that stand in documents, and in no network.
_SERVER_V4, _CLIENT_V4, _CLIENT_V6 = (
    ipaddress.ip_address(each).packed for each in ("192.0.2.1", "192.0.2.2", "2001:db8::2")
)


def made_up_ends(info: PoemInfo, number: int = 0) -> tuple[Endpoint, Endpoint]:
    """Return the client and the server, both of one version of IP; of each ``number`` the client has another port."""
    found = [end for end in map(_endpoint, (info.peer, info.address)) if end is not None]
    # The peer's is the number that was connected to; an address may be a name with its port.
    address, port = next((end for end in found if end[0]), found[0] if found else (b"", _OTHER_PORT))
    address = address or _SERVER_V4
    port = _OTHER_PORT if port in _TAKEN_FOR_ANOTHER else port
    client = _CLIENT_V4 if len(address) == 4 else _CLIENT_V6
    if ipaddress.ip_address(address).is_loopback:
        client = address
    own_port = _OTHER_PORT + number % _OWN_PORTS
    return (client, own_port if own_port != port else _OTHER_PORT + _OWN_PORTS), (address, port)


def _endpoint(text: str) -> tuple[bytes, int] | None:
    """Return the number of the host, none where it is a name, and the port; None where there is no port."""
    host, _, digits = text.rpartition(":")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 5 and 0 < int(digits) <= _LARGEST_PORT):
        return None
    if not host:
        host = "127.0.0.1"  # a port alone is this machine's
    elif host.endswith("]"):
        host = host.rpartition("[")[2].removesuffix("]")
    elif "." in host:
        host = host.rpartition(":")[2]  # without what a transport is called by
    try:
        return ipaddress.ip_address(host.partition("%")[0]).packed, int(digits)
    except ValueError:
        return b"", int(digits)
