"""Holding a conversation with a server: saying what is to be said, waiting for frames, answering them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from poetrygui.api import FrameSink, PoemProtocol
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.fetching.heard import Heard, Tail
from poetrygui.core.fetching.passwords import Passwords, ask_for_passwords
from poetrygui.core.fetching.script import Answer, Say, WaitFor, script_of
from poetrygui.core.fetching.sending import send_on
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.fetching.unseen import UnseenWire
from poetrygui.core.outcomes import Outcome, Verdict
from poetrygui.core.servers.conversation import Turn
from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.turn_kinds import Does
from poetrygui.errors import PatternError, SendError


class Conversation(ConnectionOwner):
    """Stands between a connection and its owner, and says on it what the script has.

    Frames are heard as they are delivered and looked at when the call into the protocol is over: what is said is said
    between two calls, and a slow pattern is no fault of the protocol's.
    """

    def __init__(
        self, reactor: Any, server: Server, protocol: type[PoemProtocol], passwords: Passwords | None = None
    ) -> None:
        """Prepare what is to be said to ``server``; ``protocol`` frames it. Its time is the reactor's.

        ``passwords`` are those that are sent; without them, they are asked for by :meth:`when_ready`.
        """
        self.problem = ""
        """What is wrong with it, in a sentence; then there is to be no connection."""
        self._reactor = reactor
        self._server = server
        self._protocol = protocol
        self._timers = Timers(reactor)
        self._owner = ConnectionOwner()
        self._steps: deque[Say | WaitFor] = deque()
        self._answers: Sequence[tuple[Answer, Tail]] = ()
        self._heard = Heard()
        self._tail = Tail()
        self._is_saying = False
        self._wire: UnseenWire | None = None
        if passwords is not None or not self._has(Does.SEND_PASSWORD):
            self._write(passwords or {}, "")

    @property
    def waiting(self) -> str:
        """Why it is not known yet what is to be said, in a sentence; nothing where it is."""
        is_known = self._steps or self.problem or not self._has(Does.SEND_PASSWORD)
        return "" if is_known else "Waits for the system's keyring."

    def when_ready(self, begin: Callable[[], object]) -> None:
        """Have ``begin`` called once it is known what is to be said, or that it cannot be known."""

        def answered(passwords: Passwords, problem: str) -> None:
            self._write(passwords, problem)
            begin()

        if self.waiting:
            ask_for_passwords(self._reactor, self._server.conversation, answered)
        else:
            begin()

    def between(self, owner: ConnectionOwner, wire: WireListener | None) -> tuple[ConnectionOwner, WireListener | None]:
        """Return what the connection is to report to and who hears its ``wire``; ``owner`` and ``wire`` hear of it.

        What is secret is not heard on the wire.
        """
        self._owner = owner
        if wire is not None and self._has(Does.SEND_PASSWORD):
            self._wire = UnseenWire(wire)
            return self, self._wire
        return self, wire

    def before(self, sink: FrameSink) -> FrameSink:
        """Return what frames go to that are to reach ``sink``, too."""
        return TwoSinks(sink, self._heard) if self._has(Does.ANSWER, Does.WAIT_FOR) else sink

    def _has(self, *kinds: Does) -> bool:
        return any(turn.does in kinds for turn in self._server.conversation)

    def _write(self, passwords: Passwords, problem: str) -> None:
        first = [Turn(Does.SEND, self._server.send)] if self._server.send else []
        self.problem = problem
        try:
            if not problem:
                turns = [*first, *self._server.conversation]
                script = script_of(turns, self._protocol, self._server.protocol, passwords)
                self._steps.extend(script.steps)
                self._answers = [(answer, Tail()) for answer in script.answers]
        except (PatternError, SendError) as error:
            self.problem = str(error)

    # What the connection tells

    def connection_made(self, connection: Connection) -> None:
        """Pass it on."""
        self._owner.connection_made(connection)

    def connection_ready(self, connection: Connection) -> None:
        """Begin to speak."""
        self._owner.connection_ready(connection)
        self._guarded(connection, self._go_on)

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        """Pass it on."""
        self._owner.chunk_received(connection, chunk)

    def frames_delivered(self, connection: Connection) -> None:
        """Answer what came, and go on where it was waited for."""
        self._owner.frames_delivered(connection)
        self._guarded(connection, self._listen)

    def reading_resumed(self, connection: Connection) -> None:
        """Pass it on."""
        self._owner.reading_resumed(connection)

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Say no more."""
        self._timers.cancel_all()
        self._owner.connection_ended(connection, verdict)

    # Speaking

    def _guarded(self, connection: Connection, speak: Callable[[Connection], None]) -> None:
        """Have something said; what that has delivered is listened to when all of it is."""
        if self._is_saying or connection.verdict is not None:
            return
        self._is_saying = True
        try:
            speak(connection)
            self._listen(connection)
        except (PatternError, SendError, ValueError) as error:
            # What the user asked for cannot be done here and now: that is no fault of the protocol's.
            connection.end(Verdict(Outcome.STOPPED, str(error).rstrip(".")))
        finally:
            self._is_saying = False

    def _go_on(self, connection: Connection) -> None:
        """Say what comes next, up to what is to be waited for."""
        self._timers.cancel("wait")
        while self._steps and connection.verdict is None:
            step = self._steps[0]
            if isinstance(step, WaitFor):
                self._timers.set_limit("wait", step.seconds, partial(self._waited_too_long, connection, step))
                return
            self._steps.popleft()
            self._say(connection, step)

    def _listen(self, connection: Connection) -> None:
        for piece in self._heard.take():
            for answer, tail in self._answers:
                tail.add(piece)
                while connection.verdict is None and (found := tail.find(answer.pattern)):
                    self._say(connection, Say(answer.to(found)))
            self._tail.add(piece)
            while connection.verdict is None and self._steps:
                step = self._steps[0]
                if not isinstance(step, WaitFor) or not self._tail.find(step.pattern):
                    break
                self._steps.popleft()
                self._go_on(connection)

    def _say(self, connection: Connection, say: Say) -> None:
        if say.is_secret and self._wire is not None:
            with self._wire.secret():
                send_on(connection, self._server.protocol, say.data)
        elif say.is_framed:
            send_on(connection, self._server.protocol, say.data)
        else:
            connection.write(say.data)

    def _waited_too_long(self, connection: Connection, step: WaitFor) -> None:
        sentence = f"{step.pattern.text!r} was waited for, and did not come within {step.seconds:g} s"
        connection.end(Verdict(Outcome.TIMEOUT, sentence))
        self._owner.frames_delivered(connection)
