"""A poem with lines among its own that no server has sent: what was sent to it, where it was."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_reader import START_OF_LINE_LIMIT, PoemReader, start_of_line


class _PutIn:
    """Lines that were put in, each behind those before it; an index is their number, from 0, or -1 for none."""

    def __init__(self) -> None:
        # Before which byte of the whole each stands, where it begins among all, the number of its line there, and how
        # many newlines were put in up to its end.
        self.at, self.places, self.numbers, self.newlines = array("Q"), array("Q"), array("Q"), array("Q")
        self.texts: list[bytes] = []
        self.whats: list[object] = []
        self.size = 0

    def add(self, at: int, text: bytes, number: int, what: object) -> None:
        """Add a ``text`` of ``what`` before byte ``at``; the line of it that is not empty has that ``number``."""
        self.whats.append(what)
        self.newlines.append(self.newlines_up_to(len(self.at) - 1) + text.count(b"\n"))
        self.at.append(at)
        self.places.append(at + self.size)
        self.numbers.append(number)
        self.texts.append(text)
        self.size += len(text)

    def last_before(self, place: int) -> int:
        """Return the index of the last one that begins at a place, or before it."""
        return bisect_right(self.places, place) - 1

    def holding(self, place: int) -> int:
        """Return the index of the one that has the byte at a place."""
        index = self.last_before(place)
        return index if index >= 0 and place < self.stop(index) else -1

    def begin(self, index: int) -> int:
        """Return where the line of one begins: behind the newline that parts another line."""
        return self.places[index] + self.texts[index].startswith(b"\n")

    def stop(self, index: int) -> int:
        """Return where the text of one ends."""
        return self.places[index] + len(self.texts[index])

    def size_before(self, index: int) -> int:
        """Return how many bytes were put in before the one of that index, which may be the next to come."""
        return self.places[index] - self.at[index] if index < len(self.places) else self.size

    def newlines_up_to(self, index: int) -> int:
        """Return how many newlines were put in up to the end of that one."""
        return self.newlines[index] if index >= 0 else 0

    def parts_line(self, index: int) -> bool:
        """Tell whether the first of those that stand where that one does parts a line."""
        return self.texts[bisect_left(self.at, self.at[index])].startswith(b"\n")


class SentAmong:
    """Reads ``whole``, which may be lines of a poem, with other lines among its own: a PoemReader.

    A line that was not at its end is parted by what is put there, and goes on behind it. Where each byte lies in the
    whole, :meth:`in_whole` tells, as of lines that were chosen: a line that was put in lies where it stands, and has
    nothing of the whole.
    """

    def __init__(self, whole: PoemReader) -> None:
        """Begin without such lines."""
        self.whole = whole
        self.moves = 0
        """How often lines that could be read have moved."""
        self._lines = _PutIn()
        self._subscribers: list[Callable[[], None]] = []

    @property
    def count(self) -> int:
        """How many lines were put in."""
        return len(self._lines.texts)

    def put(self, at: int, line: bytes, what: object = None) -> bool:
        """Put a ``line``, without its newline, before the byte ``at`` of the whole, and behind those before it.

        Of that line, :meth:`what_at` tells ``what`` it is. Return whether it is the last of all that is there now: then
        nothing that could be read has moved. Raises OSError.
        """
        whole, lines = self.whole, self._lines
        last = lines.at[-1] if lines.at else -1
        at = min(max(at, whole.start, last), whole.size)
        if at == last:
            lines.add(at, line + b"\n", lines.numbers[-1] + 1, what)
            return self._is_last(at)
        parts = at > whole.start and whole.read(at - 1, at) != b"\n"
        number = whole.line_at(at) if at < whole.size else whole.line_count - parts
        number += lines.newlines_up_to(len(lines.at) - 1) + parts
        lines.add(at, b"\n" * parts + line + b"\n", number, what)
        return self._is_last(at)

    def _is_last(self, at: int) -> bool:
        is_last = at >= self.whole.size
        self.moves += not is_last
        return is_last

    def tell(self) -> None:
        """Tell those who read that there is more at the end."""
        for callback in tuple(self._subscribers):
            callback()

    # Where the lines are that were put in

    def index_at(self, offset: int) -> int | None:
        """Return the number, from 0, of the line that was put in and holds the byte at ``offset``; None for others."""
        index = self._lines.holding(offset)
        return index if index >= 0 and offset >= self._lines.begin(index) else None

    def what_at(self, offset: int) -> object:
        """Return what the line is that was put in and holds the byte at ``offset``; None for others."""
        index = self.index_at(offset)
        return None if index is None else self._lines.whats[index]

    def span_before(self, at: int, what: Callable[[object], bool]) -> tuple[int, int] | None:
        """Return from where to where the line stands that was put in before byte ``at`` of the whole, and is that."""
        lines = self._lines
        for index in range(bisect_left(lines.at, at), bisect_right(lines.at, at)):
            if what(lines.whats[index]):
                return self.span(index)
        return None

    def span(self, index: int) -> tuple[int, int]:
        """Return from where to where the line of that number stands that was put in."""
        return self._lines.begin(index), self._lines.stop(index)

    def between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return from where to where the lines stand that were put in, of those that begin between two offsets."""
        first = max(self._lines.last_before(start), 0)
        spans = (self.span(index) for index in range(first, self._lines.last_before(stop) + 1))
        return [span for span in spans if start <= span[0] < stop]

    def parts_line_at(self, offset: int) -> bool:
        """Tell whether what begins at ``offset`` goes on with a line that was parted by what stands before it."""
        index = self._lines.last_before(offset)
        return index >= 0 and offset == self._lines.stop(index) and self._lines.parts_line(index)

    # Where bytes lie in the whole

    def in_whole(self, offset: int) -> int:
        """Return where the byte at ``offset`` lies in the whole; of a line that was put in, where that stands."""
        index = self._lines.holding(offset)
        return self._lines.at[index] if index >= 0 else self._shifted(offset)

    def stretch_in_whole(self, start: int, stop: int) -> tuple[int, int]:
        """Return from where to where the bytes from ``start`` up to ``stop`` lie in the whole."""
        first = self.in_whole(start)
        is_put_in = stop <= start or self._lines.holding(stop - 1) >= 0
        return first, max(first, self.in_whole(stop - 1) + (not is_put_in)) if stop > start else first

    def from_whole(self, offset: int) -> int:
        """Return where a byte of the whole stands here."""
        return offset + self._lines.size_before(bisect_right(self._lines.at, offset))

    def stretch_from_whole(self, start: int, stop: int) -> tuple[int, int]:
        """Return from where to where the bytes of the whole from ``start`` up to ``stop`` stand here."""
        first = self.from_whole(start)
        return first, (self.from_whole(stop - 1) + 1 if stop > start else first)

    # What a reader has

    @property
    def lettering(self) -> Lettering:
        """How its bytes are text: as those of the whole."""
        return lettering_of(self.whole)

    @property
    def start(self) -> int:
        """The first byte that can be read."""
        start = self.whole.start
        return start + self._lines.size_before(bisect_left(self._lines.at, start)) if start else 0

    @property
    def size(self) -> int:
        """Bytes that can be read now."""
        return self.whole.size + self._lines.size

    @property
    def line_count(self) -> int:
        """Lines in them; a last line without newline counts."""
        lines, last = self._lines, self.count - 1
        # Behind what has parted the last line, nothing of that may have come yet.
        is_cut_off = last >= 0 and lines.at[last] >= self.whole.size and lines.parts_line(last)
        return self.whole.line_count + lines.newlines_up_to(last) - is_cut_off

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from ``start`` up to ``stop``; none that are not kept. Raises OSError."""
        start, stop = max(start, 0), min(stop, self.size)
        if start < self.start or start >= stop:
            return b""
        pieces: list[bytes] = []
        lines = self._lines
        index = lines.last_before(start)
        while start < stop:
            if index >= 0 and start < lines.stop(index):
                place = lines.places[index]
                pieces.append(lines.texts[index][start - place : stop - place])
                start = min(stop, lines.stop(index))
            until = min(stop, lines.places[index + 1]) if index + 1 < self.count else stop
            if start < until:
                piece = self.whole.read(self._shifted(start), self._shifted(start) + until - start)
                pieces.append(piece)
                if len(piece) < until - start:
                    break
                start = until
            index += 1
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def line_start(self, line: int) -> int:
        """Return the offset where a line begins, or what is kept of it. Raises OSError."""
        if line <= 0:
            return self.start
        if line >= self.line_count:
            return self.size
        index = bisect_right(self._lines.numbers, line) - 1
        if index >= 0 and line <= self._lines.numbers[index] + 1:
            return max(self.span(index)[line - self._lines.numbers[index]], self.start)
        return max(self.from_whole(self.whole.line_start(line - self._lines.newlines_up_to(index))), self.start)

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the byte at ``offset``. Raises OSError."""
        offset = max(self.start, min(offset, self.size - 1))
        index = self._lines.last_before(offset)
        if index >= 0 and offset < self._lines.stop(index):
            return self._lines.numbers[index] - (offset < self._lines.begin(index))
        return self.whole.line_at(self._shifted(offset)) + self._lines.newlines_up_to(index)

    def start_of_line(self, offset: int, limit: int = START_OF_LINE_LIMIT) -> int:
        """Return where the line around ``offset`` begins, or ``offset - limit`` if that is further back."""
        return start_of_line(self, offset, limit)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Have ``callback`` called whenever there is more; the call returned ends that."""
        self._subscribers.append(callback)
        unsubscribe = self.whole.subscribe(callback)

        def end() -> None:
            unsubscribe()
            if callback in self._subscribers:
                self._subscribers.remove(callback)

        return end

    def _shifted(self, offset: int) -> int:
        """Return where a byte lies in the whole that is of it."""
        return offset - self._lines.size_before(self._lines.last_before(offset) + 1)
