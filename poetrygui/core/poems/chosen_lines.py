"""Some lines of a poem, read as if there were no others."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from poetrygui.core.poems.chosen_runs import Runs
from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.newline_index import after_newline_in
from poetrygui.core.poems.poem_reader import START_OF_LINE_LIMIT, PoemReader, start_of_line
from poetrygui.core.poems.sent_among import SentAmong
from poetrygui.core.poems.subscription import Subscription

SPAN = 256 * 1024  # bytes of the whole in a block, about
MOST_AT_HAND = 16  # blocks of which the runs are unpacked
_FEW = 8  # runs that are read one by one


class ChosenLines:
    """Reads lines that were chosen of a poem, the ``whole`` of which they are: a PoemReader.

    Whoever chooses calls :meth:`add`, from the first line on. Where each line lies in the whole, :meth:`in_whole`
    tells. Kept are a few numbers for each block of the whole, and the bytes where they are: on disk, once.
    """

    def __init__(self, whole: PoemReader, base: int = 0) -> None:
        """Choose nothing yet of ``whole``, and nothing before the byte ``base``."""
        self.whole = whole
        self.searched = max(whole.start, base)
        """The byte of the whole up to which lines were chosen."""
        self._runs: list[bytes] = []  # of each block but the last
        self._last = Runs(0)
        self._at_hand: dict[int, Runs] = {}
        # For each block: where it begins in the whole, and how much was chosen before it.
        self._wholes, self._places, self._newlines = array("Q"), array("Q"), array("Q")
        self._newline_count = 0
        self._has_open_line = False
        self._first = whole.start, 0  # where the whole began at the last look, and what of this is kept
        self._subscribers: list[Callable[[], None]] = []

    def add(self, start: int, runs: Sequence[int], newlines: int, searched: int) -> None:
        """Choose ``runs``, bytes in turns from and up to, counted from the byte ``start`` of the whole.

        They do not touch one another, have so many ``newlines`` and end in one. A last line that is open comes by
        itself, with none. Others up to the byte ``searched`` are not chosen.
        """
        self.searched = searched
        if not runs:
            return
        is_too_far = not self._wholes or start + runs[-1] - self._wholes[-1] > SPAN
        if is_too_far and not self._has_open_line:  # a line is in one block
            self._begin_block(start + runs[0])
        self._last.add(start, runs)
        self._newline_count += newlines
        self._has_open_line = not newlines

    def tell(self) -> None:
        """Tell those who read that there is more."""
        for callback in tuple(self._subscribers):
            callback()

    # Where lines lie in the whole

    def in_whole(self, offset: int) -> int:
        """Return where the byte at ``offset`` lies in the whole; where what was chosen ends, for one behind it."""
        return self._block(self._block_at(offset)).offset_of(offset) if self._wholes else self.whole.start

    def stretch_in_whole(self, start: int, stop: int) -> tuple[int, int]:
        """Return from where to where the bytes from ``start`` up to ``stop`` lie, with what lies between them."""
        first = self.in_whole(start)
        return first, self.in_whole(stop - 1) + 1 if stop > start else first

    def stretches(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Give from where to where in the whole lies each run of what stands from byte ``start`` up to ``stop``."""
        stop = min(stop, self.size)
        for index in range(self._block_at(start), len(self._wholes)) if start < stop else ():
            if self._places[index] >= stop:
                return
            yield from self._block(index).between(start, stop)

    def from_whole(self, offset: int) -> int:
        """Return where a byte of the whole stands here, or the next one that was chosen."""
        index = bisect_right(self._wholes, offset) - 1
        return 0 if index < 0 else self._block(index).place_of(offset)

    def stretch_from_whole(self, start: int, stop: int) -> tuple[int, int]:
        """Return from where to where stands what was chosen of the bytes of the whole from ``start`` up to ``stop``."""
        return self.from_whole(start), self.from_whole(stop)

    # What a reader has

    @property
    def lettering(self) -> Lettering:
        """How its bytes are text: as those of the whole."""
        return lettering_of(self.whole)

    @property
    def start(self) -> int:
        """The first byte of it that is kept."""
        if self.whole.start != self._first[0]:
            self._first = self.whole.start, self.from_whole(self.whole.start)
        return self._first[1]

    @property
    def size(self) -> int:
        """Bytes that were chosen by now."""
        return self._last.stop_place

    @property
    def line_count(self) -> int:
        """Lines that were chosen by now."""
        return self._newline_count + self._has_open_line

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``; none that are not kept. Raises OSError."""
        start, stop = max(start, 0), min(stop, self.size)
        if start < self.start or start >= stop:
            return b""
        pieces: list[bytes] = []
        for index in range(self._block_at(start), len(self._wholes)):
            if self._places[index] >= stop:
                break
            pieces += self._read_runs(self._block(index).between(start, stop))
        return b"".join(pieces)

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins, or what is kept of it. Raises OSError."""
        if line <= 0:
            return self.start
        if line >= self.line_count:
            return self.size
        index = bisect_left(self._newlines, line) - 1
        begin, stop, newlines = self._extent(index)
        number = line - self._newlines[index]
        if number == newlines and (index + 1 < len(self._wholes) or not self._has_open_line):
            return max(stop, self.start)  # it may be a line longer than any block, which is not read for this
        kept = max(begin, self.start)
        data = self.read(kept, stop)
        if kept > begin:
            number -= newlines - data.count(b"\n")
        return kept + after_newline_in(data, number) if number > 0 else kept

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``. Raises OSError."""
        if not self.size:
            return 0
        offset = max(self.start, min(offset, self.size - 1))
        index = self._block_at(offset)
        begin, stop, newlines = self._extent(index)
        if newlines <= 1 and stop - begin > SPAN:
            return self._newlines[index]
        if begin >= self.start:
            return self._newlines[index] + self.read(begin, offset).count(b"\n")
        return self._newlines[index] + newlines - self.read(offset, stop).count(b"\n")

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        return start_of_line(self, offset, limit)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever more was chosen; the call returned ends that."""
        return Subscription(self._subscribers, callback)

    # Blocks

    def _begin_block(self, whole: int) -> None:
        if self._last:
            self._runs.append(self._last.packed())
        self._wholes.append(whole)
        self._places.append(self.size)
        self._newlines.append(self._newline_count)
        self._last = Runs(self.size)

    def _block_at(self, offset: int) -> int:
        return max(bisect_right(self._places, offset) - 1, 0)

    def _block(self, index: int) -> Runs:
        if index == len(self._runs):
            return self._last
        if index not in self._at_hand:
            if len(self._at_hand) >= MOST_AT_HAND:
                del self._at_hand[next(iter(self._at_hand))]
            self._at_hand[index] = Runs.unpacked(self._runs[index], self._places[index])
        return self._at_hand[index]

    def _extent(self, index: int) -> tuple[int, int, int]:
        """Return where a block begins and ends, and how many newlines it has."""
        stop, newlines = self.size, self._newline_count
        if index + 1 < len(self._wholes):
            stop, newlines = self._places[index + 1], self._newlines[index + 1]
        return self._places[index], stop, newlines - self._newlines[index]

    def _read_runs(self, runs: list[tuple[int, int]]) -> list[bytes]:
        """Return what lies in runs of a block, which is read at once where they are many."""
        if len(runs) <= _FEW:
            return [self.whole.read(first, stop) for first, stop in runs]
        base = runs[0][0]
        data = self.whole.read(base, runs[-1][1])
        return [data[first - base : stop - base] for first, stop in runs]


