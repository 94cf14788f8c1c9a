"""Framing a recording anew: a fetch whose transport is the recording.

The same connection, guards, store and outcomes as in a live fetch, in the recorded chunks; the time is the recording's.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator

from attrs import frozen
from twisted.internet.address import IPv4Address
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost, ProcessDone
from twisted.internet.interfaces import IHalfCloseableProtocol
from twisted.internet.protocol import Protocol
from twisted.python.failure import Failure

from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.guard.timed_calls import TimedCallGuard
from poetrygui.core.outcomes import Ended, Outcome, Verdict
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.keeper import PoemKeeper
from poetrygui.core.poems.wire_records import Event, Received, Record
from poetrygui.core.transports.streams.ends import StreamDoneError
from poetrygui.recordings.played_transport import PlayedTransport, played_transport
from poetrygui.recordings.reframing_notes import OnRecord, ReframingNotes
from poetrygui.recordings.tape import BREAKS, Tape, cuts_message, is_half_close
from poetrygui.recordings.virtual_time import VirtualReactor
from poetrygui.recordings.wire_blocks import WireBlocks

_SERVERS_CLOSE = (Outcome.COMPLETE, Outcome.CUT)
_SERVERS_FAULT = (Outcome.TIMEOUT, Outcome.TLS_ERROR, Outcome.REFUSED, Outcome.UNREACHABLE)


class Step(enum.Enum):
    """What a re-framing did last."""

    CHUNK = enum.auto()  # the protocol was given a chunk
    TURN = enum.auto()  # timed calls were made
    WAITING = enum.auto()  # all that there is was played, and the recording still grows
    ELSEWHERE = enum.auto()  # what comes of it is told later


@frozen
class Reframed:
    """What became of it. ``ended.received`` is how many of the wire's bytes the protocol looked at."""

    ended: Ended
    notes: tuple[str, ...] = ()
    """What is to be known beside the reason, in sentences."""


