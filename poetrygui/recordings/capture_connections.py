"""Telling the connections in a capture apart, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from attrs import frozen

from poetrygui.recordings.captured_packet import CapturedPacket, CaptureError
from poetrygui.recordings.conversation import Conversation, ConversationListener
from poetrygui.recordings.tcp_segments import ACK, SYN, Endpoint, Segment, Skipped, tcp_segment

MOST_CONNECTIONS = 10_000
"""Connections that are followed at a time: the one that was silent longest ends where there are more."""
MOST_HELD = 64 * 1024 * 1024
"""Bytes that wait for others, in all connections together."""

CAPTURE_ENDS = "the capture ends here"
ANOTHER_BEGAN = "another connection between the same two ends begins here"
TOO_MANY = "too many connections are open at once in the capture for this one to be followed further"


@frozen
class CapturedConnection:
    """The two ends of a connection, and the time of its first packet in the capture, in µs since 1970."""

    client: Endpoint
    server: Endpoint
    time: int


_Key = tuple[Endpoint, Endpoint]
Begin = Callable[[CapturedConnection], ConversationListener]


@frozen
class _Open:
    connection: CapturedConnection
    conversation: Conversation


class CaptureConnections:
    """Takes packets, and tells for each connection a listener of its own what was said."""

    def __init__(self, begin: Begin) -> None:
        """Have ``begin`` return the listener of each connection."""
        self.skipped: Counter[Skipped] = Counter()
        """How many packets have no part in any connection, and why."""
        self._begin = begin
        self._open: dict[_Key, _Open] = {}  # the one that was silent longest first
        self._held_size = 0

    @property
    def held_size(self) -> int:
        """Bytes of memory that wait for something."""
        return self._held_size

    def take_all(self, packets: Iterable[CapturedPacket]) -> None:
        """Take all packets, and end. Damage that ends them early is raised when all that was before it is told."""
        try:
            for packet in packets:
                self.take(packet)
        except CaptureError:
            self.end()
            raise
        self.end()

    def take(self, packet: CapturedPacket) -> None:
        """Take one packet. Raises what a listener does."""
        segment = tcp_segment(packet)
        if isinstance(segment, Skipped):
            self.skipped[segment] += 1
            return
        source, destination = segment.source, segment.destination
        key = (source, destination) if source < destination else (destination, source)
        opened = self._open.pop(key, None)
        if opened is not None and opened.conversation.is_another(source == opened.connection.client, segment):
            self._close(opened, ANOTHER_BEGAN)
            opened = None
        if opened is None:
            client, server = _roles(segment)
            connection = CapturedConnection(client, server, packet.time)
            opened = _Open(connection, Conversation(self._begin(connection)))
        # At the end of those that are open: it has just spoken.
        self._open[key] = opened
        held = opened.conversation.held_size
        opened.conversation.take(packet.time, source == opened.connection.client, segment, packet.comment)
        self._held_size += opened.conversation.held_size - held
        if self._held_size > MOST_HELD:
            for each in self._open.values():
                each.conversation.give_up()
            self._held_size = 0
        if len(self._open) > MOST_CONNECTIONS:
            self._close(self._open.pop(next(iter(self._open))), TOO_MANY)

    def end(self) -> None:
        """Take no more: end the connections that are open. Raises what a listener does."""
        while self._open:
            self._close(self._open.pop(next(iter(self._open))), CAPTURE_ENDS)

    def _close(self, opened: _Open, why: str) -> None:
        self._held_size -= opened.conversation.held_size
        opened.conversation.end(why)


def _roles(segment: Segment) -> tuple[Endpoint, Endpoint]:
    """Return the client and the server, as the first packet of a connection tells them: else the lower port serves."""
    source, destination = segment.source, segment.destination
    by_client = not segment.flags & ACK if segment.flags & SYN else source[1] >= destination[1]
    return (source, destination) if by_client else (destination, source)
