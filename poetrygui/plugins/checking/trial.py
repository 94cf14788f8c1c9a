"""Trying a protocol on bytes in memory, by the same way that a connection goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen
from twisted.internet.address import IPv4Address
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import Protocol
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure

from poetrygui.api import CollectedFrames
from poetrygui.core.authors.connector import PoemConnector
from poetrygui.core.connection.connection import Connection, ConnectionOwner
from poetrygui.core.connection.factory import ConnectionFactory, PoemFactory
from poetrygui.core.guard.kept_running import kept_running
from poetrygui.core.outcomes import Outcome, Verdict

_LONGEST_SHOWN = 40


@frozen
class Trial:
    """What a protocol made of a stream that was then closed: whole frames, the rest of one, and the end.

    ``early`` counts the frames that were there before the close.
    """

    frames: Sequence[bytes]
    rest: bytes
    outcome: Outcome
    reason: str
    early: int

    @property
    def is_fault(self) -> bool:
        """Whether the protocol's own code failed."""
        return self.outcome in (Outcome.PLUGIN_FAULT, Outcome.PLUGIN_HANG)


class _Owner(ConnectionOwner):
    """Takes notice of the end alone."""

    def __init__(self) -> None:
        self.verdict: Verdict | None = None

    def connection_ended(self, connection: Connection, verdict: Verdict) -> None:
        """Keep it."""
        self.keep(verdict)

    def keep(self, verdict: Verdict) -> None:
        """Keep how it ended."""
        self.verdict = verdict


def try_protocol(protocol: type[Protocol], chunks: Iterable[bytes]) -> Trial:
    """Hand the chunks to a new instance and close the connection cleanly; whatever it raises is in the result."""
    owner, sink, transport = _Owner(), CollectedFrames(), StringTransport()
    connector = PoemConnector(IPv4Address("TCP", "127.0.0.1", 1), transport.loseConnection)
    connections = ConnectionFactory(owner, sink, PoemFactory(protocol), connector, owner.keep)
    early = 0
    with kept_running():
        connections.begin()
        if owner.verdict is None:
            connection = connections.buildProtocol(None)
            connection.makeConnection(transport)
            for chunk in chunks:
                # A transport reads nothing more once it is to close.
                if connection.verdict is not None or transport.disconnecting:
                    break
                connection.dataReceived(chunk)
            early = len(sink.received)
            connection.connectionLost(Failure(ConnectionDone()))
    assert owner.verdict is not None
    return Trial(sink.received, sink.unfinished, owner.verdict.outcome, owner.verdict.reason, early)


def pieces(data: bytes, points: Iterable[int]) -> list[bytes]:
    """Cut data after these numbers of bytes, which lie within it."""
    return [data[start:stop] for start, stop in pairwise(sorted({0, len(data), *points}))]


def difference(expected: Trial, got: Trial) -> str | None:
    """Return in what two trials differ first, or None."""
    if got.is_fault and not expected.is_fault:
        return f"it ends as {got.outcome}: {got.reason}"
    if found := difference_of_frames(expected.frames, got.frames):
        return found
    if expected.rest != got.rest:
        return f"of the unfinished frame there is {show(got.rest)} instead of {show(expected.rest)}"
    if expected.outcome is not got.outcome:
        return f"it ends as {got.outcome} ({got.reason}) instead of {expected.outcome} ({expected.reason})"
    if expected.reason != got.reason:
        return f"the reason is {got.reason!r} instead of {expected.reason!r}"
    return None


def difference_of_frames(expected: Sequence[bytes], got: Sequence[bytes]) -> str | None:
    """Return the first frame that is another, missing or too many, or None."""
    for number, (wanted, frame) in enumerate(zip(expected, got, strict=False), 1):
        if wanted != frame:
            same = next((at for at, pair in enumerate(zip(wanted, frame, strict=False)) if pair[0] != pair[1]), None)
            same = min(len(wanted), len(frame)) if same is None else same
            return (
                f"frame {number} is {show(frame, same)} instead of {show(wanted, same)}, other from its byte {same} on"
            )
    if len(got) < len(expected):
        return f"frame {len(got) + 1}, {show(expected[len(got)])}, is missing"
    if len(got) > len(expected):
        return f"there is a frame {len(expected) + 1}, {show(got[len(expected)])}, that should not be"
    return None


def show(data: bytes, at: int = 0) -> str:
    """Return bytes as Python writes them; of long ones, some around a position."""
    if len(data) <= _LONGEST_SHOWN:
        return repr(data)
    start = max(at - _LONGEST_SHOWN // 2, 0)
    middle = repr(data[start : start + _LONGEST_SHOWN])
    before, after = "…" if start else "", "…" if start + _LONGEST_SHOWN < len(data) else ""
    return f"{before}{middle}{after} ({len(data):,} bytes)"
