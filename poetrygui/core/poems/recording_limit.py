"""What one running recording may take: beyond it, what came first is given up, segment by segment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator

from twisted.python.failure import Failure

from poetrygui.core.files.disk import Disk
from poetrygui.core.files.segments import SEGMENT_SIZE
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.kept_part import Dropped, KeptPart
from poetrygui.core.poems.kept_rows import KeptRows
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import BLOCK, Sums
from poetrygui.core.poems.wire_records import Received

_SEGMENTS = 16
"""As many segments make up the limit, so that little more goes at once than has to."""


def segment_size(limit: int | None) -> int | None:
    """Return of how many bytes the segments are of a recording of at most ``limit``; None for those of all others."""
    if limit is None or limit >= _SEGMENTS * SEGMENT_SIZE:
        return None
    return max(limit // _SEGMENTS, 1)


class RecordingLimit:
    """Keeps a recording within ``limit`` bytes of all its files while it runs.

    What goes is noted before the files of it are removed, so that at any moment all is there that is said to be.
    """

    __slots__ = ("_borders", "_disk", "_files", "_is_removing", "_limit", "_looked_at", "_recording", "_rows")

    def __init__(
        self,
        limit: int,
        files: PoemFiles,
        recording: Recording,
        *,
        rows: KeptRows,
        borders: Borders,
        disk: Disk,
    ) -> None:
        """Do nothing yet: :meth:`keep_within` looks.

        ``files`` are those of ``recording``, of which ``rows`` and ``borders`` tell what lies where; ``disk`` removes.
        """
        self._limit = limit
        self._files = files
        self._recording = recording
        self._rows = rows
        self._borders = borders
        self._disk = disk
        self._looked_at = 0  # bytes of all files, when it was looked at last
        self._is_removing = False

    def keep_within(self, given_up: Callable[[Dropped], object]) -> None:
        """Look whether it is too long by now; ``given_up`` is told at once, or later, what is not kept any more.

        Raises OSError where its log cannot be read.
        """
        size = self._files.sizes.total
        if self._is_removing or size - _starts(self._files.part) <= self._limit or size - self._looked_at < self._step:
            return
        self._looked_at = size
        part = self._find_part()
        if part is None:
            return
        self._is_removing = True

        def noted(result: object) -> None:
            self._is_removing = False
            # What could not be noted stays; the disk is tried again when there is more.
            if not isinstance(result, Failure):
                self._files.give_up(part)
                self._recording.part = part
                self._disk.run(self._files.remove_given_up, _ignore)
                given_up(part.dropped)

        self._disk.run(lambda: self._files.note_part(part), noted)

    @property
    def _step(self) -> int:
        return min(self._limit // _SEGMENTS, SEGMENT_SIZE) // 16

    def _find_part(self) -> KeptPart | None:
        """Return the largest part that is small enough; None where what came last is too much by itself."""
        log = self._recording.log
        first, blocks = log.first_block, log.blocks

        def is_enough(block: int) -> bool:
            mark = log.mark(block)
            return mark is not None and self._is_enough(self._part_from(mark, block))

        behind = first + bisect_left(range(first, blocks), True, key=is_enough)
        for block in range(max(behind - 1, first), min(behind + 1, blocks)):
            for sums in self._ends_of_chunks(block):
                if self._is_enough(part := self._part_from(sums, block)):
                    return part
        return None

    def _ends_of_chunks(self, block: int) -> Iterator[Sums]:
        for record, sums in self._recording.log.entries(block):
            if isinstance(record, Received) and sums.records > self._recording.dropped.records:
                yield sums

    def _part_from(self, sums: Sums, block: int) -> KeptPart:
        """Return what is kept from the chunk on that begins at ``sums``, which a block of the log tells of."""
        files = self._files
        return KeptPart(
            files.part.segment_size,
            rows=files.rows.floor(self._rows.own_before(sums.rows)),
            borders=files.borders.floor(self._borders.byte_before(sums.rows)),
            wire=files.wire.floor(sums.wire),
            log=files.log.floor(block * BLOCK),
            dropped=Dropped(sums.wire, sums.rows, sums.frames, sums.newlines, sums.chunks, sums.records, sums.time),
        )

    def _is_enough(self, part: KeptPart) -> bool:
        return self._files.sizes.total - _starts(part) <= self._limit


def _starts(part: KeptPart) -> int:
    return part.rows + part.borders + part.wire + part.log


def _ignore(_: object) -> None:
    pass
