"""Making a recording again of the packets that this program made of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.wire_records import Anchor, Sent
from poetrygui.recordings.chunk_joiner import Chunk, ChunkJoiner
from poetrygui.recordings.conversation import Closing, ConversationListener, Item, Remark
from poetrygui.recordings.new_recordings import Imported, NewRecordings
from poetrygui.recordings.packet_comments import end_in, record_in
from poetrygui.recordings.stream_assembly import Hole
from poetrygui.recordings.told_info import NO_END


class HandedOnConversation(ConversationListener):
    """Hears what was made up here; one end of it is the program that recorded it."""

    def __init__(
        self,
        info: PoemInfo,
        anchors: Iterable[Anchor],
        began: int,
        recordings: NewRecordings,
        made: Callable[[Imported], object],
    ) -> None:
        """Make a recording of ``info`` among ``recordings``, which began at ``began`` µs since 1970, with ``anchors``.

        ``made`` is told of it.
        """
        self._recording = recordings.begin(info, anchored=False)
        for anchor in anchors:
            self._recording.add(anchor)
        self._began = began
        self._made = made
        self._joiner = ChunkJoiner(self._tell)
        self._ended: Ended | None = None

    def heard(self, item: Item) -> None:
        """Take what comes next. Raises OSError, and RecordingError."""
        if not isinstance(item, Remark):
            self._joiner.add(item)
            return
        self._joiner.end()
        record = record_in(item.text, item.time - self._began)
        if record is None:
            self._ended = self._ended or end_in(item.text)
        else:
            self._recording.add(record)

    def ended(self, closing: Closing) -> None:
        """Take notice that nothing more comes. Raises OSError."""
        self._joiner.end()
        size = self._recording.size
        ended = self._ended or Ended(
            Outcome.INTERRUPTED, NO_END, size, seconds=(closing.time - self._began) / 1e6, received=size
        )
        self._made(self._recording.end(ended))

    def _tell(self, chunk: Chunk) -> None:
        time = chunk.time - self._began
        if isinstance(chunk.what, Hole):
            self._recording.miss(chunk.what, time)
        elif chunk.by_client:
            self._recording.add(Sent(time, chunk.what), len(chunk.what))
        else:
            self._recording.received(chunk.what, time)
