"""One of the connections between which a relay stands."""

from __future__ import annotations

from functools import partial
from typing import Any
from typing import Protocol as StructuralType

from attrs import define
from twisted.internet.defer import Deferred, succeed
from twisted.internet.error import ConnectionAborted, ConnectionDone
from twisted.internet.interfaces import (
    IAddress,
    IHandshakeListener,
    IProtocol,
    ISSLTransport,
    IStreamClientEndpoint,
)
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.core.connection.half_close import hear_half_close
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.outcomes import Verdict
from poetrygui.core.transports.streams.ends import StreamBrokenError, StreamDoneError
from poetrygui.relay.heard_transport import HeardTransport
from poetrygui.relay.outflow import Outflow, outflow_to
from poetrygui.relay.towards import Towards

_GRACE = 0.1
"""Seconds in which what was written last goes on its way before a connection is broken off."""


class BrokenOffError(StreamBrokenError):
    """A relay has broken the connection off, since the other one ended; its text says how, in a sentence."""

    def __str__(self) -> str:
        return str(self.args[0])


class Between(StructuralType):
    """What stands between the sides, and decides where everything goes."""

    def connected(self, side: Side) -> None:
        """Hear that a side stands."""

    def came(self, side: Side, data: bytes) -> None:
        """Pass on what came from a side."""

    def half_closed(self, side: Side) -> None:
        """Pass on that nothing more comes from a side."""

    def filled(self, side: Side, is_full: bool) -> None:
        """Hear that a side takes no more for now, or does again."""

    def unheard(self, side: Side, verdict: Verdict | None) -> None:
        """Hear that what comes from a side is passed on, and heard no more; ``verdict`` is why, where that is known."""

    def lost(self, side: Side, is_clean: bool) -> None:
        """Hear that a side is gone."""


class Wire(StructuralType):
    """What is told of a side beside what comes: whoever records it."""

    def sent(self, data: bytes) -> None:
        """Hear what was sent there."""


@define
class Ears:
    """Who hears a side: ``wire`` of what is sent there, ``connection`` of the rest."""

    wire: Wire | None = None
    connection: Any = None


