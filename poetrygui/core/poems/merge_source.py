"""One of the poems that a merged one is made of: its lines, with the times of their ends, and what was sent between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from poetrygui.core.poems.log_places import OtherInLog
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.sent_search import SentMessage, forgotten, head_of, may_have_sent, message_of
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.core.poems.wire_records import SentMore


class Arrived(NamedTuple):
    """The byte of the rows up to which whole lines had come at a ``time``, in µs since the epoch.

    ``seen`` is when that was read in the log, in seconds of any clock. Where a message was ``sent`` then, nothing came.
    """

    time: int
    stop: int
    newlines: int
    seen: float
    sent: SentMessage | None = None


_ROWS = 4  # in a PlaceInLog


class MergeSource:
    """Reads the log of a poem's recording from where it has come to, as far as it is there."""

    def __init__(self, poem: StoredPoem, is_over: Callable[[], bool]) -> None:
        """Read what came of ``poem``, which has a recording; ``is_over`` tells whether nothing more comes."""
        self.poem = poem
        self.first = self.position = poem.start
        """The byte of the rows up to which they were merged, and at first."""
        self.newlines = self._recording.dropped.newlines
        """The newlines before that."""
        self.waiting: deque[Arrived] = deque()
        """What was read and not merged."""
        self._is_over = is_over
        self._read = self._recording.log.first_block, 0  # blocks, and what was taken of the next one
        self._told = -1  # the number of the last record of a message
        self._last = Arrived(0, self.first, self.newlines, 0)
        self._has_grown = True
        self.is_done = False
        """Whether all of it was read, and nothing more comes."""
        self.release = self._recording.subscribe(self._note_growth)
        """Read nothing more."""

    @property
    def is_behind(self) -> bool:
        """Whether there may be something to :meth:`look` at."""
        return not self.is_done and (self._has_grown or self._is_over())

    @property
    def may_have_more(self) -> bool:
        """Whether something may come that is earlier than what another one has waiting."""
        return not self.waiting and not self._is_over()

    @property
    def has_dropped(self) -> bool:
        """Whether some of what was merged is not kept any more."""
        return self.poem.start > self.first

    def replace(self, poem: StoredPoem) -> None:
        """Read the same rows in ``poem`` from now on, whose log was written anew without what was sent."""
        self.release()
        self.poem = poem
        self.waiting = deque(each._replace(sent=each.sent and forgotten(each.sent)) for each in self.waiting)
        self._read = self._recording.log.first_block, 0
        self._has_grown, self.is_done = True, False
        self.release = self._recording.subscribe(self._note_growth)

    @property
    def _recording(self) -> Recording:
        assert self.poem.recording is not None
        return self.poem.recording

    def look(self, now: float) -> bool:
        """Read more of the log, a block at most, unless something waits; tell whether there is something to merge.

        Raises OSError.
        """
        was_over = self._is_over()  # before the log is read: what came meanwhile is in it
        self._has_grown = bool(self.waiting)
        log = self._recording.log
        block, taken = self._read
        # What was sent last in a block may go on in the next one.
        while block < log.blocks and not self._has_grown and (not self.waiting or self.waiting[-1].sent is not None):
            for entry in self._entries(block)[taken:]:
                if isinstance(entry, OtherInLog):
                    self._take_sent(entry, now)
                elif entry.rows_after > self.poem.size:
                    self._has_grown = True  # its rows are not there yet
                    return bool(self.waiting)
                elif entry.newlines_after > self._last.newlines:
                    self._take(entry, now)
                taken += 1
                self._read = block, taken
            if block + 1 >= log.blocks:
                break
            block, taken = self._read = block + 1, 0
        if self.waiting:
            self._has_grown = True  # there may be more behind it
        elif was_over:
            self._end(now)
        return bool(self.waiting)

    def _entries(self, block: int) -> list[Chunk | OtherInLog]:
        """Return the chunks of a block, with the other records between them where some may tell what was sent."""
        log = self._recording.log
        chunks = [*log.chunks(block)]
        entries: list[Chunk | OtherInLog] = []
        taken = 0
        for other in log.places_and_others(block)[1] if may_have_sent(self._recording.info) else ():
            until = max(other.before - 1, taken)
            entries += chunks[taken:until]
            entries.append(other)
            taken = until
        return entries + chunks[taken:]

    def _take_sent(self, other: OtherInLog, now: float) -> None:
        """Take a message, or what it goes on with, which is read ``now``."""
        if isinstance(other.record, SentMore):
            if self.waiting and (sent := self.waiting[-1].sent) is not None:
                self.waiting[-1] = self.waiting[-1]._replace(sent=head_of(sent, other.record))
            return
        message = message_of(other.record, other.place[_ROWS], other.records - 1, self._recording.info)
        if message is not None and message.number > self._told:
            self._told = message.number
            self.waiting.append(Arrived(self._clock(message.time), *self._last[1:3], now, message))

    def _end(self, now: float) -> None:
        """Take what is left: a last line without newline, and what has no record, which came before the end."""
        self.is_done = True
        if self._last.stop < self.poem.size:
            self._last = Arrived(self._clock(self._recording.sums.time), self.poem.size, self.poem.line_count, now)
            self.waiting.append(self._last)

    def _note_growth(self) -> None:
        self._has_grown = True

    def _take(self, chunk: Chunk, now: float) -> None:
        """Take the whole lines that had come with a chunk, which is read ``now``."""
        stop, before = chunk.rows_after, self._last.stop
        if self.poem.read(stop - 1, stop) != b"\n":
            stop = self.poem.start_of_line(stop, stop - before)
        if stop > before:
            self._last = Arrived(self._clock(chunk.time), stop, chunk.newlines_after, now)
            self.waiting.append(self._last)

    def _clock(self, time: int) -> int:
        return round(self._recording.info.clock * 1_000_000) + time
