"""What a host says of a connection, and what is done then; where it ends for another one, it is begun anew."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from attrs import evolve

from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.live.bytes_there import reads_what_is_there
from poetrygui.hosts.live.end_details import sentence_of_end, verdict_of_end
from poetrygui.hosts.live.framed_again import FramedAgain
from poetrygui.hosts.live.frames_packed import HANDLED, HANDLED_SIZE, FramesHeard
from poetrygui.hosts.live.hosted_calls import HostedCalls
from poetrygui.hosts.live.hosted_connections import Facing, Held
from poetrygui.hosts.live.hosted_pace import HostedPace
from poetrygui.hosts.live.hosted_sends import HostedSends
from poetrygui.hosts.live.repeated_rows import RepeatedRows
from poetrygui.hosts.live.seat import Seat
from poetrygui.hosts.live.transport_asked import do_with
from poetrygui.hosts.live.verdict_told import verdict_heard
from poetrygui.hosts.messages import Message

_HOST = "host"
MOST_IN_A_CALL = 32 * 1024 * 1024
"""Bytes of frames after which they are written, though the call that makes them is not over."""


class HostedHearing(PoemProtocol):
    """Hears what the protocol in the host does, and does it."""

    reactor: ClassVar[Any]
    held: Held
    facing: Facing
    pace: HostedPace
    transport: Any

    def begin_hearing(self, start: Callable[[Callable[[Message], None], Callable[[HostEnd], None]], Seat]) -> None:
        """Have ``start`` give a place in a host, which says what there is to be heard."""
        self._last: list[Message] = []  # what came since the loss, in the order in which it is to be told
        self._release: Callable[[], None] | None = None
        self._is_over = False  # whether the host says nothing more
        self._is_writing = False
        self._in_call = 0  # bytes of frames
        self._judged: Verdict | None = None
        self._again: FramedAgain | None = None
        self._difference = ""
        self.transport.reading.read_now = reads_what_is_there(self.transport.transport)
        # Nothing is read before the protocol there is connected, which may have something to say first.
        self.transport.reading.pause(_HOST, is_told=False)
        try:
            self._calls = calls = HostedCalls(lambda: start(self._heard, self._ended))
        except OSError as error:
            # That is no fault of the protocol's.
            why = error.strerror or str(error)
            self._fail(Verdict(Outcome.UNREACHABLE, f"no process could be started for the protocol: {why.lower()}"))
            return
        self._heard_frames = FramesHeard(self._frames_go_to, calls.window, calls.pages)
        unseen = self.held.wire.unseen
        self.sends = HostedSends(calls.host.send, self._write, self._cannot_send, unseen, calls.note)
        self.pace = HostedPace(self.reactor, calls.host, self.transport, lambda: self._has_to_wait)

    def wait(self) -> None:
        """Read nothing more before the host has made the call, which is not over until then."""
        self.held.is_held = True
        self.transport.reading.pause(_HOST, is_told=False)

    # What the host says

    def _frames_go_to(self) -> FrameSink:
        assert self.sink is not None
        return self.sink

    def _heard(self, message: Message) -> None:
        if self._is_over:
            return
        try:
            if self._calls.tls is not None and self._calls.tls.takes(message):
                pass
            elif isinstance(message, dict):
                self._do(message)
            elif isinstance(message, array) and len(message) == HANDLED_SIZE and message[0] == HANDLED:
                self._handled(*message[1:])
            elif self._is_writing and isinstance(message, bytes):
                self._is_writing = False
                self.sends.written(message)
            elif self._again is not None:
                self._frames(message)
            elif self._release is not None:
                self._last.append(message)
            else:
                self._in_call += self._frames(message)
                if self.held.is_held and self._in_call > MOST_IN_A_CALL:
                    self._let_be_over()
                    self.held.is_held = True
                self.pace.delivered()
        except (KeyError, ValueError, TypeError) as error:
            problem = f"its process sent garbage ({error})"
            self._calls.host.stop(problem)
            self._fail(Verdict(Outcome.PLUGIN_FAULT, problem))

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
            self._judged = judged = verdict_heard(message["verdict"])
            self._fail(evolve(judged, reason="; ".join(filter(None, (judged.reason, self._difference)))))
        elif "problem" in message:
            self._fail(Verdict(Outcome.PLUGIN_FAULT, str(message["problem"]), str(message["details"])))
        elif self._again is not None and ("pause" in message or "resume" in message):
            self._again.is_paused = "pause" in message
        elif "start_tls" in message:
            self._calls.begin_tls(self.transport, self.facing, self.held.wire, self.wait)
            self.sends.is_direct = False
        elif self._release is None:
            do_with(self.transport, message, self.pace, self.facing)

    def _write(self, data: bytes) -> None:
        if not self._is_over and self._release is None:
            self.transport.write_now(data) if self._calls.tls is None else self._calls.tls.sent(data)
            self.pace.written(len(data))

    def _cannot_send(self, refusal: str) -> None:
        # As where one's own process is asked: that is no fault of the protocol's.
        self.transport.end(Verdict(Outcome.STOPPED, f"This cannot be sent: {refusal.rstrip('.')}"))

    def _handled(self, calls: int, reads: int, heard: int) -> None:
        self.transport.read(reads)
        if self._calls.made(calls, heard):
            self._go_on() if self._again is None else self._again.go_on()

    def _go_on(self) -> None:
        self._let_be_over()
        self.transport.reading.resume(_HOST)

    def _let_be_over(self) -> None:
        """Tell that the call is over which the host was making."""
        self._in_call = 0
        if self.held.is_held:
            self.held.is_held = False
            self.held.wire.delivered()
            self.held.owner.frames_delivered(self.transport)

    # The end, or a second chance

    def _fail(self, verdict: Verdict) -> None:
        self._is_over = True
        self._let_be_over()
        self.transport.end(verdict)
        if hasattr(self, "_calls") and self._calls.tls is not None:
            self._calls.tls.all_made()
        release, self._release = self._release, None
        if release is not None:
            release()

    def _ended(self, end: HostEnd) -> None:
        if self._is_over:
            return
        problem = sentence_of_end(end)
        if not end.is_others or self.transport.verdict is not None:
            self._fail(verdict_of_end(end, self._calls, is_lost=self._release is not None))
        elif lacks := self._begin_again(is_orphan=end.is_orphan):
            self._fail(Verdict(Outcome.PLUGIN_FAULT, f"{problem}, {lacks}"))

    def _begin_again(self, *, is_orphan: bool) -> str:
        """Go on in another host, which is told all that came; return what is lacking for that, if anything is.

        The one before ended with what all come from if it ``is_orphan``.
        """
        calls, delivered, kept = self._calls, self._heard_frames, self.held.wire.kept
        if calls.tls is not None:
            return "and its TLS was begun there"
        if self._again is not None or not calls.has_chance(is_orphan=is_orphan):
            return "and that not for the first time"
        if not self.sends.is_kept:
            return "and more was sent than can be told to a new one"
        if not calls.is_all_there(kept):
            return "and what came is not recorded, so that it cannot be told to a new one"
        self._last.clear()
        self._is_writing = False
        self.wait()
        try:
            before = calls.begin_again(kept, is_orphan=is_orphan)
        except OSError as error:
            return f"and there could be no new one: {(error.strerror or str(error)).lower()}"
        rows = RepeatedRows(self._frames_go_to(), delivered.frames, delivered.inside, kept, self._say_difference)
        ends: Any = {"over": self._has_begun_again, "failed": self._cannot_begin_again}
        again = self._again = FramedAgain(before, calls, rows, **ends)
        self._heard_frames = FramesHeard(
            lambda: self._frames_go_to() if rows.is_through else rows, calls.window, calls.pages
        )
        self.sends.begin_again(calls.host.send)
        self.pace.goes_on_in(calls.host)
        again.begin()
        return ""

    def _has_begun_again(self) -> None:
        again, self._again = self._again, None
        if again is not None and again.is_paused is not self.transport.reading.is_paused_by("protocol"):
            self.transport.pauseProducing() if again.is_paused else self.transport.resumeProducing()
        self.sends.go_on()
        if self._release is None:
            self._go_on()

    def _cannot_begin_again(self, why: str) -> None:
        self._fail(
            Verdict(Outcome.PLUGIN_FAULT, f"its process has ended, and a new one cannot be told what came: {why}")
        )

    def _say_difference(self, at: int) -> None:
        self._difference = (
            "its process has ended, and a new one made other rows of the same, from "
            f"byte {at:,} of them on: what was shown stays"
        )