@implementer(IHandshakeListener, IStreamClientEndpoint)
class Side(Protocol):
    """Reads from its transport for ``between``, and writes there what that has for it.

    A fetch connects by it, once or, where it hears no more, again: it hears what comes, and can send nothing.
    """

    transport: Any

    def __init__(self, reactor: Any, name: str, between: Between) -> None:
        """Be ``name`` in sentences, such as the client."""
        self.name = name
        self.ears = Ears()
        self.address: IAddress | None = None
        """Where it is from, for whoever hears it."""
        self.is_lost = False
        self.reads = True
        """Whether more may come."""
        self._timers = Timers(reactor)
        self._between = between
        self._pausing: set[object] = set()
        self._outflow: Outflow | None = None
        self._reason: Exception | None = None
        self._done_writing = False

    # A fetch connects by it

    def connect(self, protocolFactory: Any) -> Deferred[IProtocol]:  # noqa: N803 - Twisted's name
        """Have a connection of the factory hear what comes, from when there is a transport."""
        connection = self.ears.connection = protocolFactory.buildProtocol(self.address)
        if self.transport is not None:
            self._begin_hearing()
        return succeed(connection)

    def by(self, endpoint: IStreamClientEndpoint) -> IStreamClientEndpoint:
        """Return what connects this side by an ``endpoint``, for a fetch."""
        return Towards(self, endpoint)

    # Called by the transport

    def makeConnection(self, transport: Any) -> None:
        """Begin."""
        self.transport = transport
        hear_half_close(self, transport)
        self._outflow = outflow_to(transport, self._filled, self._sending_failed)
        if self._pausing:
            transport.pauseProducing()
        self._begin_hearing()
        self._between.connected(self)

    def handshakeCompleted(self) -> None:
        """Pass on that TLS stands."""
        if (heard := self.ears.connection) is not None:
            heard.handshakeCompleted()

    def dataReceived(self, data: bytes) -> None:
        """Pass on what came, and have it heard."""
        self._between.came(self, data)
        if (heard := self.ears.connection) is not None:
            heard.dataReceived(data)

    def readConnectionLost(self) -> None:
        """Pass on that nothing more comes."""
        self.reads = False
        # Whatever becomes of what is sent there: all has come.
        self._end_hearing(Failure(StreamDoneError(f"the {self.name} closed the connection")))
        self._between.half_closed(self)
        self._close_if_done()

    def writeConnectionLost(self) -> None:
        """Close, where nothing more comes either."""
        self._done_writing = True
        self._close_if_done()

    def connectionLost(self, reason: Any = None) -> None:
        """Tell whoever hears, and the other side."""
        self.is_lost = True
        self.transport = self._outflow = None
        self._timers.cancel("close", "abort", "lost")
        is_clean = isinstance(reason, Failure) and bool(reason.check(ConnectionDone))
        if self._reason is not None:
            reason = Failure(self._reason)
        elif isinstance(reason, Failure) and reason.type is ConnectionDone:
            reason = Failure(StreamDoneError(f"the {self.name} closed the connection"))
        self._end_hearing(reason)
        self._between.lost(self, is_clean)

    # Called by what stands between

    def write(self, data: bytes) -> None:
        """Send what came from another side."""
        if self._outflow is not None:
            self._outflow.write(data)
            if self.ears.wire is not None:
                self.ears.wire.sent(data)

    def pause(self, who: object) -> None:
        """Read no more until everyone who paused has resumed."""
        if not self._pausing and self._can_read:
            self.transport.pauseProducing()
        self._pausing.add(who)

    def resume(self, who: object) -> None:
        """Take a pause back."""
        was_paused = bool(self._pausing)
        self._pausing.discard(who)
        if was_paused and not self._pausing and self._can_read:
            self.transport.resumeProducing()

    def finish_writing(self) -> bool:
        """Tell that nothing more comes, once all is sent; return whether such a transport can tell that."""
        transport = self.transport
        if transport is None or self._done_writing:
            return True
        if ISSLTransport.providedBy(transport) or not hasattr(transport, "loseWriteConnection"):
            return False
        transport.unregisterProducer()
        transport.loseWriteConnection()
        return True

    def close(self, why: str) -> None:
        """Close once all is sent; ``why`` is a sentence."""
        if self._begin_end(StreamDoneError(why)):
            self.transport.unregisterProducer()
            self.transport.loseConnection()

    def close_later(self, seconds: float, why: str) -> None:
        """Close in so many seconds, unless it has gone by then."""
        self._timers.set_once("close", seconds, partial(self.close, why))

    def break_off(self, why: str) -> None:
        """Break the connection off, as the other was, once what came before that is sent; ``why`` is a sentence."""
        if self._begin_end(BrokenOffError(why)) and not self.is_full:
            self._timers.set_once("abort", _GRACE, self.abort)

    def abort(self) -> None:
        """Break the connection off now."""
        if self.transport is not None:
            getattr(self.transport, "abortConnection", self.transport.loseConnection)()

    # Called by what stands between it and its neighbours

    def hear_no_more(self) -> None:
        """Pass on what comes from now on without its being heard; whoever heard it is told that it is over."""
        heard, self.ears.connection = self.ears.connection, None
        if heard is not None:
            self.resume("heard")
            self._timers.set("unheard", 0, partial(heard.connectionLost, Failure(ConnectionAborted())))
            self._between.unheard(self, heard.verdict)

    def _filled(self, is_full: bool) -> None:
        self._between.filled(self, is_full)
        # All is sent that was to be before that.
        if not is_full and isinstance(self._reason, BrokenOffError):
            self._timers.set_once("abort", _GRACE, self.abort)

    def _sending_failed(self, error: Exception) -> None:
        # The system tells of it once: whoever reads next would find an ordinary end there.
        self.pause("lost")
        self._timers.set("lost", 0, partial(self.transport.connectionLost, Failure(error)))

    @property
    def is_full(self) -> bool:
        """Whether nothing is to be written just now."""
        return self._outflow is not None and self._outflow.is_full

    @property
    def _can_read(self) -> bool:
        return self.transport is not None and self.reads and hasattr(self.transport, "pauseProducing")

    def _begin_hearing(self) -> None:
        if (heard := self.ears.connection) is not None:
            heard.makeConnection(HeardTransport(self, self.transport))

    def _end_hearing(self, reason: Any) -> None:
        heard, self.ears = self.ears.connection, Ears()
        if heard is not None:
            heard.connectionLost(reason)

    def _begin_end(self, reason: Exception) -> bool:
        if self.transport is None or self._reason is not None:
            return False
        self._reason = reason
        return True

    def _close_if_done(self) -> None:
        if self._done_writing and not self.reads and self.transport is not None:
            self.transport.loseConnection()
