"""Sockets for datagrams: what keeps one from being opened is said in a sentence."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from poetrygui.errors import AddressError

LARGEST = 65_535
"""Bytes that a datagram has at most, its header included."""
DROPS_TOLD = 40 if sys.platform.startswith("linux") else None
"""The system's number (SO_RXQ_OVFL) for what tells with a datagram how many were dropped before it; None without."""
_ROOM = 4 * 1024 * 1024
"""Bytes that are to wait for us in the system; it gives as much of that as it lets a user have."""


def connected_socket(number: str, port: int) -> socket.socket:
    """Return a socket for what goes to, and comes from, a port of a host. Raises AddressError."""
    family, address = _resolved(number, port)

    def connect(opened: socket.socket) -> None:
        opened.connect(address)

    return _opened(family, connect, lambda cause: f"There is no way to {number}: {cause}.")


def listening_socket(interface: str, port: int) -> socket.socket:
    """Return a socket for what comes to a port of an address of this machine. Raises AddressError."""
    family, address = _resolved(interface, port)

    def listen(opened: socket.socket) -> None:
        opened.bind(address)

    return _opened(family, listen, lambda cause: _why_not_bound(interface, port, cause))


def socket_of_group(group: str, port: int, interface: str) -> tuple[socket.socket, Any]:
    """Return a socket for what is sent to a ``port`` of a group (multicast), and the group's address to send to.

    ``interface`` is its name, or with IPv4 an address of it; empty for what the system chooses. Others may listen to
    the same. Raises AddressError.
    """
    index = 0 if _is_v4_number(interface) else _index_of(interface)
    family, address = _resolved(group, port)
    if family == socket.AF_INET6:
        address = (*address[:3], index or address[3])

    def join(opened: socket.socket) -> None:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if not sys.platform.startswith("linux"):  # there, one of these is enough
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        opened.bind(address)
        packed = socket.inet_pton(family, address[0].partition("%")[0])
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, packed + struct.pack("@I", address[3]))
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, address[3])
        else:
            local = socket.inet_aton(interface if _is_v4_number(interface) else "0.0.0.0")
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("@4s4si", packed, local, index))
            nobody = bytes(4)
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("@4s4si", nobody, local, index))

    return _opened(family, join, lambda cause: _why_not_bound(group, port, cause)), address


def text_of(address: Any) -> str:
    """Return a socket's address as ``HOST:PORT``, with brackets around the number of IPv6."""
    host, port = plain_host(address[0]), address[1]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def plain_host(host: str) -> str:
    """Return the number of a host as people write it: that of IPv4 has a prefix on a socket of both kinds."""
    return host.removeprefix("::ffff:") if "." in host else host


def _opened(family: int, prepare: Callable[[socket.socket], None], refused: Callable[[OSError], str]) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        with contextlib.suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _ROOM)
        if DROPS_TOLD is not None:
            opened.setsockopt(socket.SOL_SOCKET, DROPS_TOLD, 1)
        prepare(opened)
    except OSError as error:
        opened.close()
        raise AddressError(refused(error)) from error
    except BaseException:
        opened.close()
        raise
    return opened


def _resolved(number: str, port: int) -> tuple[int, Any]:
    try:
        found = socket.getaddrinfo(number, port, type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST)
    except OSError as error:
        raise AddressError(f"{number!r} is no address of an interface: write one such as 127.0.0.1 or ::1.") from error
    family, _, _, _, address = found[0]
    return family, address


def _why_not_bound(where: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {where} is in use: choose another, or end the program that listens there."
    if error.errno == errno.EACCES:
        return f"You may not listen at port {port}: choose one above 1023, or ask for the permission."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no interface with the address {where}: name one that it has (interface)."
    return f"Nothing can be heard at port {port} of {where}: {(error.strerror or str(error)).lower()}."


def _is_v4_number(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _index_of(interface: str) -> int:
    if not interface:
        return 0
    try:
        return socket.if_nametoindex(interface)
    except OSError as error:
        names = ", ".join(name for _, name in socket.if_nameindex())
        raise AddressError(f"There is no interface {interface!r}: choose one of {names}.") from error
