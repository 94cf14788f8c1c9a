"""Where frames end on the wire, exactly, for any protocol: found by a job where the recording does not tell it."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Protocol as StructuralType

from twisted.internet.interfaces import IDelayedCall

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Run
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.errors import PluginError
from poetrygui.hosts.host import HostEnd
from poetrygui.hosts.messages import Message
from poetrygui.plugins.pinned import PinnedProtocol
from poetrygui.recordings.frame_edges import RunEdges
from poetrygui.recordings.workers import RunningJob, StartJob

_MOST_AT_ONCE = 256 * 1024  # bytes of the wire
_MOST_KEPT = 4096  # chunks
_REST = 3
"""How many times as long as a job took it rests after it, where the recording has grown: there is always more then."""


_Ends = Mapping[int, Sequence[int] | None]
"""Of chunks, by their numbers: where frames end, or None where that cannot be found out."""


class Clock(StructuralType):
    """What calls later and can be told not to; a reactor is one."""

    def callLater(self, delay: float, callable: Callable[[], object]) -> IDelayedCall:
        """Call ``callable`` when so many seconds have passed."""

    def seconds(self) -> float:
        """Return the time."""


class DrippedEdges:
    """Tells what runs of the wire tell; for all else it has the protocol played the recording again, in pieces.

    What is asked for is found later: then who subscribed is told. A protocol whose frames depend on where chunks end,
    or that makes other frames now than were recorded, tells nothing.
    """

    def __init__(
        self, recording: Recording, pinned: Callable[[], PinnedProtocol], start: StartJob, clock: Clock
    ) -> None:
        """Ask ``pinned`` for the protocol of ``recording``, which raises PluginError, and ``start`` for jobs.

        Waiting is timed by ``clock``.
        """
        self._recording = recording
        self._pinned = pinned
        self._start = start
        self._clock = clock
        self._told = RunEdges(recording)
        self._kept = _Kept()
        self._wanted: list[tuple[int, int]] = []
        self._job: _Search | None = None
        self._begun = 0.0, 0  # when the job was, and how many bytes of the wire there were
        self._next: IDelayedCall | None = None
        self._is_closed = False
        self._subscribers: list[Callable[[], None]] = []

    @property
    def is_looking(self) -> bool:
        """Whether something that was asked for is still to be found, or to be told that it cannot be."""
        return bool(self._wanted) or self._next is not None or self._job is not None

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
        """Look for nothing more."""
        self._is_closed = True
        self._wanted.clear()
        if self._next is not None:
            self._next.cancel()
            self._next = None
        if self._job is not None:
            self._job.stop()

    def _begin_in(self, seconds: float) -> None:
        if self._next is None and self._job is None and not self._is_closed:
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
        self._job = _Search(chunks, self._found)
        folder = str(self._recording.directory)
        border = self._kept.border_before(start)
        arguments = {"recording": folder, "protocol": protocol.as_json(), "wire": [start, stop], "border": border}
        self._job.begin(lambda hear, end: self._start("ends", arguments, hear, end))

    def _found(self, found: _Ends, borders: Iterable[tuple[int, int]]) -> None:
        self._job = None
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

    def take(self, ends: _Ends, borders: Iterable[tuple[int, int]]) -> None:
        self.ends.update(ends)
        while len(self.ends) > _MOST_KEPT:
            self.ends.popitem(last=False)
        self._borders = sorted({*self._borders, *borders})

    def border_before(self, byte: int) -> tuple[int, int]:
        return self._borders[bisect_right(self._borders, byte, key=itemgetter(0)) - 1]


class _Search:
    """One job, for some chunks."""

    def __init__(self, chunks: Sequence[Chunk], on_end: Callable[[_Ends, Iterable[tuple[int, int]]], None]) -> None:
        self._chunks = chunks
        self._on_end = on_end
        self._ends: list[Sequence[int]] = []
        self._borders: list[tuple[int, int]] = []
        self._is_same = False
        self._job: RunningJob | None = None

    def begin(self, start: Callable[[Callable[[Message], None], Callable[[HostEnd], None]], RunningJob]) -> None:
        self._job = start(self._hear, self._ended)

    def stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _hear(self, message: Message) -> None:
        if isinstance(message, array):
            self._ends.append(message)
        elif isinstance(message, dict) and "first" in message:
            self._is_same = bool(self._chunks) and message["first"] == self._chunks[0].frames_before
        elif isinstance(message, dict) and "borders" in message:
            self._borders = [(int(byte), int(frames)) for byte, frames in message["borders"]]
        elif isinstance(message, dict):
            self._is_same &= not message.get("depends") and bool(message.get("is_exact"))

    def _ended(self, _end: HostEnd) -> None:
        found: dict[int, Sequence[int] | None] = dict.fromkeys(chunk.number for chunk in self._chunks)
        for chunk, ends in zip(self._chunks, self._ends, strict=False):
            if self._is_same and len(ends) == chunk.frames_after - chunk.frames_before:
                found[chunk.number] = ends
        self._on_end(found, self._borders if self._is_same else ())
