"""The server's side of a WebSocket, for scripts of a server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from wsproto import ConnectionType, WSConnection, events

from tests.core.scripted_server import Script, Session

T = TypeVar("T", bound=events.Event)
PIECE = 64 * 1024


class ServerSide:
    """Speaks on a session once it has greeted."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.request: events.Request | None = None
        self.heard: list[events.Event] = []
        self._connection = WSConnection(ConnectionType.SERVER)
        self._read = 0

    async def greet(self, subprotocol: str | None = None) -> None:
        """Wait for the request, and accept it."""
        self.request = await self.hear(events.Request)
        self.say(events.AcceptConnection(subprotocol=subprotocol))

    async def hear(self, kind: type[T]) -> T:
        """Wait for an event of a kind."""
        while True:
            for event in self.heard:
                if isinstance(event, kind):
                    self.heard.remove(event)
                    return event
            received = await self.session.heard(self._read + 1)
            assert len(received) > self._read, f"the client left, and no {kind.__name__} came"
            self._connection.receive_data(received[self._read :])
            self._read = len(received)
            self.heard.extend(self._connection.events())

    def say(self, *said: events.Event) -> None:
        """Send events."""
        for event in said:
            self.session.send(self._connection.send(event))

    def messages(self, data: bytes, size: int = PIECE) -> None:
        """Send bytes as binary messages of a size."""
        self.say(*(events.BytesMessage(data[at : at + size]) for at in range(0, len(data), size)))

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close, and wait for the answer."""
        self.say(events.CloseConnection(code, reason))
        await self.hear(events.CloseConnection)
        self.session.close()


def says(*said: events.Event, code: int | None = 1000, reason: str = "") -> Script:
    """Greet, say something, and close with a code, or not at all where that is None."""

    async def script(session: Session) -> None:
        server = ServerSide(session)
        await server.greet()
        server.say(*said)
        if code is not None:
            await server.close(code, reason)

    return script


def answers_by_http(head: bytes) -> Script:
    """Read the request, and answer it so."""

    async def script(session: Session) -> None:
        while b"\r\n\r\n" not in session.received:
            await session.heard(len(session.received) + 1)
        session.send(head)
        session.close()

    return script


def in_frames(pieces: Sequence[bytes]) -> list[events.Event]:
    """Return one message in so many frames."""
    last = len(pieces) - 1
    return [events.BytesMessage(piece, message_finished=at == last) for at, piece in enumerate(pieces)]
