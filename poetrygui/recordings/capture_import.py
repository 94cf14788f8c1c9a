"""Making recordings of a capture: one of each direction of somebody's connection, one of each that was made up here."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from typing import BinaryIO

from poetrygui.core.outcomes import WhatIsKept
from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Event, Sent
from poetrygui.core.text.wording import counted
from poetrygui.recordings.capture_connections import CaptureConnections, CapturedConnection
from poetrygui.recordings.capture_reader import read_capture
from poetrygui.recordings.captured_end import captured_end
from poetrygui.recordings.chunk_joiner import Chunk, ChunkJoiner
from poetrygui.recordings.conversation import Closing, ConversationListener, Item, Remark
from poetrygui.recordings.handed_on_capture import HandedOnConversation
from poetrygui.recordings.new_recordings import Imported, NewRecording, NewRecordings
from poetrygui.recordings.packet_comments import anchors_in, info_in
from poetrygui.recordings.stream_assembly import Hole
from poetrygui.recordings.tcp_segments import Endpoint, Skipped, endpoint_text

Made = Callable[[Imported], object]

FRAMED_AS = "raw"
"""The protocol by which a capture's bytes are one frame, since nothing is known of any other."""


def import_capture(file: BinaryIO, name: str, recordings: NewRecordings, made: Made) -> Counter[Skipped]:
    """Make recordings of a capture, and tell of each; return how many packets have no part in any, and why.

    ``name`` is what the capture is called that is read from ``file``. Raises CaptureError where it is damaged, when all
    that was before is made, RecordingError for what this program never wrote, and OSError.
    """

    def begin(connection: CapturedConnection) -> ConversationListener:
        return _Listener(connection, name, recordings, made)

    connections = CaptureConnections(begin)
    connections.take_all(read_capture(file))
    return connections.skipped


class _Listener(ConversationListener):
    """Hears a conversation, which the first thing that is heard tells to be somebody's, or made up by this program."""

    def __init__(self, connection: CapturedConnection, name: str, recordings: NewRecordings, made: Made) -> None:
        self._connection = connection
        self._name = name
        self._recordings = recordings
        self._made = made
        self._teller: ConversationListener | None = None

    def heard(self, item: Item) -> None:
        if self._teller is None:
            info = info_in(item.text) if isinstance(item, Remark) else None
            if info is not None and isinstance(item, Remark):
                anchors, began = anchors_in(item.text), self._connection.time
                self._teller = HandedOnConversation(info, anchors, began, self._recordings, self._made)
                return
            self._teller = _BothDirections(self._connection, self._name, self._recordings, self._made)
        self._teller.heard(item)

    def ended(self, closing: Closing) -> None:
        if self._teller is not None:
            self._teller.ended(closing)


class _BothDirections(ConversationListener):
    """Makes a recording of each direction in which something was said."""

    def __init__(self, connection: CapturedConnection, name: str, recordings: NewRecordings, made: Made) -> None:
        self._directions = [_Direction(connection, name, recordings, by_client=each) for each in (False, True)]
        self._made = made
        self._joiner = ChunkJoiner(self._tell)

    def heard(self, item: Item) -> None:
        # What somebody wrote beside a packet is no part of what was said.
        if not isinstance(item, Remark):
            self._joiner.add(item)

    def ended(self, closing: Closing) -> None:
        self._joiner.end()
        for direction in self._directions:
            if (imported := direction.end(closing)) is not None:
                self._made(imported)

    def _tell(self, chunk: Chunk) -> None:
        for direction in self._directions:
            direction.tell(chunk)


class _Direction:
    """What one end said, with what the other did. What the client was told is kept beside what it asked, and no more:
    each byte would be kept twice."""

    def __init__(
        self, connection: CapturedConnection, name: str, recordings: NewRecordings, *, by_client: bool
    ) -> None:
        self._connection = connection
        self._name = name
        self._recordings = recordings
        self._by_client = by_client
        self._recording: NewRecording | None = None
        self._said_anything = False
        self._not_kept = 0

    def tell(self, chunk: Chunk) -> None:
        time = chunk.time - self._connection.time
        if chunk.by_client != self._by_client:
            self._tell_other(chunk.what, time)
            return
        recording = self._begun()
        self._said_anything = True
        self._tell_not_kept(recording, time)
        if isinstance(chunk.what, Hole):
            recording.miss(chunk.what, time)
        else:
            recording.received(chunk.what, time)

    def end(self, closing: Closing) -> Imported | None:
        if self._recording is None:
            return None
        if not self._said_anything:
            self._recording.drop()
            return None
        time = closing.time - self._connection.time
        self._tell_not_kept(self._recording, time)
        ended = captured_end(closing, self._recording, by_client=self._by_client, seconds=time / 1e6)
        self._recording.add(Event(time, EventKind.LOST, ended.reason))
        return self._recording.end(ended)

    def _tell_other(self, what: bytes | Hole, time: int) -> None:
        size = what.size if isinstance(what, Hole) else len(what)
        if self._by_client or isinstance(what, Hole):
            self._not_kept += size
        else:
            self._tell_not_kept(self._begun(), time)
            self._begun().add(Sent(time, what), size)

    def _tell_not_kept(self, recording: NewRecording, time: int) -> None:
        if self._not_kept:
            recording.add(Event(time, EventKind.SENT_NOT_KEPT, counted(self._not_kept, "byte")))
            self._not_kept = 0

    def _begun(self) -> NewRecording:
        if self._recording is None:
            source, destination = self._ends()
            started = datetime.datetime.fromtimestamp(self._connection.time / 1e6, datetime.UTC)
            info = PoemInfo(
                f"{self._name}: {source} to {destination}",
                source,
                FRAMED_AS,
                started.isoformat(),
                peer=source,
                clock=self._connection.time / 1e6,
                kept=WhatIsKept.ARRIVALS if self._by_client else WhatIsKept.EVERYTHING,
            )
            self._recording = self._recordings.begin(info)
        return self._recording

    def _ends(self) -> tuple[str, str]:
        ends: tuple[Endpoint, Endpoint] = (self._connection.client, self._connection.server)
        source, destination = map(endpoint_text, ends if self._by_client else ends[::-1])
        return source, destination
