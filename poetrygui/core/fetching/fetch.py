"""Fetching one server: one connection, from asking for it to the one end that it comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from twisted.internet.defer import Deferred
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure

from poetrygui.api import FrameSink
from poetrygui.core import fetching
from poetrygui.core.bound import Bound
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import PoemFactory
from poetrygui.core.connection.failures import meaning_of_failed_connect
from poetrygui.core.connection.wire_listener import WireListener
from poetrygui.core.fetching.attempt import Attempt
from poetrygui.core.fetching.disk_pressure import DiskPressure
from poetrygui.core.fetching.notices import Notices
from poetrygui.core.fetching.sending import send_telling
from poetrygui.core.fetching.settling import Settling
from poetrygui.core.fetching.silence import Silence
from poetrygui.core.fetching.timers import Timers
from poetrygui.core.fetching.two_sinks import TwoSinks
from poetrygui.core.files.disk import Disk, InlineDisk
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving, State, Verdict
from poetrygui.core.poems.keeper import PoemKeeper
from poetrygui.core.questions.asking import Asker
from poetrygui.core.servers.server_book import Server
from poetrygui.core.transports import connecting
from poetrygui.core.transports.address import silence_at

LONGEST_END = 2.0
"""Seconds from a verdict to the end: not every transport tells that it is lost."""

_NOTHING_YET = Receiving()

Keeper = TypeVar("Keeper", bound=PoemKeeper)


class Fetch(ConnectionOwner, Generic[Keeper]):
    """One fetch of one server. ``on_state`` hears how it stands, one value at a time, and ``done`` how it ended.

    Frames go to ``store``. ``on_chunk`` sees each chunk before the protocol does; ``also`` gets every frame that the
    store gets; ``wire`` hears what comes and goes; ``limited`` ends it when what was asked for has come. With
    ``wait_for_room`` a full disk pauses the connection until there is room, else it ends it. Without the ``passwords``
    that are sent, the keyring is asked, in a thread. With an ``endpoint``, that connects, not what the address says,
    of which ``through`` makes another one. Fetches that are given one PoemFactory share the factory of the protocol's
    author. ``done`` never fails.
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
        wire: WireListener | None = None,
        wait_for_room: bool = False,
        limited: fetching.Limited | None = None,
        passwords: fetching.Passwords | None = None,
        endpoint: connecting.Endpoint | None = None,
        through: Callable[[connecting.Endpoint], connecting.Endpoint] | None = None,
        asker: Asker | None = None,
    ) -> None:
        """Prepare; nothing happens before :meth:`start`. Without an ``asker`` there is nobody to ask on the way."""
        self.server = server
        self.store = store
        self.done: Deferred[Ended] = Deferred()
        self.last_received: float | None = None
        """The reactor's time at which the last chunk came or, before the first one, the connection was ready."""
        self.started_at = reactor.seconds()
        """The reactor's time at which the connection was asked for."""
        factory = protocol if isinstance(protocol, PoemFactory) else PoemFactory(protocol)
        sink: FrameSink = store if also is None else TwoSinks(store, also)
        owner: ConnectionOwner = self
        talks = bool(server.send or server.conversation)
        self._talk = fetching.Conversation(reactor, server, factory.protocol, passwords) if talks else None
        if self._talk is not None:
            (owner, wire), sink = self._talk.between(self, wire), self._talk.before(sink)
        sink = sink if limited is None else limited.before(sink, self.stop)
        self._timers = timers = Timers(reactor)
        ends: Any = {"end": self._end, "failed": self._connect_failed}
        way: Any = {"timers": timers, "endpoint": endpoint, "through": through, "asker": asker}
        self._attempt = Attempt(reactor, server, factory, sink, owner, **ends, wire=wire, **way)
        self._pressure = DiskPressure(
            disk or InlineDisk(), store, timers, may_wait=wait_for_room, on_change=self._pressure_changed
        )
        self.notices = Notices(  # that tell how it stands
            timers, store, on_state=on_state, on_chunk=on_chunk, waiting=self._why_waiting
        )
        was_silent = Bound(Fetch._was_silent, self, _silence(server, endpoint))
        silence: Any = {"is_paused": self._is_paused, "on_silence": was_silent}
        self._silence = Silence(reactor, timers, server.idle_timeout, **silence)
        self._settling = Settling(store, self._pressure, self._tell_end)
        store.on_error = self._pressure.failed

    @property
    def state(self) -> State:
        """How it stands."""
        return self.notices.state

    @property
    def connection(self) -> Connection | None:
        """The connection, from when it is made."""
        return self._attempt.connection

    @property
    def factory(self) -> PoemFactory:
        """What makes the protocol."""
        return self._attempt.factory

    @property
    def protocol(self) -> type[Protocol]:
        """The class that its connection's protocol is made of; of one that runs in a host, what stands for it here."""
        return self._attempt.factory.protocol

    # What a user does

    def start(self) -> None:
        """Ask for the connection."""
        if isinstance(self.state, Ended):
            return
        self.started_at = self._timers.seconds()
        self.notices.tell(Connecting("" if self._talk is None else self._talk.waiting))
        self._begin() if self._talk is None else self._talk.when_ready(self._begin)

    def _begin(self) -> None:
        # Whoever was told may have stopped it, or somebody while the keyring was asked.
        if isinstance(self.state, Ended):
            return
        if self._talk is not None and self._talk.problem:
            self._finish(Verdict(Outcome.STOPPED, f"nothing was connected: {self._talk.problem.rstrip('.')}"))
            return
        self._attempt.begin()

    def stop(self, reason: str = "stopped by the user") -> None:
        """End it, whatever it is doing; what has arrived is kept."""
        if isinstance(self.state, Ended):
            return
        self._pressure.give_up()
        self._end(Verdict(Outcome.STOPPED, reason))
        if self._settling.verdict is not None and not self._attempt.is_pending:
            self._settling.settle()

    def send(self, frame: bytes, *, is_raw: bool = False, told: Callable[[str], object] | None = None) -> None:
        """Send a ``frame``, or bytes if ``is_raw``; ``told`` hears that it went, or why not. May raise SendError."""
        send_telling(self.connection, self.server.protocol, frame, told or bool, is_raw=is_raw)

    # What the connection tells

    def connection_made(self, connection: Connection) -> None:
        """Take the connection that the endpoint made."""
        self._attempt.connection = connection
        self._pressure.connected(connection)
        if self._settling.verdict is not None:
            connection.end(self._settling.verdict)

    def connection_ready(self, connection: Connection) -> None:
        """Begin to receive."""
        self._timers.cancel("connect")
        self.last_received = self._timers.seconds()
        self.notices.tell(_NOTHING_YET)
        self._silence.begin()

    def chunk_received(self, connection: Connection, chunk: bytes) -> None:
        """Note the time, and show the chunk to whoever asked for it."""
        self.last_received = self._timers.seconds()
        self._silence.heard_at = self.last_received
        self.notices.tell_chunk(connection, chunk)

    def frames_delivered(self, connection: Connection) -> None:
        """Have them written; stop reading while the disk is behind."""
        self.store.flush()
        if connection.verdict is not None:
            self._timers.set_once("end", LONGEST_END, lambda: connection.connectionLost(None))
        else:
            self._pressure.regulate(connection)

    def reading_resumed(self, connection: Connection) -> None:
        """Count silence from now: while nothing was read, the server could not be heard."""
        self._silence.heard_at = self._timers.seconds()

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Wait until the last byte is on disk, then tell."""
        self._pressure.disconnected()
        self._finish(verdict)

    # The end

    def _end(self, verdict: Verdict) -> None:
        if (connection := self.connection) is not None:
            connection.end(verdict)
            self._timers.set_once("end", LONGEST_END, lambda: connection.connectionLost(None))
        elif self._settling.verdict is None:
            self._settling.take(verdict)
            self._attempt.cancel()
            # An endpoint of somebody else's making may have answered without a connection.
            if self._attempt.is_pending and self.connection is None:
                self._finish(verdict)

    def _connect_failed(self, failure: Failure) -> None:
        self._finish(self._settling.verdict or Verdict(*meaning_of_failed_connect(failure)))

    def _finish(self, verdict: Verdict) -> None:
        self._settling.take(verdict)
        self._attempt.close()
        self._timers.cancel("connect", "idle", "end")
        self._settling.settle()

    def _tell_end(self, verdict: Verdict) -> None:
        self._timers.cancel_all()
        self.notices.close()
        self.store.close_writing()
        ended = _ended(verdict, self.store, self._timers.seconds() - self.started_at, self.connection)
        self.notices.tell(ended)
        self.done.callback(ended)

    def _why_waiting(self) -> str:
        return self._pressure.waiting

    def _pressure_changed(self) -> None:
        self.notices.schedule()
        if not self._pressure.waiting:
            self._settling.look()

    # Time

    def _is_paused(self) -> bool:
        return self.connection is not None and self.connection.reading.is_paused

    def _was_silent(self, what: str) -> None:
        self._end(Verdict(Outcome.TIMEOUT, f"{what} for {self.server.idle_timeout:g} s"))


def _ended(verdict: Verdict, store: PoemKeeper, seconds: float, connection: Connection | None) -> Ended:
    """Return what a verdict comes to once all is on disk."""
    return Ended(
        verdict.outcome,
        verdict.reason,
        store.exact_size,
        store.frame_count,
        seconds,
        verdict.details,
        0 if connection is None else connection.bytes_received,
        verdict.undelivered,
    )


def _silence(server: Server, endpoint: object) -> str:
    """Return what it is that nothing comes for long."""
    return "the peer was silent" if isinstance(endpoint, fetching.Peer) else silence_at(server.address)
