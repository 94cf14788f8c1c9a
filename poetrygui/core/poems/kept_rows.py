"""Rows wherever they lie: in a file of their own, or as a stretch of the wire, which is not written twice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter
from typing import Protocol as StructuralType

from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.wire_log import FIRST_RUN, Run, Source

_AT_LEAST = 256
"""Bytes of the wire to read at a time."""


class NewlineCounts(StructuralType):
    """Knows how many newlines stand before some places in the rows."""

    def known_before(self, offset: int) -> tuple[int, int]:
        """Return the last place up to ``offset`` of which that is known without reading rows, and how many."""


class KeptRows:
    """Reads rows by the runs that tell where they lie.

    :attr:`end` is where they end by now, and how many newlines they have: what comes of the wire behind that is no row
    yet.
    """

    __slots__ = ("_files", "_newlines", "_runs", "end")

    def __init__(self, files: PoemFiles, newlines: NewlineCounts, runs: Iterable[Run] = ()) -> None:
        """Read from ``files``; without ``runs``, all rows are in the file of their own."""
        self.end = 0, 0
        self._files = files
        self._newlines = newlines
        self._runs = [FIRST_RUN, *runs]

    def begin(self, run: Run) -> None:
        """Take the rows from where ``run`` begins on from there."""
        self._runs.append(run)

    def read(self, start: int, stop: int) -> bytes:
        """Return the rows from byte ``start`` up to ``stop``, fewer where a file ends before. Raises OSError."""
        pieces: list[bytes] = []
        stop = min(stop, self.end[0])
        while start < stop:
            index = self._index_at(start)
            until = min(stop, self._end_of(index)[0])
            piece = self._read(index, start, until)
            pieces.append(piece)
            if len(piece) < until - start:
                break
            start = until
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def wire_stretch(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return which bytes of the wire these rows are, from and up to; None where they are none. Raises OSError."""
        index = self._index_at(start)
        if self._runs[index].source is Source.OWN or not start <= stop <= self._end_of(index)[0]:
            return None
        return self._wire_offset(index, start), self._wire_offset(index, stop)

    def own_before(self, offset: int) -> int:
        """Return which byte of the file of their own the first rows have that lie there from ``offset`` on."""
        for run, index in reversed([(run, index) for index, run in enumerate(self._runs) if run.rows <= offset]):
            if run.source is Source.OWN:
                return run.at + min(self._end_of(index)[0], offset) - run.rows
        return 0

    def missing(self, own_size: int, start: int = 0) -> int:
        """Return how many bytes at the end of the rows are not there, where their own file has ``own_size`` bytes.

        Rows before ``start`` are not missed.
        """
        for index, run in enumerate(self._runs):
            stop = self._end_of(index)[0]
            if stop <= start:
                continue
            if run.source is Source.OWN and stop > run.rows and run.at + stop - run.rows > own_size:
                return self.end[0] - run.rows - max(own_size - run.at, 0)
        return 0

    def _index_at(self, offset: int) -> int:
        return bisect_right(self._runs, offset, key=attrgetter("rows")) - 1

    def _end_of(self, index: int) -> tuple[int, int]:
        if index + 1 < len(self._runs):
            following = self._runs[index + 1]
            if following.rows <= self.end[0]:
                return following.rows, following.newlines
        return self.end

    def _read(self, index: int, start: int, stop: int) -> bytes:
        run = self._runs[index]
        if run.source is Source.WIRE_WITHOUT_CR:
            return self._read_without_cr(index, start, stop)
        file = self._files.rows if run.source is Source.OWN else self._files.wire
        at = run.at - run.rows
        return file.read(at + start, at + stop)

    def _read_without_cr(self, index: int, start: int, stop: int) -> bytes:
        known, at = self._known_before(index, start)
        end = self._wire_end(index)
        pieces: list[bytes] = []
        size = 0
        while size < stop - known and at < end:
            data = self._files.wire.read(at, min(at + max(stop - known - size, _AT_LEAST), end))
            if not data:
                break
            # A CR whose LF is not there yet is taken with that.
            if len(data) > 1 and data.endswith(b"\r") and at + len(data) < end:
                data = data[:-1]
            at += len(data)
            rows = data.replace(b"\r\n", b"\n")
            pieces.append(rows)
            size += len(rows)
        return b"".join(pieces)[start - known : stop - known]

    def _known_before(self, index: int, offset: int) -> tuple[int, int]:
        """Return a place in the rows of a run, ``offset`` or before, and where on the wire that is."""
        run = self._runs[index]
        known, newlines = self._newlines.known_before(offset)
        if known < run.rows:
            known, newlines = run.rows, run.newlines
        return known, run.at + known - run.rows + newlines - run.newlines

    def _wire_end(self, index: int) -> int:
        run, (rows, newlines) = self._runs[index], self._end_of(index)
        return run.at + rows - run.rows + newlines - run.newlines

    def _wire_offset(self, index: int, offset: int) -> int:
        run = self._runs[index]
        if run.source is Source.WIRE:
            return run.at + offset - run.rows
        if offset == self._end_of(index)[0]:
            return self._wire_end(index)
        known, at = self._known_before(index, offset)
        return at + offset - known + self._read_without_cr(index, known, offset).count(b"\n")
