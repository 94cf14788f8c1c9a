"""Fetching one server: one connection, from asking for it to the one end that it comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from twisted.internet.defer import CancelledError, Deferred, maybeDeferred
from twisted.internet.protocol import Protocol
from twisted.logger import Logger
from twisted.python.failure import Failure

from poetrygui.api import FrameSink, PoemProtocol, can_speak
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.connection.failures import meaning_of_failed_connect
from poetrygui.core.fetching.disk_pressure import DiskPressure
from poetrygui.core.fetching.sendable import frame_of, why_not_sendable
from poetrygui.core.fetching.silence import Silence
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State, Verdict
from poetrygui.core.poems.keeper import PoemKeeper
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports.address import parse_address
from poetrygui.errors import SendError

# Seconds between two values of Receiving: nobody sees more than sixty a second.
_NOTICE_INTERVAL = 1 / 60

_LONGEST_END = 2.0
"""Seconds from a verdict to the end: not every transport tells that it is lost."""

_log = Logger()


Keeper = TypeVar("Keeper", bound=PoemKeeper)


class Fetch(ConnectionOwner, Generic[Keeper]):
    """One fetch of one server. ``on_state`` hears how it stands, one value at a time, and ``done`` how it ended.

    Frames go to ``store``. ``on_chunk`` sees each chunk before the protocol does; ``also`` gets every frame that the
    store gets. With ``wait_for_room`` a full disk pauses the connection until there is room, else it ends it.
    Fetches that are given one PoemFactory share the factory of the protocol's author. ``done`` never fails.
    """

    def __init__(
        self,
        reactor: Any,
        server: Server,
        protocol: type[Protocol] | PoemFactory,
        store: Keeper,
        *,
        disk: Disk | None = None,
        on_state: Callable[[State], None] | None = None,
        on_chunk: Callable[[Connection, bytes], None] | None = None,
        also: FrameSink | None = None,
        wait_for_room: bool = False,
    ) -> None:
        """Prepare; nothing happens before :meth:`start`."""
        self.server = server
        self.store = store
        self.state: State = Connecting()
        self.done: Deferred[Ended] = Deferred()
        self.connection: Connection | None = None
        self.factory = protocol if isinstance(protocol, PoemFactory) else PoemFactory(protocol)
        self.sink: FrameSink = store if also is None else TwoSinks(store, also)
        self.last_received: float | None = None
        """The reactor's time at which the last chunk came or, before the first one, the connection was ready."""
        self.started_at = reactor.seconds()
        """The reactor's time at which the connection was asked for."""
        self._reactor = reactor
        self._on_state = on_state
        self._on_chunk = on_chunk
        self._attempt: Deferred[Any] | None = None
        self._connections: ConnectionFactory | None = None
        self._timers = Timers(reactor)
        self._disk: Disk = disk or InlineDisk()
        self._pressure = DiskPressure(
            self._disk, store, self._timers, may_wait=wait_for_room, on_change=self._pressure_changed
        )
        self._silence = Silence(
            reactor, self._timers, server.idle_timeout, is_paused=self._is_paused, on_silence=self._was_silent
        )
        self._verdict: Verdict | None = None
        store.on_error = lambda _: self._pressure.failed()
        self._unsubscribe = store.subscribe(self._schedule_notice)

    # What a user does

    def start(self) -> None:
        """Ask for the connection."""
        if isinstance(self.state, Ended):
            return
        self.started_at = self._reactor.seconds()
        self._tell(Connecting())
        # Whoever was told may have stopped it.
        if isinstance(self.state, Ended):
            return
        refusal = self._refusal_to_send()
        if refusal is not None:
            self._finish(Verdict(Outcome.STOPPED, f"nothing was connected: {refusal.rstrip('.')}"))
            return
        self._timers.set_limit("connect", self.server.connect_timeout, self._connect_timed_out)
        self._attempt = maybeDeferred(self._connect)
        self._attempt.addCallbacks(lambda _: None, self._connect_failed)

    def _refusal_to_send(self) -> str | None:
        server = self.server
        return why_not_sendable(self.factory.protocol, server.protocol, server.send) if server.send else None

    def _connect(self) -> Deferred[Any]:
        # What is wrong with the address, and whatever an endpoint of somebody else's making raises, fails the attempt.
        server = self.server
        transport = parse_address(server.address, dict(server.transport_options))
        endpoint = transport.endpoint(self._reactor)
        connector = PoemConnector(transport.destination, self._close)
        self._connections = ConnectionFactory(self, self.sink, self.factory, connector, self._end)
        self._connections.begin()
        if self._verdict is not None:
            raise CancelledError
        attempt: Deferred[Any] = endpoint.connect(self._connections)
        return attempt

    def stop(self, reason: str = "stopped by the user") -> None:
        """End it, whatever it is doing; what has arrived is kept."""
        if isinstance(self.state, Ended):
            return
        self._pressure.give_up()
        self._end(Verdict(Outcome.STOPPED, reason))
        if self._verdict is not None and self._attempt is None:
            self._settle()

    def send(self, frame: bytes) -> None:
        """Send one frame. Raises SendError where the protocol cannot, or there is no connection."""
        connection = self.connection
        protocol = None if connection is None else connection.wrappedProtocol
        if connection is None or protocol is None:
            raise SendError("There is no connection to send on: fetch the server first.")
        if not isinstance(protocol, PoemProtocol) or not can_speak(type(protocol)):
            raise SendError(f"The protocol {self.server.protocol} does not say how to send: choose one that does.")
        try:
            connection.send(frame)
        except ValueError as error:
            raise SendError(f"This cannot be sent: {error}.") from error

    # What the connection tells

    def connection_made(self, connection: Connection) -> None:
        """Take the connection that the endpoint made."""
        self.connection = connection
        self._pressure.connected(connection)
        if self._verdict is not None:
            connection.end(self._verdict)

    def connection_ready(self, connection: Connection) -> None:
        """Begin to receive, and send what the server is to be sent."""
        self._timers.cancel("connect")
        self.last_received = self._reactor.seconds()
        self._tell(Receiving())
        self._silence.begin()
        if self.server.send:
            try:
                self.send(frame_of(self.server.send))
            except (SendError, ValueError) as error:
                # What the user asked for cannot be done here and now: that is no fault of the protocol's.
                connection.end(Verdict(Outcome.STOPPED, str(error).rstrip(".")))

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        """Note the time, and show the chunk to whoever asked for it."""
        self.last_received = self._reactor.seconds()
        self._silence.heard_at = self.last_received
        if self._on_chunk is not None:
            self._guarded(self._on_chunk, connection, chunk)

    def frames_delivered(self, connection: Connection) -> None:
        """Have them written; stop reading while the disk is behind."""
        self.store.flush()
        connection.reading.size.limit = self._disk.share
        if connection.verdict is not None:
            self._timers.set_once("end", _LONGEST_END, lambda: connection.connectionLost(None))
        elif self._disk.congested:
            self._pressure.wait_for_disk(connection)

    def reading_resumed(self, connection: Connection) -> None:
        """Silence counts from now: while nothing was read, the server could not be heard."""
        self._silence.heard_at = self._reactor.seconds()

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Wait until the last byte is on disk, then tell."""
        self._pressure.disconnected()
        self._finish(verdict)

    # The end

    def _end(self, verdict: Verdict) -> None:
        if (connection := self.connection) is not None:
            connection.end(verdict)
            self._timers.set_once("end", _LONGEST_END, lambda: connection.connectionLost(None))
        elif self._verdict is None:
            self._verdict = verdict
            if self._attempt is not None:
                self._cancel(self._attempt)
            # An endpoint of somebody else's making may have answered without a connection.
            if self._attempt is not None and self.connection is None:
                self._finish(verdict)

    def _cancel(self, attempt: Deferred[Any]) -> None:
        try:
            attempt.cancel()
        except Exception:  # noqa: BLE001 - an endpoint's own code, which must not keep the fetch from its end
            _log.failure("an endpoint could not be cancelled")

    def _close(self) -> None:
        # What the author's factory asks of its connector.
        if self.connection is not None:
            self.connection.loseConnection()
        else:
            self._end(Verdict(Outcome.STOPPED, "the protocol's factory gave the attempt up"))

    def _connect_failed(self, failure: Failure) -> None:
        # A connection that did come about tells its own end; Twisted may fail the attempt all the same.
        if self.connection is None:
            self._attempt = None
            if self._connections is not None:
                self._connections.failed(failure)
            self._finish(self._verdict or Verdict(*meaning_of_failed_connect(failure)))

    def _finish(self, verdict: Verdict) -> None:
        self._verdict = self._verdict or verdict
        self._attempt = None
        self._timers.cancel("connect", "idle", "end")
        self._settle()

    def _settle(self) -> None:
        self.store.flush()
        self.store.when_written(self._tell_end)

    def _tell_end(self) -> None:
        if isinstance(self.state, Ended) or self._verdict is None:
            return
        if self._pressure.is_waiting:
            return
        verdict = self._pressure.verdict or self._verdict
        self._timers.cancel_all()
        self._unsubscribe()
        self.store.close_writing()
        ended = Ended(
            verdict.outcome,
            verdict.reason,
            self.store.exact_size,
            self.store.frame_count,
            self._reactor.seconds() - self.started_at,
            verdict.details,
            0 if self.connection is None else self.connection.bytes_received,
            verdict.undelivered,
        )
        self._tell(ended)
        self.done.callback(ended)

    def _pressure_changed(self) -> None:
        self._schedule_notice()
        if not self._pressure.waiting:
            self._tell_end()

    # Time

    def _connect_timed_out(self) -> None:
        self._end(Verdict(Outcome.TIMEOUT, f"no connection came about within {self.server.connect_timeout:g} s"))

    def _is_paused(self) -> bool:
        return self.connection is not None and self.connection.reading.is_paused

    def _was_silent(self) -> None:
        self._end(Verdict(Outcome.TIMEOUT, f"the server was silent for {self.server.idle_timeout:g} s"))

    # Telling

    def _schedule_notice(self) -> None:
        if not self._timers.is_set("notice") and not isinstance(self.state, Ended):
            self._timers.set("notice", _NOTICE_INTERVAL, self._tell_progress)

    def _tell_progress(self) -> None:
        if isinstance(self.state, Receiving):
            self._tell(Receiving(self.store.exact_size, self.store.frame_count, self._pressure.waiting))

    def _tell(self, state: State) -> None:
        self.state = state
        if self._on_state is not None:
            self._guarded(self._on_state, state)

    def _guarded(self, function: Callable[..., None], *arguments: object) -> None:
        # An error of whoever listens must not change how the connection ends, or that it does.
        try:
            function(*arguments)
        except Exception:  # noqa: BLE001 - logged, as Twisted does with what nobody handles
            _log.failure("a listener of a fetch failed")
