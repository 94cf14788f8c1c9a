"""Looking for something in the text of a poem where its bytes are not that text as they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.lettering import UTF_8, Lettering
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.bytes_search import first_of
from poetrygui.core.reading.find import Answer, Kind, Question, Scanner

_COLOURS = re.compile(rb"\x1b\[[0-9;:]*m")


class _WithoutColours:
    """UTF-8 without what sets colours: which byte of the text is which of the poem."""

    def __init__(self, data: bytes) -> None:
        spans = [match.span() for match in _COLOURS.finditer(data)]
        self.text = _COLOURS.sub(b"", data)
        self._stops = [stop for _, stop in spans]
        self._removed = list(accumulate((stop - start for start, stop in spans), initial=0))
        self._starts = [start - before for (start, _), before in zip(spans, self._removed, strict=False)]

    def place_in_text(self, place: int) -> int:
        before = bisect_right(self._stops, place)
        found = place - self._removed[before]
        return min(found, self._starts[before]) if before < len(self._starts) else found

    def place_in_poem(self, place: int) -> int:
        return place + self._removed[bisect_right(self._starts, place)]


class _RowByRow:
    """Rows of another encoding as UTF-8: each newline of the text is one of the poem."""

    def __init__(self, data: bytes, lettering: Lettering) -> None:
        self._lettering = lettering
        self._data = data
        if lettering.keeps_ascii:
            text = lettering.text(data)
        else:
            text = "\n".join(map(lettering.text, data.split(b"\n")))
        self.text = text.encode(UTF_8, "replace")

    def place_in_text(self, place: int) -> int:
        row = self._data.count(b"\n", 0, place)
        first = self._data.rfind(b"\n", 0, place) + 1
        return _start_of(self.text, row) + len(self._lettering.text(self._data[first:place]).encode(UTF_8, "replace"))

    def place_in_poem(self, place: int) -> int:
        row = self.text.count(b"\n", 0, place)
        first = self.text.rfind(b"\n", 0, place) + 1
        start = _start_of(self._data, row)
        stop = self._data.find(b"\n", start)
        characters = len(self.text[first:place].decode(UTF_8, "replace"))
        places = self._lettering.letters(self._data[start : len(self._data) if stop < 0 else stop])[1]
        return start + places[min(characters, len(places) - 1)]


class LetteredScanner:
    """Has a scanner look in the text of blocks instead of in their bytes, and tells where in these it found something.

    What is text already, as nearly all is, the scanner is given as it stands.
    """

    def __init__(self, scanner: Scanner, lettering: Lettering) -> None:
        """Have ``scanner`` look in what is text as ``lettering`` has it."""
        self._scanner = scanner
        self._lettering = lettering
        self.overlap = scanner.overlap if lettering.is_utf_8 else scanner.overlap * 4
        self._data = b""
        self._asked: tuple[Kind, _WithoutColours | _RowByRow | None] = Kind.COUNT, None

    def ask(self, question: Question) -> None:
        """Ask the scanner."""
        block = self._block(question.data)
        self._data = question.data
        self._asked = question.kind, block
        if block is not None:
            low, high = (block.place_in_text(place) for place in (question.low, question.high))
            question = Question(question.kind, block.text, low, high)
        self._scanner.ask(question)

    @property
    def lines_found(self) -> int | None:
        """How many lines the last answer about LINES has, where that is known."""
        return getattr(self._scanner, "lines_found", None)

    def answer(self) -> Answer | None:
        """Return the scanner's answer when it is there. Raises FindError."""
        found = self._scanner.answer()
        kind, block = self._asked
        if found is None or block is None:
            return found
        if kind is Kind.LINES:
            return _lines_in_poem(found, block.text, self._data)
        if kind is Kind.COUNT:
            return found[0], block.place_in_poem(found[1]) if found[0] else 0
        return tuple(place if place < 0 else block.place_in_poem(place) for place in found)

    def matches_in(self, data: bytes) -> list[tuple[int, int]] | None:
        """Return the matches in a few bytes; None where they are to be asked for."""
        block = self._block(data)
        found = self._scanner.matches_in(data if block is None else block.text)
        if found is None or block is None:
            return found
        return [(block.place_in_poem(start), block.place_in_poem(stop)) for start, stop in found]

    def close(self) -> None:
        """End whatever runs."""
        self._scanner.close()

    def _block(self, data: bytes) -> _WithoutColours | _RowByRow | None:
        if not self._lettering.is_utf_8:
            return _RowByRow(data, self._lettering)
        has_colours = self._lettering.colours and first_of(b"\x1b[", data, 0, len(data)) >= 0
        return _WithoutColours(data) if has_colours else None


def lettered(scanner: Scanner, poem: PoemReader) -> Scanner:
    """Return what looks in the text of a poem for what ``scanner`` looks for."""
    return LetteredScanner(scanner, lettering_of(poem))


def _lines_in_poem(found: Answer, text: bytes, data: bytes) -> Answer:
    """Return where in ``data`` lines begin and end that do so in its ``text``, which has the same newlines."""
    places = dict(zip(_borders(text), _borders(data), strict=False))
    return tuple(places.get(place, len(data)) for place in found)


def _borders(data: bytes) -> list[int]:
    return [0, *(match.end() for match in re.finditer(b"\n", data))]


def _start_of(data: bytes, row: int) -> int:
    """Return where a row begins, counted from 0."""
    place = 0
    for _ in range(row):
        place = data.find(b"\n", place) + 1
    return place
