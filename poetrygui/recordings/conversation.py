"""Both directions of one TCP connection in a capture, put together and told in the order of time."""

from __future__ import annotations

from operator import attrgetter
from typing import Protocol as StructuralType

from attrs import frozen

from poetrygui.recordings.stream_assembly import Hole, Piece, StreamAssembly
from poetrygui.recordings.tcp_segments import ACK, FIN, PSH, RST, SYN, Segment

MOST_HELD = 16 * 1024 * 1024
"""Bytes that wait for others before they are taken for missing."""
_COST_OF_ITEM = 256


@frozen
class Said:
    """What one end of a connection said, or what of it is missing."""

    time: int
    by_client: bool
    what: Piece | Hole


@frozen
class Remark:
    """What somebody wrote beside a packet."""

    time: int
    text: str


Item = Said | Remark


@frozen
class Closing:
    """How a connection ended, as far as the capture tells.

    ``time`` is that of its last packet. ``was_reset`` is by the client or not, None where nobody did; ``why`` is, in a
    sentence, why nothing more is known of it.
    """

    time: int
    client_closed: bool
    server_closed: bool
    was_reset: bool | None
    began_before: bool
    why: str


class ConversationListener(StructuralType):
    """Is told what was said on a connection, in the order of time."""

    def heard(self, item: Item) -> None:
        """Take what comes next. Raises OSError."""

    def ended(self, closing: Closing) -> None:
        """Take notice that nothing more comes. Raises OSError."""


class _End:
    """One end of a connection: what it says, and whether it has closed."""

    def __init__(self) -> None:
        self.stream = StreamAssembly()
        self.fin: int | None = None  # sequence number behind its last byte
        self.has_closed = False

    def note_close(self) -> None:
        self.has_closed = self.has_closed or (self.fin is not None and self.stream.has_reached(self.fin))


class Conversation:
    """Takes the segments of one connection, as they were captured, and tells its listener what they say."""

    def __init__(self, listener: ConversationListener) -> None:
        """Tell ``listener``."""
        self._listener = listener
        self._client, self._server = _End(), _End()
        self._waiting: list[Item] = []  # not told yet, since something of before may still be found
        self._waiting_size = 0
        self._syn: int | None = None
        self._was_reset: bool | None = None
        self._time = 0

    @property
    def held_size(self) -> int:
        """Bytes of memory that wait for something."""
        return self._client.stream.held_size + self._server.stream.held_size + self._waiting_size

    def is_another(self, by_client: bool, segment: Segment) -> bool:
        """Tell whether a segment begins a new connection between the same two ends."""
        if segment.flags & (SYN | ACK) != SYN or (by_client and segment.sequence == self._syn):
            return False
        return self._syn is not None or self._client.stream.is_settled or self._server.stream.is_settled

    def take(self, time: int, by_client: bool, segment: Segment, comment: str = "") -> None:
        """Take a segment that was captured at ``time``, sent ``by_client`` or else by the server.

        ``comment`` is the packet's. Raises what the listener does.
        """
        self._time = max(self._time, time)
        end = self._client if by_client else self._server
        sequence, flags = segment.sequence, segment.flags
        if flags & SYN:
            if by_client and not flags & ACK:
                self._syn = sequence
            sequence += 1
            self._add(by_client, end.stream.begin(time, sequence))
        if comment:
            self._waiting.append(Remark(time, comment))
            self._waiting_size += len(comment) + _COST_OF_ITEM
        if flags & RST:
            # Its text, if it has one, is no part of the stream.
            self._was_reset = by_client if self._was_reset is None else self._was_reset
        elif segment.payload or segment.missing or end.stream.is_settled:
            found = end.stream.take(
                time, sequence, segment.payload, missing=segment.missing, is_pushed=bool(flags & PSH)
            )
            self._add(by_client, found)
        if flags & FIN and not flags & RST and end.fin is None:
            end.fin = sequence + len(segment.payload) + segment.missing
        end.note_close()
        if self.held_size > MOST_HELD:
            self.give_up()
        elif self._waiting and not self._client.stream.is_waiting and not self._server.stream.is_waiting:
            self._tell()

    def give_up(self) -> None:
        """Wait for nothing more that is missing. Raises what the listener does."""
        for by_client, end in ((True, self._client), (False, self._server)):
            self._add(by_client, end.stream.give_up())
            end.note_close()
        self._tell()

    def end(self, why: str) -> None:
        """Tell what is left, and that nothing more is to be had: ``why``. Raises what the listener does."""
        for by_client, end in ((True, self._client), (False, self._server)):
            self._add(by_client, end.stream.end(self._time, end.fin))
            end.note_close()
        self._tell()
        closed = self._client.has_closed, self._server.has_closed
        self._listener.ended(Closing(self._time, *closed, self._was_reset, self._syn is None, why))

    def _add(self, by_client: bool, found: list[Piece | Hole]) -> None:
        for what in found:
            self._waiting.append(Said(what.time, by_client, what))
            self._waiting_size += _COST_OF_ITEM + (len(what.data) if isinstance(what, Piece) else 0)

    def _tell(self) -> None:
        # Of the two directions each is in order; what one had to wait for may be later than what the other said since.
        items = sorted(self._waiting, key=attrgetter("time")) if len(self._waiting) > 1 else self._waiting
        self._waiting, self._waiting_size = [], 0
        for item in items:
            self._listener.heard(item)
