"""Telling of frames only once they are where they belong."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from poetrygui.commands.frame_moments import FrameMoments
from poetrygui.core.poems.keeper import PoemKeeper
from poetrygui.recordings.frame_lines import FrameLines, Moment


class FramesTold:
    """A sink that holds frames back until ``keeper``, which gets the same ones, has written them; then ``told`` tells.

    Of a frame that was written in part, as on a disk that is full, that part is told.
    """

    def __init__(self, keeper: PoemKeeper, told: FrameLines, moments: FrameMoments) -> None:
        """Listen to ``keeper``; ``moments`` know when and where frames came."""
        self._keeper = keeper
        self._told = told
        self._moments = moments
        # Whether these are whole frames, and they, and when they were delivered.
        self._held: deque[tuple[bool, Sequence[bytes], Moment]] = deque()
        self._size = 0  # bytes told
        self._count = 0  # frames told
        keeper.subscribe(self.tell)

    def frame(self, data: bytes) -> None:
        """Hold a frame, or the last piece of one."""
        self._hold(True, (data,))

    def part(self, data: bytes) -> None:
        """Hold a piece of a frame."""
        self._hold(False, (data,))

    def frames(self, frames: Sequence[bytes]) -> None:
        """Hold many frames."""
        self._hold(True, frames)

    def fail(self, reason: str) -> None:
        """Tell nothing before the end."""

    def remark(self, text: str) -> None:
        """Tell nothing before the end."""

    def tell(self) -> None:
        """Tell of what is written by now."""
        while self._held:
            are_whole, pieces, moment = self._held[0]
            if not self._fits(are_whole, pieces):
                self._tell_some(are_whole, pieces, moment)
                break
            self._held.popleft()
            self._tell(are_whole, pieces, moment)
        self._told.flush()

    def _hold(self, are_whole: bool, pieces: Sequence[bytes]) -> None:
        self._held.append((are_whole, pieces, self._moments.of(are_whole, pieces)))

    def _fits(self, are_whole: bool, pieces: Sequence[bytes]) -> bool:
        size = self._size + sum(map(len, pieces))
        count = self._count + len(pieces) * are_whole
        return size <= self._keeper.exact_size and count <= self._keeper.frame_count

    def _tell(self, are_whole: bool, pieces: Sequence[bytes], moment: Moment) -> None:
        self._size += sum(map(len, pieces))
        if are_whole:
            self._count += len(pieces)
            self._told.frames(pieces, moment)
        else:
            for data in pieces:
                self._told.part(data, moment)

    def _tell_some(self, are_whole: bool, pieces: Sequence[bytes], moment: Moment) -> None:
        """Tell of the first of some pieces, not all of which are written, and hold the rest."""
        done = 0
        while done < len(pieces) and self._fits(are_whole, pieces[done : done + 1]):
            self._tell(are_whole, pieces[done : done + 1], moment)
            done += 1
        rest = [*pieces[done:]]
        if rest and (written := min(self._keeper.exact_size - self._size, len(rest[0]))) > 0:
            moment.forget_places()
            self._tell(False, [rest[0][:written]], moment)
            rest[0] = rest[0][written:]
        self._held[0] = are_whole, rest, moment
