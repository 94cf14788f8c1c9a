"""A WebSocket in bytes (RFC 6455): what comes is made messages of, without a socket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen
from wsproto import ConnectionType, WSConnection, events
from wsproto.connection import ConnectionState
from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import CloseReason
from wsproto.utilities import RemoteProtocolError

from poetrygui.core.transports.websockets.manner import Request


@frozen
class Accepted:
    """The server speaks; ``subprotocol`` is the one that it has chosen, if any, and messages may be compressed."""

    subprotocol: str | None
    is_compressed: bool = False


@frozen
class Rejected:
    """The server has answered by HTTP that it does not; ``location`` is where it sends us instead, if anywhere."""

    status: int
    location: str


@frozen
class Came:
    """A message; one that ``is_cut`` has only begun, and nothing comes behind it."""

    data: bytes
    is_text: bool
    is_cut: bool = False


@frozen
class Closed:
    """The server has closed with a code, and a reason if it gave one; the code is 1005 where it gave none."""

    code: int
    reason: str


@frozen
class Violated:
    """What came is no WebSocket's; ``what`` is wrong with it."""

    what: str


_SLICE = 4 * 1024
"""Bytes that are taken apart at a time where they may be compressed: of each a thousand can be made, and how many a
message has is not known before."""

Told: TypeAlias = Accepted | Rejected | Came | Closed | Violated


class WebSocketWire:
    """The client's side of one. What is to be sent because of what came, such as a pong, is in ``answers``."""

    def __init__(self, request: Request, largest: int) -> None:
        """Ask for ``request``, and take messages of no more than ``largest`` bytes."""
        self.answers: list[bytes] = []
        self._request = request
        self._largest = largest
        self._connection = WSConnection(ConnectionType.CLIENT)
        self._begun: list[bytes] = []
        self._size = 0
        self._is_text = False
        self._is_over = False
        self._slice = _SLICE if request.is_compressed else 0  # 0 takes all at a time

    def greet(self) -> bytes:
        """Return what is to be sent first."""
        headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in self._request.headers]
        asked = events.Request(
            self._request.host,
            self._request.target,
            extensions=[PerMessageDeflate()] if self._request.is_compressed else [],
            extra_headers=headers,
            subprotocols=[*self._request.subprotocols],
        )
        return self._connection.send(asked)

    def message(self, data: bytes, *, is_text: bool) -> bytes:
        """Return what carries a message; as binary where it can be no text."""
        if is_text:
            try:
                return self._connection.send(events.TextMessage(data.decode()))
            except UnicodeDecodeError:
                pass
        return self._connection.send(events.BytesMessage(data))

    def close(self) -> bytes:
        """Return what says that we want no more; nothing where that can not be said any more."""
        if self._is_over or self._connection.state is not ConnectionState.OPEN:
            return b""
        return self._connection.send(events.CloseConnection(CloseReason.NORMAL_CLOSURE))

    def receive(self, data: bytes) -> Iterator[Told]:
        """Yield what came with these bytes. After a close, and what is no WebSocket's, nothing more does."""
        at = 0
        try:
            while at < len(data) and not self._is_over:
                end = at + self._slice if self._slice else len(data)
                self._connection.receive_data(data[at:end])
                at = end
                yield from self._until_over()
        except RemoteProtocolError as error:
            yield from self._violated(str(error) or "no answer of HTTP")
        except (ValueError, IndexError):
            yield from self._violated("what the server answers on compression cannot be had (compressed)")

    def rest(self) -> Iterator[Came]:
        """Yield what came of a message that was not sent to its end, if there is any."""
        if self._begun:
            yield Came(self._take(), self._is_text, is_cut=True)

    def _until_over(self) -> Iterator[Told]:
        for event in self._connection.events():
            yield from self._told(event)
            if self._is_over:
                return

    def _told(self, event: events.Event) -> Iterator[Told]:
        match event:
            case events.TextMessage() | events.BytesMessage():
                yield from self._grown(event)
            case events.Ping():
                if self._connection.state is ConnectionState.OPEN:
                    self.answers.append(self._connection.send(event.response()))
            case events.AcceptConnection():
                self._slice = _SLICE if event.extensions else 0
                yield Accepted(event.subprotocol, bool(event.extensions))
            case events.RejectConnection():
                self._is_over = True
                found = (value.decode("latin-1") for name, value in event.headers if name.lower() == b"location")
                yield Rejected(event.status_code, next(found, ""))
            case events.CloseConnection():
                if self._connection.state is ConnectionState.OPEN:
                    # The server has sent none: this is what the library makes of what it cannot read.
                    yield from self._violated(event.reason or "no frame of a WebSocket", event.code)
                    return
                if self._connection.state is ConnectionState.REMOTE_CLOSING:
                    self.answers.append(self._connection.send(event.response()))
                self._is_over = True
                yield from self.rest()
                yield Closed(int(event.code), event.reason or "")

    def _grown(self, event: events.TextMessage | events.BytesMessage) -> Iterator[Told]:
        self._is_text = isinstance(event, events.TextMessage)
        piece = event.data.encode() if isinstance(event.data, str) else bytes(event.data)
        self._begun.append(piece)
        self._size += len(piece)
        if self._size > self._largest:
            what = f"a message is larger than the limit of {self._largest:,} bytes: raise it (largest)"
            yield from self._violated(what, CloseReason.MESSAGE_TOO_BIG)
        elif event.message_finished:
            yield Came(self._take(), self._is_text)

    def _take(self) -> bytes:
        begun, self._begun, self._size = self._begun, [], 0
        return b"".join(begun)

    def _violated(self, what: str, code: int = CloseReason.PROTOCOL_ERROR) -> Iterator[Told]:
        self._is_over = True
        if self._connection.state is ConnectionState.OPEN:
            self.answers.append(self._connection.send(events.CloseConnection(code)))
        yield from self.rest()
        yield Violated(what)
