"""The host's side of a live connection: the core's own connection, with a transport that is somewhere else."""

from __future__ import annotations

import contextlib
import sys
from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from twisted.internet.error import ConnectionLost
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.python.failure import Failure

from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.outcomes import Verdict
from poetrygui.errors import PluginError
from poetrygui.hosts.line import Line
from poetrygui.hosts.live.chunks_there import ChunksThere
from poetrygui.hosts.live.failure_told import failure_heard
from poetrygui.hosts.live.frames_packed import HANDLED, FrameSender
from poetrygui.hosts.live.proxied_transport import ProxiedTransport
from poetrygui.hosts.live.running_call import RunningCall
from poetrygui.hosts.live.sends_there import SendsThere
from poetrygui.hosts.live.shared_pages import SharedPages
from poetrygui.hosts.live.transport_told import address_heard
from poetrygui.hosts.live.verdict_told import loss_heard, verdict_heard, verdict_told
from poetrygui.hosts.messages import Message, MessageReader


class LiveSide(ConnectionOwner):
    """One connection, fed by what the program says over ``line``, and telling it what became of that."""

    def __init__(
        self,
        reactor: Any,
        told: Mapping[str, Any],
        running: RunningCall,
        gone: Callable[[LiveSide], None],
        pages: SharedPages | None = None,
    ) -> None:
        """Wait for :meth:`begin`; ``told`` is the connection's number, and what is known of the real transport.

        ``reactor`` runs its protocol, and ``running`` tells when; ``gone`` hears that nothing more is said of it.
        Chunks come in the ``pages``, if there are any.
        """
        self.line = Line(self._heard, self._line_lost)
        self.connection: Connection | None = None
        """The connection, once there is one."""
        self._told = told
        self._running = running
        self._gone = gone
        self._reader = MessageReader()
        self._chunks = ChunksThere(pages)
        self._sink = FrameSender(self._say, self._chunks.window, pages)
        self._transport = ProxiedTransport(reactor, self._say, self._sink.flush)
        self._transport.stands_for(told)
        self._sends = SendsThere(self._transport.write, self._say)
        self._has_ended = False
        self._heard_count = 1  # that which has brought it here

    def begin(self, factory: PoemFactory) -> None:
        """Connect a protocol that the ``factory`` makes."""
        self._running.call(self._told["connect"], self._begin, factory)

    def refuse(self, error: PluginError) -> None:
        """Say that there is no protocol, and why."""
        self._say({"problem": str(error), "details": error.details})
        self._end()

    def _begin(self, factory: PoemFactory) -> None:
        connector = PoemConnector(address_heard(self._told["peer"]), self._transport.loseConnection)
        connections = ConnectionFactory(self, self._sink, factory, connector, self._over)
        connections.begin()
        if "failed" in self._told:
            connections.failed(failure_heard(self._told["failed"]), self._failed)
            return
        if not self._has_ended:
            self.connection = connections.buildProtocol(self._transport.getPeer())
            self._transport.on_handshake = self.connection.handshakeCompleted
            self.connection.makeConnection(self._transport)
            if IHalfCloseableProtocol.providedBy(self.connection):
                self._say({"half": True})
        self._handled(0)

    def _failed(self) -> None:
        if not self._has_ended:
            with contextlib.suppress(Exception):  # whatever a protocol has put in its place
                sys.stdout.flush()
            self._say({"told": True})
            self._end()

    # What the connection tells

    def frames_delivered(self, connection: Connection) -> None:
        """Send what there is."""
        self._sink.flush()

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Tell it."""
        self._over(verdict)

    # What the program says

    def _heard(self, data: bytes) -> None:
        self._running.call(self._told["connect"], self._take, self._reader.feed(data))

    def _take(self, messages: Sequence[Message]) -> None:
        self._heard_count += len(messages)
        self.line.gathers = True
        try:
            calls = sum(map(self._takes, messages))
            self._sink.flush()
        finally:
            self.line.gathers = False
        self._handled(calls)

    def _takes(self, message: Message) -> bool:
        """Take a message; return whether that was a call of the protocol's."""
        if isinstance(message, bytes):
            if self._sends.takes(message, self.connection):
                return False
            if self._transport.tls is not None and self._transport.tls.takes(message):
                return True
        if not isinstance(message, dict):
            if self.connection is not None:
                self._chunks.hand_on(message, self.connection.dataReceived)
            return True
        if self.connection is not None:
            self._do(self.connection, message)
        return "handshake" in message or "half" in message

    def _do(self, connection: Connection, message: Mapping[str, Any]) -> None:
        if "end" in message:
            connection.end(verdict_heard(message["end"]))
        elif "lost" in message:
            connection.connectionLost(self._transport.lost(loss_heard(message)))
        elif "encrypted" in message and self._transport.tls is not None:
            self._transport.tls.expect(message["encrypted"])
        elif "full" in message:
            self._transport.filled(message["full"])
        elif "handshake" in message:
            self._transport.met(message["handshake"])
            connection.handshakeCompleted()
        elif "half" in message:
            connection.readConnectionLost() if message["half"] == "read" else connection.writeConnectionLost()
        else:
            self._sends.asked(message, connection)

    def _handled(self, calls: int) -> None:
        if not self._has_ended:
            self._sink.flush()
            self._say(array("Q", [HANDLED, calls, self._chunks.reads, self._heard_count]))

    def _over(self, verdict: Verdict) -> None:
        if not self._has_ended:
            self._sink.flush()
            with contextlib.suppress(Exception):  # whatever a protocol has put in its place
                sys.stdout.flush()
            # Its factory hears of it after this, and may have something to say.
            self.line.say_last({"verdict": verdict_told(verdict)})
            self._end()

    def _end(self) -> None:
        self._has_ended = True
        self.line.flush()
        self._gone(self)
        self.line.transport.loseConnection()

    def _line_lost(self) -> None:
        if not self._has_ended:
            # The program has let it go: whoever is at it need not be, and nothing is said of that.
            self._has_ended = True
            self._gone(self)
            if self.connection is not None:
                reason = self._transport.lost(Failure(ConnectionLost()))
                self._running.call(self._told["connect"], self.connection.connectionLost, reason)

    def _say(self, message: Message) -> None:
        if not self._has_ended:
            self.line.say(message)
