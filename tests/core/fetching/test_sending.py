"""Sending on a connection: the protocol's own bytes go out, or a sentence tells why not."""

from __future__ import annotations

import pytest
from twisted.internet.testing import StringTransport

from poetrygui.api import CollectedFrames, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.fetching.sending import send_on, send_raw_on, send_telling
from poetrygui.errors import SendError


class Shout(PoemProtocol):
    """Sends in capitals, and no digits."""

    def encode(self, frame: bytes) -> bytes:
        if frame.isdigit():
            raise ValueError("a number makes no sound")
        return frame.upper()


class Mute(PoemProtocol):
    """Does not say how to send."""


def connected(protocol: type[PoemProtocol]) -> tuple[Connection, StringTransport]:
    connection, transport = Connection(ConnectionOwner(), CollectedFrames(), protocol), StringTransport()
    connection.makeConnection(transport)
    return connection, transport


def test_the_protocol_encodes_what_is_sent() -> None:
    connection, transport = connected(Shout)
    send_on(connection, "shout", b"verse")
    assert transport.value() == b"VERSE"


def test_who_asks_hears_that_it_went() -> None:
    connection, _ = connected(Shout)
    told: list[str] = []
    send_telling(connection, "shout", b"verse", told.append, is_raw=False)
    send_telling(connection, "shout", b"1", told.append, is_raw=True)
    with pytest.raises(SendError):
        send_telling(connection, "shout", b"1", told.append, is_raw=False)
    assert told == ["", ""]


def test_what_the_protocol_cannot_carry_is_told() -> None:
    connection, transport = connected(Shout)
    with pytest.raises(SendError, match=r"^This cannot be sent: a number makes no sound\.$"):
        send_on(connection, "shout", b"1")
    assert transport.value() == b""


def test_a_protocol_that_does_not_say_how_is_named() -> None:
    with pytest.raises(SendError, match=r"^The protocol mute does not say how to send: choose one that does\.$"):
        send_on(connected(Mute)[0], "mute", b"verse")


def test_there_has_to_be_a_connection() -> None:
    lost, _ = connected(Shout)
    lost.connectionLost(None)
    for connection in (None, lost):
        with pytest.raises(SendError, match="fetch the server first"):
            send_on(connection, "shout", b"verse")


def test_bytes_go_out_as_they_are_whatever_the_protocol() -> None:
    connection, transport = connected(Mute)
    send_raw_on(connection, b"\x00 5")
    assert transport.value() == b"\x00 5"
    with pytest.raises(SendError, match="no connection"):
        send_raw_on(None, b"verse")
