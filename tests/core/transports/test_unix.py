"""UNIX sockets: paths that there can be, and what connects to one."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.address import UNIXAddress
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock

from poetrygui.core.transports.address import parse_address
from poetrygui.core.transports.unix import LONGEST_UNIX_PATH, Unix
from poetrygui.errors import AddressError


def test_a_socket_is_connected_to_without_a_limit_of_its_own() -> None:
    reactor: Any = MemoryReactorClock()
    parse_address("unix:/run/poems").endpoint(reactor).connect(Factory())
    assert [(path, timeout) for path, _factory, timeout, _check in reactor.unixClients] == [("/run/poems", None)]


def test_a_unix_path_that_no_socket_can_have_is_refused_with_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longest = "unix:/" + "ä" * ((LONGEST_UNIX_PATH - 1) // 2)
    assert parse_address(longest) == Unix(longest.removeprefix("unix:"))
    with pytest.raises(AddressError, match=f"{LONGEST_UNIX_PATH} at most"):
        parse_address(longest + "ä")
    # The limit is the system's own.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a" * LONGEST_UNIX_PATH)
    with socket.socket(socket.AF_UNIX) as listener, pytest.raises(OSError, match="path too long"):
        listener.bind("a" * (LONGEST_UNIX_PATH + 1))


@pytest.mark.parametrize(
    "rest, path",
    [
        ("/run/poems", "/run/poems"),
        ("path=/run/poems", "/run/poems"),
        ("relative", "relative"),
        (r"/run/a\:b", "/run/a:b"),
        (r"/run/a\=b", "/run/a=b"),
        ("/run/a b", "/run/a b"),
        # What is left to Twisted, which knows more arguments.
        ("/run/poems:timeout=3", None),
        ("", None),
        ("\\", None),
        ("address=/run/poems", None),
    ],
)
def test_which_path_an_address_says(rest: str, path: str | None) -> None:
    assert Unix.read(rest) == (None if path is None else Unix(path))


@pytest.mark.parametrize("path", ["/run/poems", "/run/a:b", "/run/a=b", "path=x", "/run/a\\", "/run/gedicht-ü"])
def test_its_address_is_read_back(path: str) -> None:
    assert parse_address(str(Unix(path))) == Unix(path)


def test_where_one_leads_is_told_by_the_bytes_of_its_path() -> None:
    assert Unix("/run/\udcff").destination == UNIXAddress(b"/run/\xff")