class Reframing(ConnectionOwner):
    """Plays a recording to a new instance of a protocol, whose frames go to ``store``.

    :meth:`steps` does the work, a chunk at a time; ``result`` is there when it is through. With ``follow`` a recording
    that grows is waited for: each WAITING step asks for another look.
    """

    def __init__(
        self,
        tape: Tape,
        protocol: type[Protocol] | PoemFactory,
        store: PoemKeeper,
        reactor: VirtualReactor,
        *,
        follow: bool = False,
        on_record: OnRecord | None = None,
    ) -> None:
        """Prepare; nothing runs before the first step. ``tape`` may be opened anew while it is waited for.

        ``on_record`` hears of each record before the protocol does, with the chunk's bytes; of those that a protocol
        does not live to see, it hears afterwards.
        """
        self.tape = tape
        self.result: Reframed | None = None
        self.looked_at = 0
        """Bytes of the wire that the protocol was given."""
        self.connection: Connection | None = None
        self._factory = protocol if isinstance(protocol, PoemFactory) else PoemFactory(protocol)
        self._store = store
        self._reactor = reactor
        self._began = reactor.seconds()
        self._follow = follow
        self._notes = ReframingNotes(on_record)
        self._record_count = 0  # of those that were taken from the tape
        self._verdict: Verdict | None = None

    def steps(self) -> Iterator[Step]:
        """Play it, step by step."""
        guard = TimedCallGuard(self._reactor)
        try:
            yield from self._play()
        finally:
            guard.close()

    def run(self) -> Reframed:
        """Play all that there is, and return what became of it."""
        for step in self.steps():
            if step is Step.WAITING:
                self._follow = False
        assert self.result is not None
        return self.result

    def stop(self, reason: str) -> None:
        """End it at the next step."""
        self._end_by(_stopped(reason))

    # Playing

    def _play(self) -> Iterator[Step]:
        transport = played_transport(self.tape.info, self._reactor, self._wrote)
        self._store.on_error = lambda error: self._disk_failed()
        connector = PoemConnector(IPv4Address("TCP", "recording", 1), transport.loseConnection)
        connections = ConnectionFactory(self, self._store, self._factory, connector, self._blamed)
        connections.begin()
        if self._verdict is None:
            self.connection = connections.buildProtocol(None)
            self.connection.makeConnection(transport)
            yield from self._play_records(self.connection, transport)
            self._lose(self.connection, transport)
        self._store.flush()
        yield from self._hear_rest()
        self._store.flush()
        self._store.close_writing()
        self.result = self._result()

    def _play_records(self, connection: Connection, transport: PlayedTransport) -> Iterator[Step]:
        blocks = WireBlocks()
        while True:
            for record in self.tape.records(self._record_count):
                yield from self._turns(self._began + record.time / 1e6, transport)
                yield from self._wait_for_reading(transport)
                if self._is_over(transport):
                    return
                self._record_count += 1
                if isinstance(record, Received):
                    chunk = blocks.read(self.tape, self.looked_at, self.looked_at + record.size)
                    if len(chunk) < record.size:
                        connection.end(_stopped(f"the recording lacks bytes from byte {self.looked_at:,} on"))
                        return
                    self.looked_at += record.size
                    self._notes.hear(record, chunk)
                    connection.dataReceived(chunk)
                    yield Step.CHUNK
                elif self._takes_note(record, connection):
                    # The log tells of the loss before it is noted what that means.
                    while self._follow and self.tape.info.ended is None and not self._is_over(transport):
                        yield Step.WAITING
                    return
            # A protocol that has closed need not wait for what comes next, which may be nothing.
            if not self._follow or self.tape.info.ended is not None or self._is_over(transport):
                return
            yield Step.WAITING

    def _takes_note(self, record: Record, connection: Connection) -> bool:
        """Take a record that is no chunk; tell whether it is the last to be looked at."""
        self._notes.hear(record)
        self._notes.compare(record, self.looked_at)
        if isinstance(record, Event) and record.kind in BREAKS:
            connection.end(_stopped(f"the recording has a hole at byte {self.looked_at:,}: {record.text}"))
            return True
        if cuts_message(record):
            connection.transport.is_cut = True
        if is_half_close(record) and IHalfCloseableProtocol.providedBy(connection):
            connection.readConnectionLost()
        return isinstance(record, Event) and record.kind is EventKind.LOST

    def _hear_rest(self) -> Iterator[Step]:
        """Hear of what came when the protocol had made its end."""
        blocks, start = WireBlocks(), self.looked_at
        for record in self.tape.records(self._record_count) if self._notes.is_heard else ():
            size = record.size if isinstance(record, Received) else 0
            chunk = blocks.read(self.tape, start, start + size)
            if len(chunk) < size:
                return  # what the disk has lost
            self._notes.hear(record, chunk)
            start += size
            yield Step.TURN

    def _turns(self, until: float, transport: PlayedTransport) -> Iterator[Step]:
        while not self._is_over(transport) and self._reactor.turn(until):
            yield Step.TURN

    def _wait_for_reading(self, transport: PlayedTransport) -> Iterator[Step]:
        """Let the time go on until the protocol, which has stopped reading, reads again."""
        while transport.is_paused and not self._is_over(transport):
            due = self._reactor.next_call
            if due is None:
                self._notes.add(f"it stopped reading after {self.looked_at:,} bytes and never went on")
                transport.abortConnection()
            elif self._reactor.turn(due):
                yield Step.TURN

    def _is_over(self, transport: PlayedTransport) -> bool:
        return transport.is_closing or (self.connection is not None and self.connection.verdict is not None)

    def _lose(self, connection: Connection, transport: PlayedTransport) -> None:
        was_closed = self._is_over(transport)
        transport.closed()
        if was_closed:
            connection.connectionLost(Failure(ConnectionAborted() if transport.was_aborted else ConnectionDone()))
            return
        connection.connectionLost(_recorded_end(self.tape, self._record_count, connection))

    def _result(self) -> Reframed:
        verdict = self._verdict
        assert verdict is not None
        notes = self._notes.end()
        if self.looked_at < self.tape.wire_size:
            notes.append(f"it looked at {self.looked_at:,} of {self.tape.wire_size:,} bytes")
        ended = Ended(
            verdict.outcome,
            verdict.reason,
            self._store.exact_size,
            self._store.frame_count,
            self._reactor.seconds() - self._began,
            verdict.details,
            self.looked_at,
            verdict.undelivered,
        )
        return Reframed(ended, tuple(notes))

    def _wrote(self, data: bytes) -> None:
        self._notes.wrote(data, self.looked_at)

    def _disk_failed(self) -> None:
        outcome = Outcome.DISK_FULL if self._store.disk_is_full else Outcome.DISK_ERROR
        self._end_by(Verdict(outcome, f"what was framed cannot be written to {self._store.where}"))

    def _blamed(self, verdict: Verdict) -> None:
        self._verdict = self._verdict or verdict

    def _end_by(self, verdict: Verdict) -> None:
        if self.connection is None:
            self._blamed(verdict)
        else:
            self.connection.end(verdict)

    # What the connection tells

    def connection_made(self, connection: Connection) -> None:
        """Know it, so that it can be ended from within its first call."""
        self.connection = connection

    def frames_delivered(self, connection: Connection) -> None:
        """Have them written."""
        self._store.flush()

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Keep how it ended."""
        self._verdict = verdict


def _stopped(reason: str) -> Verdict:
    return Verdict(Outcome.STOPPED, reason)


def _recorded_end(tape: Tape, taken: int, connection: Connection) -> Failure:
    """Return the loss that ``tape`` has recorded, of which so many records were ``taken``.

    Where the program itself made the end then, or there is none yet, the ``connection`` is told so as its outcome.
    """
    ended = tape.info.ended
    if ended is not None and ended.outcome in _SERVERS_CLOSE:
        last = next(iter(tape.records(max(taken - 1, 0))), None)
        kind, _, words = (last.text if isinstance(last, Event) else "").partition(": ")
        told = kind.rpartition(".")[2]
        if told == StreamDoneError.__name__ and words:
            return Failure(StreamDoneError(words))  # a file, or what else is no server, was not closed by one
        if told == ProcessDone.__name__:
            return Failure(StreamDoneError("the command ended with status 0"))
        return Failure(ConnectionDone())
    if ended is not None and ended.outcome is Outcome.RESET:
        return Failure(ConnectionLost())
    if ended is None:
        connection.end(_stopped("the recording is still running, and this is what there is of it"))
    elif ended.outcome in _SERVERS_FAULT:
        connection.end(Verdict(ended.outcome, ended.reason))
    else:
        connection.end(Verdict(Outcome.STOPPED, f"the recording ends here, then as {ended.outcome}: {ended.reason}"))
    return Failure(ConnectionAborted())
