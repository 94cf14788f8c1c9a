"""What stands in a connection for a protocol that runs in a host."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from twisted.internet.interfaces import IHandshakeListener
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from zope.interface import implementer

from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.connection.failures import as_failure, meaning_of_loss
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.transports.connecting.peer import peer_of
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.frames_packed import HANDLED, HANDLED_SIZE, FramesHeard
from poetrygui.hosts.live.hosted_calls import HostedCalls
from poetrygui.hosts.live.hosted_connections import Facing, Held, HostedConnections
from poetrygui.hosts.live.hosted_pace import HostedPace
from poetrygui.hosts.live.hosted_sends import HostedSends
from poetrygui.hosts.live.transport_asked import do_with
from poetrygui.hosts.live.transport_told import peer_told, transport_told
from poetrygui.hosts.live.verdict_told import loss_told, verdict_heard, verdict_told
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol

_HOST = "host"
MOST_IN_A_CALL = 32 * 1024 * 1024
"""Bytes of frames after which they are written, though the call that makes them is not over."""


@implementer(IHandshakeListener)
class HostedProtocol(PoemProtocol):
    """Hands what comes to a host, and does what the protocol there does. Each protocol has its own class of these."""

    connections: ClassVar[type[HostedConnections]] = HostedConnections
    start_host: ClassVar[Callable[..., Host]]
    reactor: ClassVar[Any]
    pinned: ClassVar[PinnedProtocol]
    stands_for: ClassVar[type[PoemProtocol] | None] = None
    descriptors: ClassVar[int] = 2  # the lines to a host
    held: Held
    facing: Facing
    transport: Any

    def connectionMade(self) -> None:
        """Start the host."""
        self._last: list[Message] = []  # what came since the loss, in the order in which it is to be told
        self._release: Callable[[], None] | None = None
        self._is_over = False  # whether the host says nothing more
        self._is_writing = False
        self._in_call = 0  # bytes of frames
        self._judged: Verdict | None = None
        # Nothing is read before the protocol there is connected, which may have something to say first.
        self.transport.reading.pause(_HOST, is_told=False)
        told = {"protocol": self.pinned.as_json(), **transport_told(self.transport)}
        start = type(self).start_host
        try:
            self._calls = calls = HostedCalls(lambda descriptor: start(told, self._heard, self._ended, descriptor))
        except OSError as error:
            # That is no fault of the protocol's.
            why = error.strerror or str(error)
            self._fail(Verdict(Outcome.UNREACHABLE, f"no process could be started for the protocol: {why.lower()}"))
            return
        self._host = calls.host
        self._heard_frames = FramesHeard(self._frames_go_to, calls.window, calls.pages)
        unseen = self.held.wire.unseen
        self.sends = HostedSends(self._host.send, self._write, self._cannot_send, unseen)
        self._pace = HostedPace(self.reactor, self._host, self.transport, lambda: self._has_to_wait)

    def handshakeCompleted(self) -> None:
        """Pass it on, with what is known of the server."""
        if not self._is_over:
            self._calls.other({"handshake": peer_told(self.transport)})
            self._wait()

    def dataReceived(self, data: bytes) -> None:
        """Hand it to the host, and read no more before that has made of it what it can."""
        if self._is_over:
            return
        self._calls.chunk(data)
        self._wait()

    def send(self, frame: bytes) -> None:
        """Have it encoded and sent there."""
        self.sends.frame(frame)

    def readConnectionLost(self) -> None:
        """Pass it on."""
        self._tell_half("read")

    def writeConnectionLost(self) -> None:
        """Pass it on."""
        self._tell_half("write")

    def lose(self, reason: Failure, release: Callable[[], None]) -> None:
        """Tell the host that the connection is lost, and call ``release`` when it has said all that it has to say."""
        if not hasattr(self, "_host") or self._is_over:
            release()
            return
        self._release = release
        self.transport.go()
        if (cause := self.transport.verdict) is not None:
            self._host.send({"end": verdict_told(cause)})
        real = self.transport.transport
        peer = peer_of(real) if self.transport.handshaking else None
        self._host.send(loss_told(reason, meaning_of_loss(as_failure(reason), self.transport.handshaking, peer)))

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Deliver what came since the loss."""
        if not hasattr(self, "_pace"):
            return
        self._release = None
        self._pace.end()
        for message in self._last:
            self._frames(message)
        if self._judged is not None and isinstance(self.sink, Delivery):
            # The host knows which chunk was being handled when the last frame came.
            left = self._judged.undelivered
            self.sink.undelivered.chunks[:] = [] if left is None else [left.data]
        self._calls.close()
        if not self._is_over:
            # Whoever runs the connection waits no longer.
            self._is_over = True
            self._host.stop()

    def undelivered_from(self, received: int) -> int | None:
        """Return what the host has said."""
        left = None if self._judged is None else self._judged.undelivered
        return left.at if left is not None and left.is_exact else None

    # What the host says

    def _frames_go_to(self) -> FrameSink:
        assert self.sink is not None
        return self.sink

    def _heard(self, message: Message) -> None:
        if self._is_over:
            return
        try:
            if isinstance(message, dict):
                self._do(message)
            elif isinstance(message, array) and len(message) == HANDLED_SIZE and message[0] == HANDLED:
                self._handled(*message[1:])
            elif self._is_writing and isinstance(message, bytes):
                self._is_writing = False
                self.sends.written(message)
            elif self._release is not None:
                self._last.append(message)
            else:
                self._in_call += self._frames(message)
                if self.held.is_held and self._in_call > MOST_IN_A_CALL:
                    self._let_be_over()
                    self.held.is_held = True
                self._pace.delivered()
        except (KeyError, ValueError, TypeError) as error:
            self._fail(Verdict(Outcome.PLUGIN_FAULT, f"its process sent garbage ({error})"))
            self._host.stop()

    def _frames(self, message: Message) -> int:
        if isinstance(message, array):
            return self._heard_frames.numbers(message)
        if isinstance(message, bytes):
            self._heard_frames.data(message)
        return len(message)

    @property
    def _has_to_wait(self) -> bool:
        return self.transport.verdict is None and self.transport.reading.is_paused_beside(_HOST, "protocol")

    def _do(self, message: Mapping[str, Any]) -> None:
        if "write" in message:
            self._is_writing = True
        elif "sending" in message or "sent" in message:
            self.sends.heard(message)
        elif "verdict" in message:
            # The host has judged as a connection does here.
            self._judged = verdict_heard(message["verdict"])
            self._fail(self._judged)
        elif "problem" in message:
            self._fail(Verdict(Outcome.PLUGIN_FAULT, str(message["problem"]), str(message["details"])))
        elif self._release is None:
            do_with(self.transport, message, self._pace, self.facing)

    def _write(self, data: bytes) -> None:
        if not self._is_over and self._release is None:
            self.transport.write_now(data)
            self._pace.written(len(data))

    def _cannot_send(self, refusal: str) -> None:
        # As where one's own process is asked: that is no fault of the protocol's.
        self.transport.end(Verdict(Outcome.STOPPED, f"This cannot be sent: {refusal.rstrip('.')}"))

    def _tell_half(self, which: str) -> None:
        if not self._is_over and self._release is None:
            self._calls.other({"half": which})
            self._wait()

    def _wait(self) -> None:
        """Read nothing more before the host has made the call, which is not over until then."""
        self.held.is_held = True
        self.transport.reading.pause(_HOST, is_told=False)

    def _handled(self, calls: int, reads: int, heard: int) -> None:
        self.transport.read(reads)
        if self._calls.made(calls, heard):
            self._let_be_over()
            self.transport.reading.resume(_HOST)

    def _fail(self, verdict: Verdict) -> None:
        self._is_over = True
        self._let_be_over()
        self.transport.end(verdict)
        release, self._release = self._release, None
        if release is not None:
            release()

    def _let_be_over(self) -> None:
        """Tell that the call is over which the host was making."""
        self._in_call = 0
        if self.held.is_held:
            self.held.is_held = False
            self.held.wire.delivered()
            self.held.owner.frames_delivered(self.transport)

    def _ended(self, end: HostEnd) -> None:
        if not self._is_over:
            outcome = Outcome.PLUGIN_HANG if end.is_hang else Outcome.PLUGIN_FAULT
            problem = end.problem or "its process ended before its connection did"
            self._fail(Verdict(outcome, problem, end.output))
