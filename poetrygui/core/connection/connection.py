"""The core's own protocol: it stands between the transport and the user's protocol, and tells the one outcome."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from time import perf_counter
from typing import Any

from twisted.internet.interfaces import IHandshakeListener, ISSLTransport
from twisted.internet.protocol import Protocol
from twisted.protocols.policies import ProtocolWrapper
from twisted.python.failure import Failure
from zope.interface import directlyProvides, implementer, providedBy

from poetrygui.api import FrameSink
from poetrygui.core.authors import foreign_protocol
from poetrygui.core.connection.connection_owner import ConnectionOwner
from poetrygui.core.connection.failures import as_failure
from poetrygui.core.connection.judging import Close, judge
from poetrygui.core.connection.own_close import OwnClose, look_at_close
from poetrygui.core.connection.pauses import Pauses, abort
from poetrygui.core.connection.read_size import ReadSize
from poetrygui.core.connection.remarks import Remarks
from poetrygui.core.connection.undelivered import UndeliveredTail, with_undelivered
from poetrygui.core.guard.guarded_producer import GuardedProducer
from poetrygui.core.guard.hang_guard import call_method
from poetrygui.core.guard.plain_frames import plain_bytes, plain_frames
from poetrygui.core.guard.plain_text import plain_text
from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.outcomes import Outcome, Verdict

_NOT_TRUSTED = (Outcome.PROTOCOL_ERROR, Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG)


@implementer(IHandshakeListener)
class Connection(ProtocolWrapper):
    """Faces the transport; passes what arrives to the user's protocol, and is that protocol's transport and sink.

    Every call into the user's protocol is guarded. The first cause of an end stands: a fault, a protocol error, or
    :meth:`end` called from outside; only without one does the manner of the close decide. After it, neither data
    nor frames go anywhere.
    """

    # Twisted declares less than there is: a transport that can pause and abort, and None before and after.
    transport: Any
    wrappedProtocol: Any  # noqa: N815 - Twisted's name

    def __init__(self, owner: ConnectionOwner, sink: FrameSink, build: Callable[[], Protocol]) -> None:
        """Report to ``owner``, pass frames on to ``sink``, and get the user's protocol from ``build``."""
        self.bytes_received = 0
        self.chunks_received = 0
        self.verdict: Verdict | None = None
        self.inside_frame = False
        self.handshaking = False
        self.read_size = ReadSize()
        self.factory_lost: Callable[[Failure], None] | None = None
        """Told of the loss after the protocol: the author's factory, if there is one."""
        self._owner = owner
        self._frame_sink = sink
        self._remarks = Remarks()
        self._tail = UndeliveredTail()
        self._has_delivered = False  # since the last chunk came
        self._lost = False
        self._over = False
        self._own_close: OwnClose | None = None
        self.wrappedProtocol = None
        self._calls = PluginCalls(self._blame, self._returned, self.protocol_asked_to_stop)
        self._pauses = Pauses()
        self.wrappedProtocol = self._calls.call("buildProtocol", foreign_protocol.build_protocol, build, self)

    # Called by the transport

    def makeConnection(self, transport: Any) -> None:
        """Begin; the user's protocol hears of it as any Twisted protocol does."""
        # What the transport can do, the protocol may ask its own transport for: this object.
        directlyProvides(self, providedBy(transport))
        Protocol.makeConnection(self, transport)
        self.handshaking = ISSLTransport.providedBy(transport)
        self._owner.connection_made(self)
        if self.verdict is not None:
            # What never heard of a connection is not told that it was lost.
            self.wrappedProtocol = None
            abort(transport)
            return
        self._calls.call("connectionMade", call_method, self.wrappedProtocol, "makeConnection", self)
        gc.collect(0)  # an error in a Deferred is told when that is collected, and nothing else may come for long
        if not self.handshaking and self.verdict is None:
            self._owner.connection_ready(self)

    def handshakeCompleted(self) -> None:
        """Note that TLS stands, and tell the user's protocol if it wants to know."""
        self.handshaking = False
        if self.verdict is None:
            self._owner.connection_ready(self)
        if self.verdict is None:
            self._calls.call("handshakeCompleted", foreign_protocol.complete_handshake, self.wrappedProtocol)

    def dataReceived(self, data: bytes) -> None:
        """Pass a chunk on."""
        if self.verdict is not None:
            return
        self.bytes_received += len(data)
        self.chunks_received += 1
        started = perf_counter()
        self._owner.chunk_received(self, data)
        self._calls.call("dataReceived", call_method, self.wrappedProtocol, "dataReceived", data)
        if self._has_delivered:
            self._has_delivered = False
            self._tail.chunks.clear()
            # Of a frame that is delivered in parts, all is that came of it.
            if not self.inside_frame:
                self._tail.chunks.append(data)
        else:
            self._tail.add(data)
        self.read_size.handled(len(data), perf_counter() - started)
        self.transport.bufferSize = self.read_size.bytes  # where Twisted's transports look before each read

    def connectionLost(self, reason: object) -> None:  # type: ignore[override]  # the default is Twisted's
        """Tell the user's protocol, then decide how the connection ended; ``reason`` may be None or anything."""
        if self._lost:
            return
        self._lost = True
        last: list[Any] = [self.wrappedProtocol]
        verdict = self._tell_loss(last, as_failure(reason))
        # What the protocol does as it goes may still be the cause of the end.
        self._calls.call("__del__", last.clear)
        if self.verdict is None or self.verdict.outcome is verdict.outcome:
            self.verdict = verdict
        self._over = True
        self._owner.connection_ended(self, self.verdict)

    def _tell_loss(self, last: list[Any], reason: Failure) -> Verdict:
        """Tell the protocol, which nothing but ``last`` holds at the end, and return how the connection ended."""
        unfinished: str | None = None
        if last[0] is not None:
            # A protocol holds what it could not cut yet; a protocol error is no reason to lose that.
            self._calls.call("connectionLost", call_method, last[0], "connectionLost", reason)
            self.wrappedProtocol = None
            unfinished = self._calls.call("unfinished", foreign_protocol.unfinished_in, last[0])
        if self.factory_lost is not None:
            self._calls.call("clientConnectionLost", self.factory_lost, reason)
        close = Close(reason, self._own_close, self.handshaking, self.inside_frame, unfinished, self._remarks.sentences)
        verdict = self.verdict or judge(close)
        if last[0] is not None:
            ask = partial(
                self._calls.call, "undelivered_from", foreign_protocol.undelivered_in, last[0], self.bytes_received
            )
            verdict = with_undelivered(verdict, self._tail, self.bytes_received, ask)
        return verdict

    def logPrefix(self) -> str:
        """Name this class in Twisted's log: asking the user's protocol would run its code unguarded."""
        return type(self).__name__

    # Called by whoever runs the connection

    def send(self, frame: bytes) -> None:
        """Have the user's protocol send a frame. Raises ValueError where it cannot carry these bytes."""
        if refusal := self._calls.call("encode", foreign_protocol.refusal_to_send, self.wrappedProtocol, frame):
            raise ValueError(refusal)

    def end(self, outcome: Outcome, reason: str, details: str = "") -> None:
        """End the connection now, for this reason unless there was one before."""
        if self.verdict is None:
            self.verdict = Verdict(outcome, reason, details)
            self.disconnecting = 1  # Twisted's receivers look at it and stop cutting
            if self.transport is not None and not self._lost:
                abort(self.transport)

    @property
    def peer(self) -> object:
        """The address at the other end, as Twisted tells it; None before there is a transport."""
        return None if self.transport is None else self.transport.getPeer()

    @property
    def slowest_call(self) -> SlowCall | None:
        """The call into the protocol that held the event loop longest, where one did for long."""
        return self._calls.slow.worst

    @property
    def is_paused(self) -> bool:
        """Whether anybody has stopped the reading."""
        return bool(self._pauses)

    def is_paused_by(self, who: str) -> bool:
        """Whether this one has."""
        return who in self._pauses

    def pause(self, who: str) -> None:
        """Stop reading until everyone who paused has resumed."""
        self._pauses.add(who, self.transport)

    def resume(self, who: str) -> None:
        """Take this pause back."""
        if self._pauses.remove(who) and self.transport is not None and not self._lost:
            self._owner.reading_resumed(self)
            if hasattr(self.transport, "resumeProducing"):
                self.transport.resumeProducing()

    # Called by the user's protocol, which has this object for its transport

    def loseConnection(self) -> None:
        """Close; what a protocol does that has all it wants."""
        if self.verdict is None and not self._lost:
            self._note_own_close()
            self.disconnecting = 1
            self.transport.loseConnection()

    def abortConnection(self) -> None:
        """Close without waiting for what is still to be sent."""
        if self.verdict is None and not self._lost:
            self._note_own_close()
            abort(self.transport)

    def registerProducer(self, producer: Any, streaming: bool) -> None:
        """Have the producer told when to send."""
        self.transport.registerProducer(GuardedProducer(producer, self._calls), streaming)

    def pauseProducing(self) -> None:
        """Stop reading."""
        self.pause("protocol")

    def resumeProducing(self) -> None:
        """Go on reading."""
        self.resume("protocol")

    # Called by the user's protocol, which has this object for its sink

    def frame(self, data: bytes) -> None:
        """Pass a frame on."""
        if self._takes_frames():
            data = plain_bytes(data)
            self.inside_frame = False
            self._has_delivered = True
            self._frame_sink.frame(data)
            self._delivered()

    def part(self, data: bytes) -> None:
        """Pass a piece of a frame on."""
        if self._takes_frames():
            data = plain_bytes(data)
            self.inside_frame = True
            self._has_delivered = True
            self._frame_sink.part(data)
            self._delivered()

    def frames(self, frames: Sequence[bytes]) -> None:
        """Pass many frames on."""
        if self._takes_frames() and (taken := plain_frames(frames)):
            self.inside_frame = False
            self._has_delivered = True
            self._frame_sink.frames(taken)
            self._delivered()

    def fail(self, reason: str) -> None:
        """End with a protocol error."""
        reason = plain_text(reason)
        self._frame_sink.fail(reason)
        self.end(Outcome.PROTOCOL_ERROR, reason)

    def remark(self, text: str) -> None:
        """Keep a remark for the reason, and pass it on."""
        remark = self._remarks.add(text)
        if remark is not None:
            self._frame_sink.remark(remark)

    def _note_own_close(self) -> None:
        if self._own_close is None:
            self._own_close = look_at_close(self, Connection.dataReceived.__code__)

    def _takes_frames(self) -> bool:
        # While the connection is being lost, the protocol hands over what it still holds, whether that is because of
        # a reset, a stop or a timeout; after an error of its own or of the stream, what it says is not to be trusted.
        if self.verdict is None:
            return not self._over
        return self._lost and not self._over and self.verdict.outcome not in _NOT_TRUSTED

    def _delivered(self) -> None:
        # Inside a call into the protocol, the end of that call reports once for all of its frames.
        if not self._calls.is_inside:
            self._owner.frames_delivered(self)

    def _returned(self) -> None:
        if self.wrappedProtocol is not None:
            self._owner.frames_delivered(self)

    def protocol_asked_to_stop(self) -> None:
        """Close: one connection is all that a protocol can end."""
        sentence = "the protocol asked for the program to stop"
        if self.transport is None and not self._lost:
            self.end(Outcome.PLUGIN_FAULT, f"{sentence}, before it was connected")
        elif sentence not in self._remarks.sentences:
            self.remark(sentence)
            self.loseConnection()

    def _blame(self, verdict: Verdict) -> None:
        self.end(verdict.outcome, verdict.reason, verdict.details)
