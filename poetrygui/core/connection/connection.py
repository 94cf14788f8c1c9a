"""The core's own protocol: it stands between the transport and the user's protocol, and tells the one outcome."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter
from typing import Any

from twisted.internet.interfaces import IHandshakeListener, ISSLTransport
from twisted.internet.protocol import Protocol
from twisted.protocols.policies import ProtocolWrapper
from twisted.python.failure import Failure
from zope.interface import directlyProvides, implementer, providedBy

from poetrygui.api import FrameSink, Layout
from poetrygui.core.authors import foreign_protocol
from poetrygui.core.bound import Bound
from poetrygui.core.connection.asides import hear_asides
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.ending import Ending
from poetrygui.core.connection.failures import as_failure
from poetrygui.core.connection.half_close import hear_half_close
from poetrygui.core.connection.handshakes import tell_handshake, tell_loss
from poetrygui.core.connection.judging import Close, judge
from poetrygui.core.connection.parting import with_parting
from poetrygui.core.connection.reading import Reading
from poetrygui.core.connection.undelivered import with_undelivered
from poetrygui.core.connection.wire_listener import NobodyListens, WireListener, peer_text
from poetrygui.core.guard.guarded_producer import GuardedProducer
from poetrygui.core.guard.hang_guard import call_method, run_foreign
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.transports.connecting.peer import Peer


class ConnectionOwner:
    """Whom a connection reports to; each method does nothing where it is not overridden."""

    def connection_made(self, connection: Connection) -> None:
        """Hear that the transport stands; the user's protocol is told when this returns."""

    def connection_ready(self, connection: Connection) -> None:
        """Hear that bytes can flow: at once, or with TLS after the handshake."""

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        """Hear of a chunk, which goes to the user's protocol when this returns."""

    def frames_delivered(self, connection: Connection) -> None:
        """Hear that the user's protocol may have delivered something: called once for each call into it."""

    def reading_resumed(self, connection: Connection) -> None:
        """Hear that bytes can flow again after a pause."""

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Hear that the connection is over; called exactly once."""


@implementer(IHandshakeListener)
class Connection(ProtocolWrapper):
    """Faces the transport; passes what arrives to the user's protocol, and is the transport of that protocol.

    Every call into that is guarded. After the first cause of an end (:class:`Ending`) it is handed no more data.
    """

    # Twisted declares less than there is: a transport that can pause and abort, and None before and after.
    transport: Any
    wrappedProtocol: Any  # noqa: N815 - Twisted's name

    def __init__(
        self, owner: ConnectionOwner, sink: FrameSink, build: Callable[[], Protocol], wire: WireListener | None = None
    ) -> None:
        """Report to ``owner``, pass frames to ``sink``, get the protocol from ``build``, and tell ``wire`` of bytes."""
        # The last is the instance's own, since Twisted's receivers look at it before each frame.
        self.bytes_received, self.handshaking, self.disconnecting = 0, False, 0
        self._wire: WireListener = wire or NobodyListens()
        self.reading = Reading(Bound(owner.reading_resumed, self), self._wire)
        self.factory_lost: Callable[[Failure], None] | None = None
        """Told of the loss after the protocol: the author's factory, if there is one."""
        self._owner, self._ending = owner, Ending()
        self._delivery = Delivery(sink, self._ending, self._delivered, self.end)
        self.wrappedProtocol = None
        self._calls = PluginCalls(self.end, self._returned, self.protocol_asked_to_stop)
        self.wrappedProtocol = self._calls.call("buildProtocol", foreign_protocol.build_protocol, build, self._delivery)

    # Called by the transport

    def makeConnection(self, transport: Any) -> None:
        """Begin; the user's protocol hears of it as any Twisted protocol does."""
        # What the transport can do, the protocol may ask its own transport for: this object.
        directlyProvides(self, providedBy(transport))
        Protocol.makeConnection(self, transport)
        self.reading.begin(transport)
        self.handshaking = ISSLTransport.providedBy(transport)
        hear_asides(transport, self._wire, self._delivery, self._calls, self.wrappedProtocol)
        self._wire.event(EventKind.CONNECTED, peer_text(transport))
        self._owner.connection_made(self)
        if self.verdict is not None:
            # Without connectionMade there is no connectionLost either: the protocol is let go without a word.
            self.wrappedProtocol = None
            _abort(transport)
            return
        if self._calls.call("connectionMade", foreign_protocol.connect, self.wrappedProtocol, self):
            hear_half_close(self, transport)
        gc.collect(0)  # an error in a Deferred is told when that is collected, and nothing else may come for long
        if not self.handshaking and self.verdict is None:
            self._owner.connection_ready(self)

    def handshakeCompleted(self) -> None:
        """Note that TLS stands, and tell the user's protocol if it wants to know."""
        self.handshaking = False
        tell_handshake(self._wire, self.transport)
        if self.verdict is None:
            self._owner.connection_ready(self)
        if self.verdict is None:
            self._calls.call("handshakeCompleted", foreign_protocol.complete_handshake, self.wrappedProtocol)

    def dataReceived(self, data: bytes) -> None:
        """Pass a chunk on."""
        if self._ending.verdict is not None:
            return
        self.bytes_received += len(data)
        self._wire.received(data)
        started = perf_counter()
        self._owner.chunk_received(self, data)
        self._delivery.gather()
        self._calls.call("dataReceived", call_method, self.wrappedProtocol, "dataReceived", data)
        self._delivery.chunk_handled(data)
        self.reading.handled(self.transport, len(data), perf_counter() - started)

    def readConnectionLost(self) -> None:
        """Note that the other end sends no more, and tell the user's protocol, which wants to know."""
        if self.verdict is None and self.reading.half_close():
            self._calls.call("readConnectionLost", call_method, self.wrappedProtocol, "readConnectionLost")

    def writeConnectionLost(self) -> None:
        """Tell the user's protocol, which has asked for it, that this end sends no more."""
        self._calls.call("writeConnectionLost", call_method, self.wrappedProtocol, "writeConnectionLost")

    def connectionLost(self, reason: object) -> None:  # type: ignore[override]  # the default is Twisted's
        """Tell the user's protocol, then decide how the connection ended; ``reason`` may be None or anything."""
        if not self._ending.lose():
            return
        self._delivery.pass_on()
        self.reading.transport = None
        last, loss = [self.wrappedProtocol], as_failure(reason)
        peer = tell_loss(self._wire, self.transport, loss, handshaking=self.handshaking)
        judged = self._tell_loss(last, loss, peer)
        # What the protocol does as it goes may still be the cause of the end.
        self._calls.call("__del__", run_foreign, last.clear)
        self._owner.connection_ended(self, self._ending.finish(judged))

    def _tell_loss(self, last: list[Any], reason: Failure, peer: Peer) -> Verdict:
        """Tell the protocol, which nothing but ``last`` holds at the end, and return how the connection ended."""
        unfinished: str | None = None
        if last[0] is not None:
            # A protocol holds what it could not cut yet; a protocol error is no reason to lose that.
            self._calls.call("connectionLost", call_method, last[0], "connectionLost", reason)
            self.wrappedProtocol = None
            unfinished = self._calls.call("unfinished", foreign_protocol.unfinished_in, last[0])
        if self.factory_lost is not None:
            self._calls.call("clientConnectionLost", self.factory_lost, reason)
        received, passed, own = self.bytes_received, self._delivery, self._ending.own_close
        close = Close(reason, own, self.handshaking, passed.inside_frame, unfinished, passed.remarks.sentences, peer)
        told = () if self.verdict is None else passed.remarks.sentences
        verdict = with_parting(self.verdict or judge(close), self.transport, told)
        if last[0] is not None:
            ask = partial(self._calls.call, "undelivered_from", foreign_protocol.undelivered_in, last[0], received)
            verdict = with_undelivered(verdict, passed.undelivered, received, ask)
        return verdict

    def logPrefix(self) -> str:
        """Name this class in Twisted's log: asking the user's protocol would run its code unguarded."""
        return type(self).__name__

    # Called by whoever runs the connection

    def send(self, frame: bytes) -> None:
        """Have the user's protocol send a frame. Raises ValueError where it cannot carry these bytes."""
        if refusal := self._calls.call("encode", foreign_protocol.refusal_to_send, self.wrappedProtocol, frame):
            raise ValueError(refusal)

    def wire_layout(self) -> Layout | None:
        """Return the rule by which the user's protocol says that frames lie on the wire, if it knows one."""
        return self._calls.call("wire_layout", foreign_protocol.layout_of, self.wrappedProtocol)

    def end(self, verdict: Verdict) -> None:
        """End the connection now, with this verdict unless there was one before."""
        if self._ending.take_cause(verdict):
            self._delivery.pass_on()
            self.disconnecting = 1  # Twisted's receivers look at it and stop cutting
            if self.transport is not None and not self._ending.is_lost:
                _abort(self.transport)

    @property
    def verdict(self) -> Verdict | None:
        """The first cause of an end; None as long as there is none."""
        return self._ending.verdict

    @property
    def slowest_call(self) -> SlowCall | None:
        """The call into the protocol that held the event loop longest, where one did for long."""
        return self._calls.slowest

    # Called by the user's protocol, which has this object for its transport

    def write(self, data: bytes) -> None:
        """Send."""
        self.transport.write(data)
        if not self._ending.is_lost:
            self._wire.sent(data)

    def writeSequence(self, data: Iterable[bytes]) -> None:
        """Send pieces as one."""
        self.write(b"".join(data))

    def loseConnection(self) -> None:
        """Close; what a protocol does that has all it wants."""
        if self._ending.begin_own_close(self, Connection.dataReceived.__code__):
            self.disconnecting = 1
            self.transport.loseConnection()

    def abortConnection(self) -> None:
        """Close without waiting for what is still to be sent."""
        if self._ending.begin_own_close(self, Connection.dataReceived.__code__):
            _abort(self.transport)

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer told when to send."""
        self.transport.registerProducer(GuardedProducer(producer, self._calls), streaming)

    def pauseProducing(self) -> None:
        """Stop reading."""
        self.reading.pause("protocol")

    def resumeProducing(self) -> None:
        """Go on reading."""
        self.reading.resume("protocol")

    # Called by what stands between this object and the user's protocol

    def _delivered(self) -> None:
        if not self._calls.is_inside:  # the end of a call reports once for all of its frames
            self._returned()

    def _returned(self) -> None:
        self._delivery.pass_on()
        if self.wrappedProtocol is not None:
            self._wire.delivered()
            self._owner.frames_delivered(self)

    def protocol_asked_to_stop(self) -> None:
        """Close: one connection is all that a protocol can end."""
        sentence = "the protocol asked for the program to stop"
        if self.transport is None and not self._ending.is_lost:
            self.end(Verdict(Outcome.PLUGIN_FAULT, f"{sentence}, before it was connected"))
        elif sentence not in self._delivery.remarks.sentences:
            self._delivery.remark(sentence)
            self.loseConnection()


def _abort(transport: Any) -> None:
    # Not every transport of somebody else's making can close without a wait.
    getattr(transport, "abortConnection", transport.loseConnection)()