_MAPPED = ChosenLines, SentAmong


def whole_of(reader: PoemReader) -> PoemReader:
    """Return the poem of which ``reader`` has lines, or lines of lines, or all with others among them."""
    return whole_of(reader.whole) if isinstance(reader, _MAPPED) else reader


def in_whole(reader: PoemReader, offset: int) -> int:
    """Return where a byte of ``reader`` lies in the poem of which that has lines."""
    return in_whole(reader.whole, reader.in_whole(offset)) if isinstance(reader, _MAPPED) else offset


def lines_behind(reader: PoemReader, whole: int) -> int:
    """Return how many lines of ``reader`` begin behind a byte of the poem of which it has lines. Raises OSError."""
    place = stretch_from_whole(reader, whole, whole)[0]
    if place >= reader.size:
        return 0
    begins = place <= reader.start or reader.read(place - 1, place) == b"\n"
    return reader.line_count - reader.line_at(place) - (not begins)


def stretch_in_whole(reader: PoemReader, start: int, stop: int) -> tuple[int, int]:
    """Return from where to where bytes of ``reader``, ``start`` to ``stop``, lie in the poem of which it has lines."""
    if isinstance(reader, _MAPPED):
        return stretch_in_whole(reader.whole, *reader.stretch_in_whole(start, stop))
    return start, stop


def stretch_from_whole(reader: PoemReader, start: int, stop: int) -> tuple[int, int]:
    """Return from where to where ``reader`` has a poem's bytes from ``start`` up to ``stop``, as far as it has them."""
    if isinstance(reader, _MAPPED):
        return reader.stretch_from_whole(*stretch_from_whole(reader.whole, start, stop))
    return start, stop


def came_of(reader: PoemReader) -> PoemReader:
    """Return what ``reader`` has of what came, where it has other lines among that."""
    return reader.whole if isinstance(reader, SentAmong) else reader


def came_between(reader: PoemReader, start: int, stop: int) -> tuple[PoemReader, int, int]:
    """Return what has those of the bytes of ``reader`` from ``start`` up to ``stop`` that came, and where there."""
    return (
        (reader.whole, *reader.stretch_in_whole(start, stop))
        if isinstance(reader, SentAmong)
        else (reader, start, stop)
    )
