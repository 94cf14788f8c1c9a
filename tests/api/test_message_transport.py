"""A protocol asks whether its transport gives messages."""

from __future__ import annotations

from twisted.internet.testing import StringTransport
from zope.interface import alsoProvides

from poetrygui.api import CollectedFrames, IMessageTransport, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner


class Asking(PoemProtocol):
    asked: list[bool]

    def connectionMade(self) -> None:
        type(self).asked.append(IMessageTransport.providedBy(self.transport))


def test_what_the_transport_says_is_heard_through_the_connection() -> None:
    Asking.asked = []
    for gives_messages in (False, True):
        transport = StringTransport()
        if gives_messages:
            alsoProvides(transport, IMessageTransport)
        Connection(ConnectionOwner(), CollectedFrames(), Asking).makeConnection(transport)
    assert Asking.asked == [False, True]
