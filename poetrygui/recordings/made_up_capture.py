"""Telling a recording as a capture: as the packets of its connection, with what is known written beside them."""

from __future__ import annotations

from collections.abc import Iterable

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Anchor, Event
from poetrygui.recordings.made_up_ends import made_up_ends
from poetrygui.recordings.made_up_packets import MadeUpConnection
from poetrygui.recordings.packet_comments import comment_of, comment_of_end, comment_of_info
from poetrygui.recordings.pcapng_writer import PcapngWriter

_LATEST = 250_000_000_000  # seconds; what a reader takes for a time ends in the year 9999
BETWEEN_ACKNOWLEDGEMENTS = 64 * 1024 * 1024
"""Bytes that come before the client acknowledges them, where it says nothing."""

_CLOSED_BY_SERVER = (Outcome.COMPLETE, Outcome.CUT)
_BROKEN_BY_SERVER = (Outcome.RESET, Outcome.REFUSED)
_NOBODY_CLOSED = (Outcome.INTERRUPTED, Outcome.UNREACHABLE)


class MadeUpCapture:
    """Writes the packets of one connection as things happen; times are in µs since it began, and never go back.

    Each method raises what the writer does.
    """

    def __init__(self, writer: PcapngWriter, info: PoemInfo, number: int = 0) -> None:
        """Begin a connection in the file of ``writer``; ``number`` is how many connections that has already.

        ``info`` tells of what it is made up.
        """
        self._writer = writer
        self._packets = MadeUpConnection(*made_up_ends(info, number))
        self._began = round(min(max(info.clock, 0.0), _LATEST) * 1e6)
        self._stands = False
        self._unacknowledged = 0
        self._info = info
        self._at_first: list[Anchor] | None = []  # until the first packet is there

    def received(self, data: bytes, time: int) -> None:
        """Add a chunk that came."""
        self._stand(time)
        self._put(time, self._packets.data(data, by_client=False))
        self._unacknowledged += len(data)
        if self._unacknowledged >= BETWEEN_ACKNOWLEDGEMENTS:
            self._unacknowledged = 0
            self._put(time, [self._packets.acknowledgement(by_client=True)])

    def sent(self, data: bytes, time: int) -> None:
        """Add what was sent in one write."""
        self._stand(time)
        self._put(time, self._packets.data(data, by_client=True))
        self._unacknowledged = 0

    def happened(self, record: Event | Anchor) -> None:
        """Add a packet that is there for what is written beside it; what the clock showed at first has the first one.

        A second one that asks for a connection would be taken for one that is sent again.
        """
        if isinstance(record, Anchor) and not record.time and self._at_first is not None:
            self._at_first.append(record)
            return
        comment = comment_of(record)
        if self._stands:
            self._put(record.time, [self._packets.acknowledgement(by_client=True)], comment)
        elif isinstance(record, Event) and record.kind is EventKind.CONNECTED:
            self._stand(record.time, comment)
        else:
            self._put(record.time, [self._packets.call()], comment)

    def end(self, ended: Ended | None, time: int) -> None:
        """Add how it ended; None where it still runs."""
        self._put(time, self._closing(ended.outcome if ended is not None else None), comment_of_end(ended))

    def _closing(self, outcome: Outcome | None) -> list[bytes]:
        packets = self._packets
        if not self._stands:
            return [packets.reset(by_client=False) if outcome is Outcome.REFUSED else packets.call()]
        if outcome is None or outcome in _NOBODY_CLOSED:
            return [packets.acknowledgement(by_client=True)]
        if outcome in _CLOSED_BY_SERVER:
            return [
                packets.close(by_client=False),
                packets.close(by_client=True),
                packets.acknowledgement(by_client=False),
            ]
        # What ended for another reason was broken off by this program.
        return [packets.reset(by_client=outcome not in _BROKEN_BY_SERVER)]

    def _stand(self, time: int, comment: str = "") -> None:
        if not self._stands:
            self._stands = True
            self._put(time, self._packets.answer(), comment)

    def _put(self, time: int, packets: Iterable[bytes], comment: str = "") -> None:
        if (at_first := self._at_first) is not None:
            self._at_first = None
            self._put(0, [self._packets.call()], comment_of_info(self._info, at_first))
        for packet in packets:
            self._writer.packet(self._began + time, packet, comment)
            comment = ""
