"""A host's end of the line to the program: it blocks, since a host has nothing else to do."""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from poetrygui.hosts.messages import Message, MessageReader, pack_message

_READ = 64 * 1024
_SIGN_OF_LIFE = 0.05
"""Seconds between two signs of life, which a host gives while its protocol gets on."""


class Channel:
    """Sends to the program and hears from it. Raises OSError where the program is gone."""

    def __init__(self, line: socket.socket, descriptors: Sequence[int] = ()) -> None:
        """Speak over ``line``, which blocks; ``descriptors`` came with it."""
        self.descriptors = descriptors
        self._line = line
        self._reader = MessageReader()
        self._heard: deque[Message] = deque()
        self._last_sign = time.monotonic()
        self._received = 0

    def send(self, message: Message) -> None:
        """Send a message; that it waits with how many it has received by then: a further one may be on its way."""
        if message == {"waits": True}:
            message = {"waits": self._received}
        self._line.sendall(pack_message(message))
        self._last_sign = time.monotonic()

    def gets_on(self, **told: Any) -> None:
        """Give a sign of life, with what is to be told, unless there was one just now."""
        if time.monotonic() - self._last_sign >= _SIGN_OF_LIFE:
            self.send({"gets_on": told})

    def receive(self) -> dict[str, Any]:
        """Wait for the program's next message. Raises EOFError where no more will come."""
        while not self._heard:
            data = self._line.recv(_READ)
            if not data:
                raise EOFError
            self._heard.extend(self._reader.feed(data))
        self._received += 1
        message = self._heard.popleft()
        assert isinstance(message, dict)
        return message

    def leave(self) -> tuple[socket.socket, MessageReader, list[Message]]:
        """Return the line, over which somebody else speaks from now on, what reads it, and what was heard too early."""
        return self._line, self._reader, list(self._heard)

    def has_message(self) -> bool:
        """Tell whether :meth:`receive` would not wait."""
        return bool(self._heard) or bool(select.select([self._line], [], [], 0)[0])
