"""Packets of a recording go between the ends that are known, and made-up ones of the same kind."""

from __future__ import annotations

import pytest

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.recordings.made_up_ends import made_up_ends
from poetrygui.recordings.tcp_segments import endpoint_text


@pytest.mark.parametrize(
    "address, peer, client, server",
    [
        ("127.0.0.1:4321", "", "127.0.0.1:50000", "127.0.0.1:4321"),
        ("10000", "", "127.0.0.1:50000", "127.0.0.1:10000"),
        ("poems.example:10000", "", "192.0.2.2:50000", "192.0.2.1:10000"),
        ("poems.example:10000", "10.1.2.3:10000", "192.0.2.2:50000", "10.1.2.3:10000"),
        ("tls:10.1.2.3:443", "", "192.0.2.2:50000", "10.1.2.3:443"),
        ("tls:[2001:db8::5]:80", "", "[2001:db8::2]:50000", "[2001:db8::5]:80"),
        ("[::1]:7", "", "[::1]:50000", "[::1]:7"),
        ("[fe80::1%eth0]:7", "", "[2001:db8::2]:50000", "[fe80::1]:7"),
        ("unix:/run/poems", "", "192.0.2.2:60000", "192.0.2.1:50000"),
        ("", "", "192.0.2.2:60000", "192.0.2.1:50000"),
        ("127.0.0.1:0", "", "192.0.2.2:60000", "192.0.2.1:50000"),
        ("127.0.0.1:65536", "", "192.0.2.2:60000", "192.0.2.1:50000"),
        ("127.0.0.1:50000", "", "127.0.0.1:60000", "127.0.0.1:50000"),
        ("127.0.0.1:161", "", "127.0.0.1:60000", "127.0.0.1:50000"),
    ],
)
def test_the_ends(address: str, peer: str, client: str, server: str) -> None:
    ends = made_up_ends(PoemInfo("a server", address, "raw", "", peer=peer))
    assert tuple(map(endpoint_text, ends)) == (client, server)


def test_connections_in_one_file_are_told_apart() -> None:
    info = PoemInfo("a server", "127.0.0.1:50007", "raw", "")
    ends = [made_up_ends(info, number) for number in range(10)]
    assert len(set(ends)) == 10
    assert all(client != server for client, server in ends)
