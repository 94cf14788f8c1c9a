"""Playing a recording into any Twisted protocol, in no time and exactly: for tests of somebody's own program."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IHalfCloseableProtocol, IProtocol
from twisted.python.failure import Failure

from poetrygui.core.outcomes import Outcome
from poetrygui.core.poems.wire_records import Received
from poetrygui.recordings.chunk_frames import standing_in
from poetrygui.recordings.played_transport import played_transport
from poetrygui.recordings.tape import Tape, is_half_close
from poetrygui.recordings.virtual_time import VirtualReactor
from poetrygui.recordings.wire_blocks import WireBlocks


@frozen
class Played:
    """What came of it: ``sent`` is all that the protocol wrote, ``chunks`` how many it was given."""

    sent: bytes
    chunks: int


def play_into(tape: Tape, protocol: IProtocol) -> Played:
    """Connect ``protocol``, give it each chunk as it came, and lose the connection as it was lost.

    Its timed calls are made in between, by the recorded times. Once it closes, it gets no more. Raises what it raises.
    """
    reactor = VirtualReactor(tape.info.clock)
    began = reactor.seconds()
    sent: list[bytes] = []
    transport = played_transport(tape.info, reactor, sent.append)
    blocks, position, chunks = WireBlocks(), 0, 0
    with standing_in(reactor):
        protocol.makeConnection(transport)
        for record in tape.records():
            while not transport.is_closing and reactor.turn(began + record.time / 1e6):
                pass
            while transport.is_paused and not transport.is_closing and (due := reactor.next_call) is not None:
                reactor.turn(due)
            if transport.is_closing or transport.is_paused:
                break
            if isinstance(record, Received):
                start, position, chunks = position, position + record.size, chunks + 1
                protocol.dataReceived(blocks.read(tape, start, position))
            elif is_half_close(record) and IHalfCloseableProtocol.providedBy(protocol):
                half_closeable: Any = protocol
                half_closeable.readConnectionLost()
        was_reset = tape.info.ended is not None and tape.info.ended.outcome is Outcome.RESET
        transport.closed()
        protocol.connectionLost(Failure(ConnectionLost() if was_reset else ConnectionDone()))
    return Played(b"".join(sent), chunks)
