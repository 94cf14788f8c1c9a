"""One of the poems that a merged one is made of: its lines, with the times at which they came to their ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log_reader import Chunk


class Arrived(NamedTuple):
    """The byte of the rows up to which whole lines had come at a ``time``, in µs since the epoch.

    ``seen`` is when that was read in the log, in seconds of any clock.
    """

    time: int
    stop: int
    newlines: int
    seen: float


class MergeSource:
    """Reads the log of a poem's recording from where it has come to, as far as it is there."""

    def __init__(self, poem: StoredPoem, recording: Recording, is_over: Callable[[], bool]) -> None:
        """Read what came of ``poem``, of which that is the recording; ``is_over`` tells whether nothing more comes."""
        self.poem = poem
        self.first = self.position = poem.start
        """The byte of the rows up to which they were merged, and at first."""
        self.newlines = recording.dropped.newlines
        """The newlines before that."""
        self.waiting: deque[Arrived] = deque()
        """What was read and not merged."""
        self._recording = recording
        self._is_over = is_over
        self._read = recording.log.first_block, 0  # blocks, and chunks of the next one
        self._last = Arrived(0, self.first, self.newlines, 0)
        self._has_grown = True
        self._is_done = False
        self.release = recording.subscribe(self._note_growth)
        """Read nothing more."""

    @property
    def is_behind(self) -> bool:
        """Whether there may be something to :meth:`look` at."""
        return not self._is_done and (self._has_grown or self._is_over())

    @property
    def may_have_more(self) -> bool:
        """Whether something may come that is earlier than what another one has waiting."""
        return not self.waiting and not self._is_over()

    @property
    def has_dropped(self) -> bool:
        """Whether some of what was merged is not kept any more."""
        return self.poem.start > self.first

    def look(self, now: float) -> bool:
        """Read more of the log, a block at most; tell whether there is something to merge. Raises OSError."""
        was_over = self._is_over()  # before the log is read: what came meanwhile is in it
        self._has_grown = False
        log = self._recording.log
        block, taken = self._read
        while not self.waiting and block < log.blocks:
            for chunk in [*log.chunks(block)][taken:]:
                if chunk.rows_after > self.poem.size:
                    self._has_grown = True  # its rows are not there yet
                    return bool(self.waiting)
                if chunk.newlines_after > self._last.newlines:
                    self._take(chunk, now)
                taken += 1
                self._read = block, taken
            if block + 1 < log.blocks:
                self._read = block + 1, 0
            elif not self.waiting:
                break
            block, taken = self._read
        if self.waiting:
            self._has_grown = True  # there may be more behind it
        elif was_over:
            self._end(now)
        return bool(self.waiting)

    def _end(self, now: float) -> None:
        """Take what is left: a last line without newline, and what has no record, which came before the end."""
        self._is_done = True
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
