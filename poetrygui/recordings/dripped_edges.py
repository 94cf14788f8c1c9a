"""Where frames end on the wire, exactly, for any protocol: found by a job where the recording does not tell it."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from operator import itemgetter

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.errors import PluginError
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.ends_job import Borders, Clock, Ends, EndsJob, Question
from poetrygui.recordings.frame_edges import RunEdges
from poetrygui.recordings.workers import StartAskedJob

_MOST_AT_ONCE = 256 * 1024  # bytes of the wire
_MOST_KEPT = 4096  # chunks
_REST = 3
"""How many times as long as a job took it rests after it, where the recording has grown: there is always more then."""


class DrippedEdges:
    """Tells what runs of the wire tell; for all else it has the protocol played the recording again, in pieces.

    What is asked for is found later: then who subscribed is told. A protocol whose frames depend on where chunks end,
    or that makes other frames now than were recorded, tells nothing.
    """

    def __init__(
        self, recording: Recording, pinned: Callable[[], PinnedProtocol], start: StartAskedJob, clock: Clock
    ) -> None:
        """Ask ``pinned`` for the protocol of ``recording``, which raises PluginError, and ``start`` for jobs.

        Waiting is timed by ``clock``.
        """
        self._recording = recording
        self._pinned = pinned
        self._clock = clock
        self._told = RunEdges(recording)
        self._kept = _Kept()
        self._wanted: list[tuple[int, int]] = []
        self._job = EndsJob(str(recording.directory), start, clock, self._found)
        self._begun = 0.0, 0  # when the job was, and how many bytes of the wire there were
        self._next: IDelayedCall | None = None
        self._is_closed = False
        self._subscribers: list[Callable[[], None]] = []

    @property
    def is_looking(self) -> bool:
        """Whether something that was asked for is still to be found, or to be told that it cannot be."""
        return bool(self._wanted) or self._job.is_asked

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Have ``callback`` called whenever more is known, or it is known that nothing will be."""
        self._subscribers.append(callback)

    def known_ends_in(self, chunk: Chunk, run: Run) -> Sequence[int] | None:
        """Return what is known by now. Raises OSError."""
        found = self._told.ends_in(chunk, run)
        return self._kept.ends.get(chunk.number) if found is None and chunk.start < chunk.stop else found

    def ends_in(self, chunk: Chunk, run: Run) -> Sequence[int] | None:
        """Return what is known, and have the rest found. Raises OSError."""
        found = self.known_ends_in(chunk, run)
        is_asked = chunk.number in self._kept.ends or chunk.start == chunk.stop or self._is_closed
        if found is None and not is_asked:
            self._wanted.append((chunk.start, chunk.stop))
            self._begin_in(0)
        return found

    def close(self) -> None:
        """Look for nothing more; who waits for something is told that it will not be known."""
        was_looking, self._is_closed = self.is_looking, True
        self._wanted.clear()
        if self._next is not None:
            self._next.cancel()
            self._next = None
        self._job.stop()
        if was_looking:
            self._tell()

    def _begin_in(self, seconds: float) -> None:
        if self._next is None and not self._job.is_asked and not self._is_closed:
            self._next = self._clock.callLater(seconds, self._begin)

    def _begin(self) -> None:
        self._next = None
        wanted, self._wanted = self._wanted, []
        if not wanted:
            return
        start = min(first for first, _ in wanted)
        stop = min(max(last for _, last in wanted), start + _MOST_AT_ONCE)
        try:
            chunks = list(self._recording.chunks(start, stop))
            protocol = self._pinned()
        except (OSError, PluginError):
            # What is not known stays pale; the reason is told where the protocol is chosen.
            self._is_closed = True
            self._tell()
            return
        self._begun = self._clock.seconds(), self._recording.wire_size
        self._job.ask(protocol, Question(chunks, (start, stop), self._kept.border_before(start)))

    def _found(self, found: Ends, borders: Borders) -> None:
        self._kept.take(found, borders)
        begun, size = self._begun
        self._begin_in((self._clock.seconds() - begun) * _REST if self._recording.wire_size > size else 0)
        if not self._is_closed:
            self._tell()

    def _tell(self) -> None:
        for callback in tuple(self._subscribers):
            callback()


class _Kept:
    """What jobs have found."""

    def __init__(self) -> None:
        self.ends: OrderedDict[int, Sequence[int] | None] = OrderedDict()
        self._borders = [(0, 0)]  # bytes at which a frame ends, and how many frames there are up to each

    def take(self, ends: Ends, borders: Borders) -> None:
        self.ends.update(ends)
        while len(self.ends) > _MOST_KEPT:
            self.ends.popitem(last=False)
        self._borders = sorted({*self._borders, *borders})

    def border_before(self, byte: int) -> tuple[int, int]:
        return self._borders[bisect_right(self._borders, byte, key=itemgetter(0)) - 1]
