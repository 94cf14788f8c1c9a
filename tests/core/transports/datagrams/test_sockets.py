"""Sockets for datagrams, and what keeps one from being opened."""

from __future__ import annotations

import errno
import os
import socket
from typing import Any

import pytest

from poetrygui.core.transports.datagrams.sockets import connected_socket, listening_socket, socket_of_group, text_of
from poetrygui.errors import AddressError
from tests.core.transports.datagrams.udp_sockets import LOOPBACK, has_v6, other_end, port_of


def test_a_connected_one_hears_nobody_else() -> None:
    with other_end() as other, other_end() as stranger, connected_socket(LOOPBACK, port_of(other)) as opened:
        opened.send(b"go on")
        _, ours = other.recvfrom(100)
        stranger.sendto(b"psst", ours)
        other.sendto(b"one", ours)
        assert opened.recv(100) == b"one"
        with pytest.raises(BlockingIOError):
            opened.recv(100)


def test_a_listening_one_is_alone_at_its_port() -> None:
    with listening_socket(LOOPBACK, 0) as opened:
        port = port_of(opened)
        with pytest.raises(AddressError, match=f"Port {port} of {LOOPBACK} is in use: choose another"):
            listening_socket(LOOPBACK, port)


def test_what_there_is_not_is_said() -> None:
    for open_it, said in (
        (lambda: listening_socket("poems.example", 0), "'poems.example' is no address of an interface"),
        (lambda: listening_socket("192.0.2.99", 0), "This machine has no interface with the address 192.0.2.99"),
        (lambda: socket_of_group("239.1.2.3", 0, "nowhere0"), "There is no interface 'nowhere0': choose one of .*lo"),
    ):
        with pytest.raises(AddressError, match=said):
            open_it()


@pytest.mark.parametrize(
    "number, said", [(errno.EACCES, "You may not listen at port 7: choose one above 1023"), (errno.EIO, "input/output")]
)
def test_what_the_system_refuses_is_said(number: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):
        def bind(self, address: Any) -> None:
            raise OSError(number, os.strerror(number))

    with monkeypatch.context() as changed:
        changed.setattr(socket, "socket", Refused)
        with pytest.raises(AddressError, match=said):
            listening_socket(LOOPBACK, 7)


def test_there_is_no_way_to_some() -> None:
    with pytest.raises(AddressError, match=r"There is no way to 255\.255\.255\.255: "):
        connected_socket("255.255.255.255", 7)


@pytest.mark.parametrize("interface", [LOOPBACK, "lo"])
def test_a_group_is_heard_by_all_who_are_in_it(interface: str) -> None:
    if interface not in (LOOPBACK, *(name for _, name in socket.if_nameindex())):
        pytest.skip("the loopback interface is called otherwise")
    with other_end() as free:
        port = port_of(free)
    first, group = socket_of_group("239.255.17.5", port, interface)
    second, _ = socket_of_group("239.255.17.5", port, interface)
    with first, second:
        first.sendto(b"verse", group)
        assert {first.recv(100), second.recv(100)} == {b"verse"}


def test_a_group_of_v6() -> None:
    if not has_v6():
        pytest.skip("there is no IPv6")
    name = next((name for _, name in socket.if_nameindex() if name.startswith("lo")), "")
    with other_end() as free:
        port = port_of(free)
    opened, group = socket_of_group("ff01::17:5", port, name)
    with opened:
        assert (group[0].partition("%")[0], group[1], group[3]) == ("ff01::17:5", port, socket.if_nametoindex(name))


@pytest.mark.parametrize(
    "address, text",
    [
        (("127.0.0.1", 7), "127.0.0.1:7"),
        (("::1", 7, 0, 0), "[::1]:7"),
        (("::ffff:10.0.0.5", 514, 0, 0), "10.0.0.5:514"),
    ],
)
def test_how_an_address_reads(address: Any, text: str) -> None:
    assert text_of(address) == text
