"""Sending on a connection what somebody asks for."""

from __future__ import annotations

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.connection.connection import Connection
from poetrygui.errors import SendError


def send_on(connection: Connection | None, protocol_name: str, frame: bytes) -> None:
    """Send one frame on a connection, whose protocol is called ``protocol_name``.

    Raises SendError where there is no connection, and where the protocol cannot send, or not this frame.
    """
    protocol = None if connection is None else connection.wrappedProtocol
    if connection is None or protocol is None:
        raise SendError("There is no connection to send on: fetch the server first.")
    if not isinstance(protocol, PoemProtocol) or not can_speak(type(protocol)):
        raise SendError(f"The protocol {protocol_name} does not say how to send: choose one that does.")
    try:
        connection.send(frame)
    except ValueError as error:
        raise SendError(f"This cannot be sent: {error}.") from error


def send_raw_on(connection: Connection | None, data: bytes) -> None:
    """Send bytes on a connection as they are, whatever its protocol. Raises SendError where there is no connection."""
    if connection is None or connection.wrappedProtocol is None or connection.verdict is not None:
        raise SendError("There is no connection to send on: fetch the server first.")
    connection.write(data)
