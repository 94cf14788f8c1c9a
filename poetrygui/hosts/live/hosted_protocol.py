"""What stands in a connection for a protocol that runs in a host."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from twisted.internet.interfaces import IDelayedCall
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.core.connection.delivery import Delivery
from poetrygui.core.outcomes import Outcome, Undelivered, Verdict
from poetrygui.hosts.confinement.allowed import Allowed
from poetrygui.hosts.headway import LIMIT
from poetrygui.hosts.host import Host, HostEnd
from poetrygui.hosts.live.frames_packed import FramesHeard
from poetrygui.hosts.live.hosted_connections import Held, HostedConnections
from poetrygui.hosts.live.proxied_transport import address_told
from poetrygui.hosts.live.verdict_told import loss_told, verdict_heard, verdict_told
from poetrygui.hosts.live.whole_lines import WholeLines
from poetrygui.hosts.messages import Message
from poetrygui.hosts.warm import WarmProcess
from poetrygui.plugins.pinned import PinnedProtocol

RUNNER = "poetrygui.hosts.live.live_side"
_HOST = "host"
MOST_IN_A_CALL = 32 * 1024 * 1024
"""Bytes of frames after which they are written, though the call that makes them is not over."""
_BETWEEN_LOOKS = 0.02
"""Seconds between two looks whether a host that was to wait for the disk can be heard again."""
_LARGEST = 1024 * 1024


class HostedProtocol(PoemProtocol):
    """Hands what comes to a host, and does what the protocol there does. Made by :func:`hosted`."""

    connections: ClassVar[type[HostedConnections]] = HostedConnections
    start_host: ClassVar[Callable[..., Host]]
    reactor: ClassVar[Any]
    pinned: ClassVar[PinnedProtocol]
    held: Held
    transport: Any

    def connectionMade(self) -> None:
        """Start the host."""
        self._heard_frames = FramesHeard(self._frames_go_to)
        self._owed = 0  # chunks that are with the host
        self._last: list[Message] = []  # what came since the loss, in the order in which it is to be told
        self._release: Callable[[], None] | None = None
        self._is_over = False  # whether the host says nothing more
        self._is_writing = False
        self._in_call = 0  # bytes of frames
        self._next_look: IDelayedCall | None = None
        self._has_judged = False
        self._left: Undelivered | None = None
        told = {
            "protocol": self.pinned.as_json(),
            "peer": address_told(self.transport.getPeer()),
            "host": address_told(self.transport.getHost()),
        }
        # Nothing is read before the protocol there is connected, which may have something to say first.
        self.transport.reading.pause(_HOST, is_told=False)
        self._host = type(self).start_host(told, self._heard, self._ended)
        # What the host has the server sent and that does not take is not held here, but there.
        self.transport.registerProducer(_LineHeldBack(self._host), True)

    def dataReceived(self, data: bytes) -> None:
        """Hand it to the host, and read no more before that has made of it what it can."""
        if self._is_over:
            return
        for start in range(0, len(data), _LARGEST):
            self._owed += 1
            self._host.send(data[start : start + _LARGEST])
        self.held.is_held = True
        self.transport.reading.pause(_HOST, is_told=False)

    def lose(self, reason: Failure, release: Callable[[], None]) -> None:
        """Tell the host that the connection is lost, and call ``release`` when it has said all that it has to say."""
        if not hasattr(self, "_host") or self._is_over:
            release()
            return
        self._release = release
        if (cause := self.transport.verdict) is not None:
            self._host.send({"end": verdict_told(cause)})
        self._host.send(loss_told(reason))

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        """Deliver what came since the loss."""
        self._release = None
        if self._next_look is not None:
            self._next_look.cancel()
        for message in self._last:
            self._frames(message)
        if self._has_judged and isinstance(self.sink, Delivery):
            # The host knows which chunk was being handled when the last frame came.
            self.sink.undelivered.chunks[:] = [] if self._left is None else [self._left.data]
        if not self._is_over:
            # Whoever runs the connection waits no longer.
            self._is_over = True
            self._host.stop()

    def undelivered_from(self, received: int) -> int | None:
        """Return what the host has said."""
        return self._left.at if self._left is not None and self._left.is_exact else None

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
            elif self._is_writing and isinstance(message, bytes):
                self._is_writing = False
                self.transport.write(message)
            elif self._release is not None:
                self._last.append(message)
            else:
                self._frames(message)
                self._regulate(message)
        except (KeyError, ValueError, TypeError) as error:
            self._fail(Verdict(Outcome.PLUGIN_FAULT, f"its process sent garbage ({error})"))
            self._host.stop()

    def _frames(self, message: Message) -> None:
        if isinstance(message, array):
            self._heard_frames.numbers(message)
        elif isinstance(message, bytes):
            self._heard_frames.data(message)

    def _regulate(self, message: Message) -> None:
        """Have what came written where it is much, and the host wait where the disk is behind."""
        self._in_call += len(message)
        if self.held.is_held and self._in_call > MOST_IN_A_CALL:
            self._let_be_over()
            self.held.is_held = True
        if self._next_look is None and self._has_to_wait:
            self._host.hold_back()
            self._next_look = self.reactor.callLater(_BETWEEN_LOOKS, self._look)

    @property
    def _has_to_wait(self) -> bool:
        waits: bool = self.transport.reading.is_paused_beside(_HOST, "protocol")
        return waits

    def _look(self) -> None:
        self._next_look = None
        if self._has_to_wait and self.transport.verdict is None:
            self._next_look = self.reactor.callLater(_BETWEEN_LOOKS, self._look)
        else:
            self._host.hear_again()

    def _do(self, message: Mapping[str, Any]) -> None:
        if "handled" in message:
            self._handled(int(message["handled"]))
        elif "write" in message:
            self._is_writing = True
        elif "verdict" in message:
            self._over(verdict_heard(message["verdict"]))
        elif "problem" in message:
            self._fail(Verdict(Outcome.PLUGIN_FAULT, str(message["problem"]), str(message["details"])))
        elif self._release is None:
            for word, call in (
                ("lose", self.transport.loseConnection),
                ("abort", self.transport.abortConnection),
                ("pause", self.transport.pauseProducing),
                ("resume", self.transport.resumeProducing),
            ):
                if word in message:
                    call()

    def _handled(self, chunks: int) -> None:
        self._owed -= chunks
        if self._owed < 0:
            raise ValueError("more chunks than there were")
        if not self._owed:
            self._let_be_over()
            self.transport.reading.resume(_HOST)

    def _over(self, verdict: Verdict) -> None:
        """Take the verdict of the host, which has judged as a connection does here."""
        self._has_judged, self._left = True, verdict.undelivered
        self._fail(verdict)

    def _fail(self, verdict: Verdict) -> None:
        self._is_over = True
        self._let_be_over()
        self.transport.end(verdict)
        self._let_go()

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

    def _let_go(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            release()


class _LineHeldBack:
    """Hears nothing from a host while the server takes nothing of what that has it sent."""

    def __init__(self, host: Host) -> None:
        self._host = host

    def pauseProducing(self) -> None:
        """Hear nothing."""
        self._host.hold_back()

    def resumeProducing(self) -> None:
        """Hear again."""
        self._host.hear_again()

    def stopProducing(self) -> None:
        """Let it be: its host ends with the connection."""


def hosted(
    reactor: Any,
    pinned: PinnedProtocol,
    warm: WarmProcess,
    allowed: Allowed,
    *,
    on_lines: Callable[[bytes], object] = bool,
    limit: float = LIMIT,
) -> type[PoemProtocol]:
    """Return a class that stands for the ``pinned`` protocol, each of whose instances has a host of ``warm``.

    Its time is that of ``reactor``; it is ``allowed`` so much. ``on_lines`` gets what it prints, in whole lines;
    ``limit`` is how many seconds it may make no headway.
    """

    def start(told: dict[str, Any], on_message: Callable[[Message], None], on_end: Callable[[HostEnd], None]) -> Host:
        lines = WholeLines(on_lines)

        def ended(end: HostEnd) -> None:
            lines.end()
            on_end(end)

        return warm.run(f"{RUNNER}:run", told, on_message, ended, limit, allowed=allowed, on_output=lines.feed)

    return type("Hosted", (HostedProtocol,), {"start_host": staticmethod(start), "pinned": pinned, "reactor": reactor})
