"""Composing a recording with its poem: what goes into which file, and what the log says of it."""

from __future__ import annotations

from poetrygui.core.poems.border_blocks import BorderPacker
from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.happenings import Happenings
from poetrygui.core.poems.kept_rows import KeptRows
from poetrygui.core.poems.poem_files import FileSizes
from poetrygui.core.poems.poem_progress import Flushed
from poetrygui.core.poems.rows import PACKED_BORDER_SIZE, unpack_borders, without_cr
from poetrygui.core.poems.run_finder import RunFinder
from poetrygui.core.poems.stored_poem import Written
from poetrygui.core.poems.wire_log import LogComposer, Run, Source
from poetrygui.core.poems.wire_records import Anchor, Delivered


class Composed:
    """Bytes for one file that were not taken yet."""

    __slots__ = ("_parts", "size")

    def __init__(self, size: int = 0) -> None:
        """Begin the file, or go on with one that has ``size`` bytes."""
        self.size = size
        """Of all bytes, those that were taken as well."""
        self._parts: list[bytes] | None = None  # most of these files stay empty

    def add(self, data: bytes) -> None:
        """Have these follow."""
        if data:
            self.size += len(data)
            if self._parts is None:
                self._parts = []
            self._parts.append(data)

    def take(self) -> list[bytes]:
        """Return what came since the last call, in its parts."""
        parts, self._parts = self._parts, None
        return [] if parts is None else parts


class ComposedBorders(Composed):
    """Borders as they are written, that were not taken yet."""

    __slots__ = ("_packer",)

    def __init__(self) -> None:
        """Begin the file."""
        super().__init__()
        self._packer = BorderPacker()

    def add(self, data: bytes) -> None:
        """Have these follow, of which each is in eight bytes."""
        if data:
            super().add(self._packer.pack(data))


class WireComposer:
    """Takes chunks as they come, and after each what was made of it."""

    __slots__ = (
        "_borders",
        "_exact_size",
        "_finder",
        "_frame_count",
        "_newlines",
        "_open_line",
        "_rows",
        "happenings",
        "log",
        "own_borders",
        "own_rows",
        "wire",
    )

    def __init__(
        self, happenings: Happenings, rows: KeptRows, borders: Borders, wall: float, *, wire_start: int = 0
    ) -> None:
        """Begin when the clock on the wall shows ``wall`` seconds since the epoch; ``happenings`` are what is told.

        ``rows`` and ``borders`` are told where they lie. What comes first is byte ``wire_start`` of the wire.
        """
        self.happenings = happenings
        self.wire = Composed(wire_start)
        self.own_rows = Composed()
        self.own_borders = ComposedBorders()
        self.log = LogComposer()
        self.log.sums.wire = wire_start
        self.log.add(Anchor(0, wall))
        self._rows = rows
        self._borders = borders
        self._finder = RunFinder(wire_start)
        # Counts up to the end of what was flushed. The rows are let go: of each block more that is in memory, less of
        # the next one is in the processor's cache.
        self._newlines = 0
        self._exact_size = 0
        self._frame_count = 0
        self._open_line = False

    def received(self, chunk: bytes) -> None:
        """Take a chunk, before anything is made of it."""
        if not self.happenings.has_begun:
            self.happenings.begin()
            self._log_happenings()
        self.happenings.received(len(chunk))
        self.wire.add(chunk)
        self._finder.received(chunk)

    def flush(self, flushed: Flushed) -> None:
        """Take what was made of the chunk, or without one, and write down what happened."""
        rows, borders, all_newlines, exact_size, frame_count, with_cr, led = flushed
        newlines, frames = all_newlines - self._newlines, frame_count - self._frame_count
        size = len(with_cr) - newlines if with_cr else led.size if led else len(rows)
        added = size - exact_size + self._exact_size
        self._newlines, self._exact_size, self._frame_count = all_newlines, exact_size, frame_count
        if borders:
            self._take_borders(borders)
        if with_cr:
            if not self._finder.goes_on_with_cr(with_cr):
                self._place(without_cr(with_cr), newlines)
            self._open_line = False
        elif led:
            if not self._finder.goes_on_led(led):
                self._place(led.rows, newlines)
            self._open_line = False
        elif rows:
            if not self._finder.goes_on(rows):
                self._place(rows, newlines)
            self._open_line = not rows.endswith(b"\n")
        chunk = self.happenings.take_chunk()
        if size or frames:
            self.happenings.begin()
        if chunk is not None:
            self.log.received(chunk.time, chunk.size, size, frames, newlines, added=added)
        self._log_happenings()
        if chunk is None and (size or frames):
            self.log.add(Delivered(self.happenings.now(), size, frames, newlines, added))

    @property
    def expects_cr(self) -> bool:
        """Whether it is quicker to be given the next rows with the CRs that their lines have on the wire."""
        return self._finder.expects_cr

    @property
    def size(self) -> int:
        """Bytes composed, for all files."""
        return self.wire.size + self.own_rows.size + self.own_borders.size + self.log.size

    @property
    def sizes(self) -> FileSizes:
        """Bytes composed, for each file."""
        return FileSizes(self.own_rows.size, self.own_borders.size, self.wire.size, self.log.size)

    @property
    def written(self) -> Written:
        """What can be read once all of it is written."""
        rows = self.log.sums.rows
        return Written(rows, self._newlines, self._open_line, self._exact_size, self._frame_count)

    def _log_happenings(self) -> None:
        for record in self.happenings.take_records():
            self.log.add(record)

    def _place(self, rows: bytes, newlines: int) -> None:
        before = self.log.sums
        run = self._finder.place(rows, newlines, Run(Source.OWN, before.rows, before.newlines, self.own_rows.size))
        if run is not None:
            self.log.begin_run(run.source, run.at)
            self._rows.begin(run)
        if self._finder.source is Source.OWN:
            self.own_rows.add(rows)

    def _take_borders(self, borders: bytes) -> None:
        if not self.log.sums.first_border:
            # Most poems have no other, and then no file for them.
            ((_, kind),) = unpack_borders([borders[:PACKED_BORDER_SIZE]])
            borders = borders[PACKED_BORDER_SIZE:]
            self.log.first_border(kind)
            self._borders.begin_with(kind)
        self.own_borders.add(borders)
