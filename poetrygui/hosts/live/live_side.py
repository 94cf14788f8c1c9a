"""The host's side of a live connection: the core's own connection, with a transport that is somewhere else."""

from __future__ import annotations

import contextlib
import os
import sys
from array import array
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Protocol

from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.guard.kept_running import KeptRunning
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Verdict
from poetrygui.errors import PluginError
from poetrygui.hosts.channel import Channel
from poetrygui.hosts.line import Line, adopt
from poetrygui.hosts.live.chunks_there import ChunksThere
from poetrygui.hosts.live.frames_packed import HANDLED, FrameSender
from poetrygui.hosts.live.logged_there import begin_logging
from poetrygui.hosts.live.proxied_transport import ProxiedTransport
from poetrygui.hosts.live.sends_there import SendsThere
from poetrygui.hosts.live.shared_pages import SharedPages
from poetrygui.hosts.live.timed_limit import limit_timed_calls
from poetrygui.hosts.live.transport_told import address_heard
from poetrygui.hosts.live.verdict_told import loss_heard, verdict_heard, verdict_told
from poetrygui.hosts.messages import Message, MessageReader, pack_message
from poetrygui.plugins.pinned import PinnedProtocol, load_pinned


def run(channel: Channel, told: Mapping[str, Any]) -> None:
    """Run the ``protocol`` that is told on a connection, of which ``peer`` and ``host`` are told, until that ends."""
    reactor: Any = import_module("twisted.internet.reactor")
    KeptRunning(reactor)
    limit_timed_calls(reactor, told["limit"])
    TimedCallGuard(reactor)
    try:
        protocol = load_pinned(PinnedProtocol.of_json(told["protocol"]))
    except PluginError as error:
        channel.send({"problem": str(error), "details": error.details})
        return
    end, reader, heard = channel.leave()
    pages = SharedPages(channel.descriptors[0]) if channel.descriptors else None
    for each in channel.descriptors:
        os.close(each)
    side = LiveSide(reactor, protocol, told, reader, pages)
    adopt(reactor, end, side.line)
    end.close()
    begin_logging(side.connections)
    reactor.callWhenRunning(side.begin, heard)
    reactor.run(installSignalHandlers=False)


class LiveSide(ConnectionOwner):
    """One connection, fed by what the program says over ``line``, and telling it what became of that."""

    def __init__(
        self,
        reactor: Any,
        protocol: type[Protocol],
        told: Mapping[str, Any],
        reader: MessageReader,
        pages: SharedPages | None = None,
    ) -> None:
        """Wait for :meth:`begin`; ``told`` is what is known of the real transport.

        ``reactor`` runs the ``protocol``; ``reader`` holds what was heard of the next message. Chunks come in the
        ``pages``, if there are any.
        """
        self.line = Line(self._heard, self._line_lost)
        self._reactor = reactor
        self._reader = reader
        self._chunks = ChunksThere(pages)
        self._sink = FrameSender(self._say, self._chunks.window, pages)
        self._transport = ProxiedTransport(reactor, self._say, self._sink.flush)
        self._transport.stands_for(told)
        self._sends = SendsThere(self._transport.write, self._say)
        self._has_ended = False
        self._heard_count = 1  # that which has started this process
        connector = PoemConnector(address_heard(told["peer"]), self._transport.loseConnection)
        self._connections = ConnectionFactory(self, self._sink, PoemFactory(protocol), connector, self._over)
        self._connection: Connection | None = None

    def begin(self, heard: Sequence[Message]) -> None:
        """Connect the protocol, and go on with what was ``heard`` by then."""
        self._connections.begin()
        if not self._has_ended:
            self._connection = self._connections.buildProtocol(self._transport.getPeer())
            self._connection.makeConnection(self._transport)
            if IHalfCloseableProtocol.providedBy(self._connection):
                self._say({"half": True})
        self._take(heard)

    def connections(self) -> Sequence[Connection]:
        """Return the one that there is."""
        return () if self._connection is None else (self._connection,)

    # What the connection tells

    def frames_delivered(self, connection: Connection) -> None:
        """Send what there is."""
        self._sink.flush()

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Tell it."""
        self._over(verdict)

    # What the program says

    def _heard(self, data: bytes) -> None:
        self._take(self._reader.feed(data))

    def _take(self, messages: Sequence[Message]) -> None:
        calls = 0
        self._heard_count += len(messages)
        for message in messages:
            if isinstance(message, bytes) and self._sends.takes(message, self._connection):
                continue
            if not isinstance(message, dict):
                calls += 1
                if self._connection is not None:
                    self._chunks.hand_on(message, self._connection.dataReceived)
            else:
                calls += "handshake" in message or "half" in message
                if self._connection is not None:
                    self._do(self._connection, message)
        self._handled(calls)

    def _do(self, connection: Connection, message: Mapping[str, Any]) -> None:
        if "end" in message:
            connection.end(verdict_heard(message["end"]))
        elif "lost" in message:
            self._transport.lost()
            connection.connectionLost(loss_heard(message))
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
            self.line.flush()

    def _over(self, verdict: Verdict) -> None:
        if not self._has_ended:
            self._sink.flush()
            with contextlib.suppress(Exception):  # whatever a protocol has put in its place
                sys.stdout.flush()
            self._say({"verdict": verdict_told(verdict)})
            self._has_ended = True
            self.line.transport.loseConnection()

    def _line_lost(self) -> None:
        self._reactor.stop()

    def _say(self, message: Message) -> None:
        if not self._has_ended:
            self.line.transport.write(pack_message(message))
