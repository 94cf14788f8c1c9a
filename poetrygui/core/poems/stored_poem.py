"""A poem on disk, as its readers see it: rows that can be read at any place, and lines that can be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

from poetrygui.core.poems.borders import Borders
from poetrygui.core.poems.counted_rows import count_rows
from poetrygui.core.poems.kept_part import Dropped
from poetrygui.core.poems.kept_rows import KeptRows
from poetrygui.core.poems.log_newlines import LogNewlines
from poetrygui.core.poems.newline_index import NewlineIndex
from poetrygui.core.poems.poem_files import PoemFiles
from poetrygui.core.poems.poem_opening import recording_in, sums_there
from poetrygui.core.poems.poem_reader import START_OF_LINE_LIMIT, start_of_line
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.rows import exact_pieces
from poetrygui.core.poems.subscription import Subscription

_READ_BLOCK = 1024 * 1024


class Written(NamedTuple):
    """What is on disk and may be shown: rows in bytes, newlines in them, and what they are of.

    There is one for each chunk, and a tuple is made in a fourth of the time.
    """

    size: int = 0
    newlines: int = 0
    open_line: bool = False
    exact_size: int = 0
    frame_count: int = 0


NOTHING_WRITTEN = Written()


class StoredPoem:
    """One poem on disk: a folder with its rows and what they came of. Can be read while it grows.

    Of one that was too long, what came first may not be kept: numbers and offsets are those of the whole all the same.
    """

    def __init__(self, directory: Path, files: PoemFiles | None = None) -> None:
        """Read from ``directory``, which need not be there before the first byte is, or from these ``files`` in it."""
        self.directory = directory
        self.recording: Recording | None = None
        """What came on the wire; None where that was not kept."""
        self._files = files or PoemFiles(directory)
        self.borders = Borders(self._files.borders)
        """Where frames end and the rows do not tell."""
        self._counted = NewlineIndex()
        self._index: NewlineIndex | LogNewlines = self._counted
        self._rows = KeptRows(self._files, self._counted)
        self._written = NOTHING_WRITTEN
        self._subscribers: list[Callable[[], None]] = []

    @classmethod
    def existing(cls, directory: Path) -> Self:
        """Open a poem that an earlier run left: by the log of its recording, or else by reading it. Raises OSError."""
        poem = cls(directory)
        poem._files.look()
        poem.recording = recording_in(poem._files)
        if poem.recording is not None and poem.recording.record_count:
            poem._open_by_log(poem.recording)
        else:
            poem._open_by_rows()
        return poem

    def _open_by_log(self, recording: Recording) -> None:
        self._index = LogNewlines(recording)
        self._rows = KeptRows(self._files, self._index, recording.runs())
        first = recording.sums.first_border
        self.borders = Borders(self._files.borders, first - 1 if first else None)
        there = sums_there(recording, self._files, self._rows)
        self._grow_to(Written(there.rows, there.newlines))
        open_line = there.rows > 0 and self.read(there.rows - 1, there.rows) != b"\n"
        is_all = there is recording.sums
        exact_size = there.rows - there.added if is_all else sum(len(piece) for piece in self.exact_pieces())
        self._grow_to(Written(there.rows, there.newlines, open_line, exact_size, there.frames))

    def _open_by_rows(self) -> None:
        index, rows, size = self._counted, self._files.rows, self._files.rows.size
        exact_size = count_rows(index, size, rows.read, self.borders.read_at(0))
        open_line = size > 0 and rows.read(size - 1, size) != b"\n"
        self._grow_to(Written(size, index.newlines, open_line, exact_size))

    def _grow_to(self, written: Written) -> None:
        """Let so much be read."""
        self._written = written
        self._rows.end = written.size, written.newlines

    @property
    def size(self) -> int:
        """Bytes of rows that can be read."""
        return self._written.size

    @property
    def dropped(self) -> Dropped:
        """What came first and is not kept."""
        return self._files.part.dropped

    @property
    def start(self) -> int:
        """The first byte of rows that is kept."""
        return self.dropped.rows

    @property
    def is_empty(self) -> bool:
        """Whether nothing came, as far as that can be read by now."""
        return not self.size and (self.recording is None or not self.recording.wire_size)

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""
        return self._written.newlines + self._written.open_line

    @property
    def has_open_line(self) -> bool:
        """Whether the last one of them has no newline."""
        return self._written.open_line

    @property
    def frame_count(self) -> int:
        """Whole frames in them."""
        return self._written.frame_count

    @property
    def exact_size(self) -> int:
        """Bytes of the frames themselves."""
        return self._written.exact_size

    def read(self, start: int, stop: int) -> bytes:
        """Return the rows' bytes from ``start`` up to ``stop``; none that are not kept. Raises OSError."""
        start = max(start, 0)
        return self._rows.read(start, min(stop, self.size)) if start >= self.start else b""

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins, or what is kept of it."""
        if line <= 0:
            return self.start
        if line >= self.line_count:
            return self.size
        return self._index.after_newline(line, self._rows.read)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``."""
        offset = max(self.start, min(offset, self.size - 1))
        return self._index.newlines_before(offset, self._rows.read) if self.size else 0

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        return start_of_line(self, offset, limit)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more can be read; the call returned ends that."""
        return Subscription(self._subscribers, callback)

    def exact_pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the frames' bytes in pieces, with nothing between the frames: those of the rows of these bytes, or all.

        Raises OSError.
        """
        start, stop = max(start, self.start), self.size if stop is None else min(stop, self.size)
        return exact_pieces(self.borders.read_at(start), stop, self.read, start)

    def wire_stretch(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return which bytes of the wire these rows are, from and up to; None where they are none. Raises OSError."""
        return self._rows.wire_stretch(start, stop) if self.start <= start and stop <= self.size else None

    def row_pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Give the rows in pieces, those of these bytes or all. Raises OSError."""
        stop = self.size if stop is None else min(stop, self.size)
        for at in range(max(start, self.start), stop, _READ_BLOCK):
            yield self.read(at, min(at + _READ_BLOCK, stop))

    def pieces_once(self, *, exact: bool) -> Iterator[bytes]:
        """Give the rows in pieces, or the ``exact`` frames, and descriptors back after the last. Raises OSError."""
        yield from self.exact_pieces() if exact else self.row_pieces()
        self.close()

    def close(self) -> None:
        """Give descriptors back. The poem stays on disk and is opened anew when it is read."""
        self._files.close_reading()
