"""Two protocols over one recording, in one pass: what is different, by byte and by frame."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Generator, Iterator
from itertools import takewhile, zip_longest

from attrs import evolve, field, frozen
from twisted.internet.protocol import Protocol

from poetrygui.recordings.chunk_frames import FramingRun, Value, digests_of
from poetrygui.recordings.difference import Ends, Hunk, hunks
from poetrygui.recordings.drip import Drip, Dripped
from poetrygui.recordings.reframe import Reframed
from poetrygui.recordings.tape import Tape

MOST_LOOKED_AT = 2 * 1024 * 1024
"""Bytes of chunks that differ which are played byte by byte; what differs after that is told by whole chunks."""

LOOKED_AT_IN_PASSING = 128 * 1024
"""The same, of a comparison that is to take little of a processor: a second or so."""

_PIECES_AT_ONCE = 256
"""Pieces of a chunk that are played before others have their turn."""


@frozen
class _Chunk:
    """What both made of a chunk of ``size`` bytes that ends at byte ``stop``."""

    stop: int
    size: int
    ours: list[Value] = field(factory=list)
    theirs: list[Value] = field(factory=list)


class Comparison:
    """Plays a recording to two protocols side by side, and once more where they differ, byte by byte.

    Chunks that give the same frames on both sides need no closer look.
    """

    def __init__(
        self, tape: Tape, ours: type[Protocol], theirs: type[Protocol], *, most_looked_at: int | None = None
    ) -> None:
        """Prepare to play ``tape`` to ``ours`` and ``theirs``.

        Nothing runs before the first difference is asked for. ``most_looked_at`` takes the place of
        :data:`MOST_LOOKED_AT`.
        """
        # Bytes of chunks that may still be dripped.
        self._left_to_look_at = MOST_LOOKED_AT if most_looked_at is None else most_looked_at
        self._tape = tape
        self._runs = FramingRun(tape, ours), FramingRun(tape, theirs)
        self._protocols = ours, theirs
        self._drips: tuple[Drip, Drip] | None = None
        self._skipped = 0  # chunks that were played as they are, and that the drips have not seen
        self._in_step = True
        self._blocks = self._compare()
        self._queues: tuple[deque[Ends], deque[Ends]] = deque(), deque()
        self.depends = ["", ""]
        """For each side, in a sentence, where its frames depend on where the chunks end."""
        self.compared_to: int | None = None
        """The byte up to which they were compared, where :meth:`stop` has ended it before all was."""
        self.coarse_from: int | None = None
        """From this byte on, differences are told by whole chunks; None where all of them are exact."""

    def hunks(self) -> Iterator[Hunk | None]:
        """Yield the differences, in their order, and None in between, often, where it gets on."""
        for hunk in hunks(self._side(0), self._side(1), self._tape.wire_size):
            if hunk is None or self.compared_to is None:
                yield hunk
            else:
                # What is open where it was ended goes up to there.
                yield evolve(hunk, wire=(hunk.wire[0], min(hunk.wire[1], self.compared_to)))

    def stop(self) -> None:
        """Compare nothing more; what is known by then is still yielded, unless all is through."""
        if self.compared_to is None and any(run.reframing.result is None for run in self._runs):
            self.compared_to = self.looked_at

    @property
    def looked_at(self) -> int:
        """The byte up to which either has looked at the recording."""
        return max(run.reframing.looked_at for run in self._runs)

    @property
    def results(self) -> tuple[Reframed, Reframed]:
        """What became of both, once all differences were yielded."""
        return self._runs[0].result, self._runs[1].result

    def _side(self, number: int) -> Iterator[Ends]:
        while True:
            while not self._queues[number]:
                pair = next(self._blocks, None)
                if pair is None:
                    return
                for queue, ends in zip(self._queues, pair, strict=True):
                    queue.append(ends)
            yield self._queues[number].popleft()

    def _compare(self) -> Iterator[tuple[Ends, Ends]]:
        stop = 0
        waiting: list[_Chunk] = []  # from the last chunk with frames on, all of them the same on both sides
        chunks = zip_longest(*(run.chunks() for run in self._runs), fillvalue=[])
        for ours, theirs in takewhile(lambda _: self.compared_to is None, chunks):
            yield Ends(), Ends()
            before, stop = stop, self.looked_at
            chunk = _Chunk(stop, stop - before, ours, theirs)
            # The bytes themselves are compared in no time; where one side has a frame in parts, by digests.
            if self._in_step and (ours == theirs or digests_of(ours) == digests_of(theirs)):
                if ours:
                    yield from map(_alike, waiting)
                    self._skipped += len(waiting)
                    waiting = []
                waiting.append(chunk)
                continue
            for each in [*waiting, chunk]:
                if self._is_worth_a_look(each):
                    yield from self._look_closer(each)
                else:
                    yield self._coarse(each)
            waiting = []
        yield from map(_alike, waiting)

    def _is_worth_a_look(self, chunk: _Chunk) -> bool:
        """Tell whether the exact ends of a chunk's frames make a difference, and there is time to find them."""
        # Where one side has come to its end, all that follows is one difference.
        if any(run.reframing.result is not None and run.reframing.looked_at < chunk.stop for run in self._runs):
            return False
        if self._left_to_look_at < 0 and self.coarse_from is None:
            self.coarse_from = chunk.stop
        return self.coarse_from is None

    def _coarse(self, chunk: _Chunk) -> tuple[Ends, Ends]:
        """Return ends as near as the chunks tell."""
        if self.coarse_from is not None:
            self._in_step = True
        found = []
        for run, values in zip(self._runs, (chunk.ours, chunk.theirs), strict=True):
            stop = min(chunk.stop, run.reframing.looked_at)
            found.append(Ends(array("Q", [stop] * len(values)), digests_of(values)))
        return found[0], found[1]

    def _look_closer(self, chunk: _Chunk) -> Iterator[tuple[Ends, Ends]]:
        if self._drips is None:
            self._drips = Drip(self._tape, self._protocols[0]), Drip(self._tape, self._protocols[1])
        found = []
        for side, (drip, values) in enumerate(zip(self._drips, (chunk.ours, chunk.theirs), strict=True)):
            for _ in range(self._skipped):
                drip.skip()
                yield Ends(), Ends()
            dripped = yield from _in_turns(drip.drip(values))
            self.depends[side] = self.depends[side] or dripped.depends
            # By the frames that there were at first; where they depend on the chunks, as near as can be told.
            ends = dripped.ends if len(dripped.ends) == len(values) else array("Q", [chunk.stop] * len(values))
            found.append(Ends(ends, digests_of(values)))
        self._left_to_look_at -= chunk.size
        self._skipped = 0
        ours, theirs = found
        if ours.ends or theirs.ends:
            self._in_step = ours.ends[-1:] == theirs.ends[-1:]
        yield ours, theirs


def _in_turns(dripping: Generator[None, None, Dripped]) -> Generator[tuple[Ends, Ends], None, Dripped]:
    """Let a drip come to its end, and yield no frames now and then."""
    pieces = 0
    while True:
        try:
            next(dripping)
        except StopIteration as through:
            dripped: Dripped = through.value
            return dripped
        pieces += 1
        if not pieces % _PIECES_AT_ONCE:
            yield Ends(), Ends()


def _alike(chunk: _Chunk) -> tuple[Ends, Ends]:
    """Return ends for frames that are the same: where in the chunk they lie makes no difference."""
    ends = Ends(array("Q", [chunk.stop] * len(chunk.ours)), array("q", bytes(8 * len(chunk.ours))))
    return ends, ends
