"""Sending on a connection what somebody asks for."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.api import PoemProtocol, can_speak
from poetrygui.core.connection.connection import Connection
from poetrygui.errors import SendError


def send_on(connection: Connection | None, protocol_name: str, frame: bytes) -> None:
    """Send one frame on a connection, whose protocol is called ``protocol_name``.

    Raises SendError where there is no connection, and where the protocol cannot send, or not this frame.
    """
    connection = _that_sends(connection, protocol_name)
    try:
        connection.send(frame)
    except ValueError as error:
        raise SendError(f"This cannot be sent: {error}.") from error


def send_telling(
    connection: Connection | None, protocol_name: str, data: bytes, told: Callable[[str], object], *, is_raw: bool
) -> None:
    """Send as :func:`send_on` does, or if ``is_raw`` as :func:`send_raw_on`, and tell ``told`` an empty text then.

    Where the protocol called ``protocol_name``, that of the ``connection``, is in another process, what becomes of the
    ``data`` is told later, and it may be why they cannot be sent.
    """
    if is_raw:
        send_raw_on(connection, data)
    elif (send_later := getattr(_that_sends(connection, protocol_name), "send_later", None)) is not None:
        send_later(data, told)
        return
    else:
        send_on(connection, protocol_name, data)
    told("")


def _that_sends(connection: Connection | None, protocol_name: str) -> Connection:
    protocol = None if connection is None else connection.wrappedProtocol
    if connection is None or protocol is None:
        raise SendError("There is no connection to send on: fetch the server first.")
    if not isinstance(protocol, PoemProtocol) or not can_speak(type(protocol)):
        raise SendError(f"The protocol {protocol_name} does not say how to send: choose one that does.")
    return connection


def send_raw_on(connection: Connection | None, data: bytes) -> None:
    """Send bytes on a connection as they are, whatever its protocol. Raises SendError where there is no connection."""
    if connection is None or connection.wrappedProtocol is None or connection.verdict is not None:
        raise SendError("There is no connection to send on: fetch the server first.")
    connection.write(data)
