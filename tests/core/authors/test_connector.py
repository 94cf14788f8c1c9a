"""What an author's factory can ask of its connector: where it leads, and to give up; never to connect again."""

from __future__ import annotations

import pytest
from twisted.internet.address import HostnameAddress, IPv4Address, UNIXAddress
from twisted.internet.interfaces import IAddress, IConnector
from zope.interface.verify import verifyObject

from poetrygui.core.authors.connector import PoemConnector


@pytest.mark.parametrize(
    "destination, host, port",
    [
        (IPv4Address("TCP", "poems.example", 80), "poems.example", 80),
        (UNIXAddress(b"/run/poems"), "", 0),
        (HostnameAddress(b"poems.example", 80), "", 80),
    ],
)
def test_it_tells_where_it_leads(destination: IAddress, host: str, port: int) -> None:
    connector = PoemConnector(destination, lambda: None)
    verifyObject(IConnector, connector)
    assert connector.getDestination() is destination
    assert (connector.host, connector.port) == (host, port)


@pytest.mark.parametrize("method, closes", [("disconnect", True), ("stopConnecting", True), ("connect", False)])
def test_it_can_be_given_up_and_never_connects_again(method: str, closes: bool) -> None:
    closed: list[str] = []
    connector = PoemConnector(UNIXAddress(b"/run/poems"), lambda: closed.append("closed"))
    getattr(connector, method)()
    assert closed == ["closed"] * closes
