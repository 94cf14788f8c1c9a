"""The program's side of a live connection: the core's own, which hears of its loss once its host has said all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IAddress, IHandshakeListener
from twisted.internet.protocol import Protocol, connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.api import FrameSink
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.connection.wire_listener import NobodyListens, WireListener, kept_by
from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.core.outcomes import Verdict
from poetrygui.hosts.live.failed_attempt import FailedAttempt


class Held:
    """Hears the wire for another listener and the connection for its owner, and holds back that a call is over.

    A call into a protocol in a host is over when that has made it: until then it says nothing of it.
    """

    def __init__(self, owner: ConnectionOwner, wire: WireListener) -> None:
        """Pass on to ``owner`` and to ``wire``."""
        self.is_held = False
        """Whether a call is with the host."""
        self.owner = HeldOwner(self, owner)
        self.wire = HeldWire(self, wire)


class HeldWire:
    """The wire's side of it."""

    def __init__(self, held: Held, wire: WireListener) -> None:
        """Pass on to ``wire``."""
        self._held = held
        self.unseen = wire if isinstance(wire, UnseenWire) else None
        """What keeps to itself what is secret of what is sent; None where nothing is."""
        self.kept = kept_by(wire)
        """Where what came, and what was made of it, is kept; None where it is not."""
        self.received = wire.received
        self.sent = wire.sent
        self.event = wire.event
        self._delivered = wire.delivered

    def delivered(self) -> None:
        """Pass it on, unless the host is still at it."""
        if not self._held.is_held:
            self._delivered()


class HeldOwner(ConnectionOwner):
    """The owner's side of it."""

    def __init__(self, held: Held, owner: ConnectionOwner) -> None:
        """Pass on to ``owner``."""
        self._held = held
        self._frames_delivered = owner.frames_delivered
        for name in ("connection_made", "connection_ready", "chunk_received", "reading_resumed", "connection_ended"):
            setattr(self, name, getattr(owner, name))

    def frames_delivered(self, connection: Connection) -> None:
        """Pass it on, unless the host is still at it."""
        if not self._held.is_held:
            self._frames_delivered(connection)


class _Gone:
    """A transport that is lost, while what came before that is still to be told."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def abortConnection(self) -> None:
        """Do nothing."""

    loseConnection = abortConnection


class HostedConnection(Connection):
    """A connection on which somebody else than the host may write, too: each in its turn."""

    def send_later(self, frame: bytes, told: Callable[[str], object]) -> None:
        """Have the host send a frame; ``told`` hears an empty text once it has gone, or why it cannot be sent."""
        if self.verdict is None:
            self.wrappedProtocol.sends.frame(frame, told)

    def write(self, data: bytes) -> None:
        """Send what goes beside the protocol, behind what that is still to encode."""
        if self.wrappedProtocol is None:
            super().write(data)
        else:
            self.wrappedProtocol.sends.raw(data)

    @property
    def paced_by(self) -> Any:
        """What tells how fast this is taken: the protocol's host hears of that already, and passes it on."""
        return getattr(self.wrappedProtocol, "pace", None) or self.transport

    def go(self) -> None:
        """Take notice that the transport is lost: nothing can be done with it any more."""
        self.transport = _Gone(self.transport)
        self.reading.transport = None

    def read(self, size: int) -> None:
        """Read so much at a time from now on, as the host has learned."""
        self.reading.follow(size)
        if self.transport is not None:
            self.transport.bufferSize = self.reading.bytes

    def write_now(self, data: bytes) -> None:
        """Send what the protocol has written."""
        super().write(data)


@implementer(IHandshakeListener)
class Facing(Protocol):
    """Faces the transport for a connection, and holds the loss back: frames come before it."""

    def __init__(self, connection: Connection, lost: Callable[[Failure, Callable[[], None]], None]) -> None:
        """Have ``lost`` told of the loss, and what is to be called when all has been said."""
        self._connection = connection
        self._lost = lost
        self.dataReceived = connection.dataReceived  # type: ignore[method-assign]  # a call for each chunk less

    @property
    def verdict(self) -> Verdict | None:
        """Why the connection is ending, if that is decided."""
        return self._connection.verdict

    def decrypt_by(
        self, chunk: Callable[[bytes], None], lost: Callable[[Failure, Callable[[], None]], None]
    ) -> Callable[[Failure, Callable[[], None]], None]:
        """Hand what comes to ``chunk``, and the loss to ``lost``, from now on; return who was told of that before."""
        self.dataReceived = chunk  # type: ignore[method-assign, assignment]  # as in the beginning
        before, self._lost = self._lost, lost
        return before

    def makeConnection(self, transport: Any) -> None:
        """Pass it on."""
        self._connection.makeConnection(transport)

    def handshakeCompleted(self) -> None:
        """Pass it on."""
        self._connection.handshakeCompleted()

    def readConnectionLost(self) -> None:
        """Pass it on."""
        self._connection.readConnectionLost()

    def writeConnectionLost(self) -> None:
        """Pass it on."""
        self._connection.writeConnectionLost()

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Pass it on later."""
        self._lost(reason, lambda: self._connection.connectionLost(reason))


class HostedConnections(ConnectionFactory):
    """Makes them for protocols that are :class:`HostedProtocol`."""

    makes = HostedConnection

    def __init__(
        self,
        owner: ConnectionOwner,
        sink: FrameSink,
        poems: PoemFactory,
        connector: PoemConnector,
        blame: Callable[[Verdict], None],
        *,
        wire: WireListener | None = None,
    ) -> None:
        """Take what every factory of connections takes: ``owner``, ``sink``, ``poems``, ``connector``, ``blame``.

        And ``wire``.
        """
        self._held = Held(owner, wire or NobodyListens())
        super().__init__(self._held.owner, sink, poems, connector, blame, wire=self._held.wire)
        hosted: Any = poems.protocol
        self._destination = connector.getDestination() if hosted.has_factory else None

    def buildProtocol(self, addr: IAddress | None) -> Any:
        """Return what faces the transport."""
        connection = super().buildProtocol(addr)
        hosted = connection.wrappedProtocol
        if hosted is None:
            return connection
        facing = Facing(connection, hosted.lose)
        hosted.held = self._held
        hosted.facing = facing
        return facing

    def failed(self, reason: Failure, told: Callable[[], object] = bool) -> None:
        """Have the author's factory, if there is one, hear of it in its host, and ``told`` called then."""
        if self._destination is None:
            told()
        else:
            hosted: Any = self._poems.protocol
            FailedAttempt(self._blame, told).tell(hosted.start_host, self._destination, reason)
