"""What the program has a protocol in a host send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from poetrygui.core.connection.connection import Connection
from poetrygui.hosts.messages import Message


class SendsThere:
    """Puts what is to be sent together from its messages, and has it sent."""

    def __init__(self, write: Callable[[bytes], object], say: Callable[[Message], None]) -> None:
        """Use ``write`` for what is to go as it is, and ``say`` when it is sent, or why it cannot be."""
        self._write = write
        self._say = say
        self._is_framed = True
        self._missing = 0
        self._pieces: list[bytes] = []

    def asked(self, message: Mapping[str, Any], connection: Connection) -> None:
        """Take how many bytes are to be sent on the ``connection``, which come next."""
        self._is_framed = "send" in message
        self._missing = message["send" if self._is_framed else "raw"]
        if not self._missing:
            self._send(connection)

    def takes(self, data: bytes, connection: Connection | None) -> bool:
        """Tell whether these bytes are to be sent on the ``connection``, and send them once all are there."""
        if not self._missing:
            return False
        self._missing -= len(data)
        self._pieces.append(data)
        if not self._missing and connection is not None:
            self._send(connection)
        return True

    def _send(self, connection: Connection) -> None:
        data = b"".join(self._pieces)
        self._pieces.clear()
        refusal = ""
        self._say({"sending": True})
        if not self._is_framed:
            self._write(data)
        elif connection.verdict is None:
            try:
                connection.send(data)
            except ValueError as error:
                refusal = str(error)[:1000] or "it is refused"
        self._say({"sent": refusal})
