"""Looking for lines of frames by their fields, as a protocol tells these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import NamedTuple

from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.fields.plain_fields import Plain
from poetrygui.core.poems.frames_in_rows import frames_in_rows
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.find import Answer, FindError, Question
from poetrygui.core.reading.matching_texts import MatchingTexts
from poetrygui.recordings.field_source import FieldsOf, FieldSource, NoFields

_SLICE = 0.002  # seconds of work between two looks at what else there is to do
_FRAMES_AT_ONCE = 128  # fewer than those of which a source keeps the fields
_BYTES_AT_ONCE = 64 * 1024

At = Callable[[int], "tuple[StoredPoem | None, int]"]
"""Returns of a byte of what is filtered which poem it is of, if of any, and where among its rows."""
See = Callable[[str, Iterable[str]], object]
"""Hears which fields a protocol's frames have."""


class _Run(NamedTuple):
    """Some lines of one poem: from byte ``row`` of its rows on, and from ``first`` up to ``stop`` in a block."""

    poem: StoredPoem | None
    row: int
    first: int
    stop: int


class _Frame(NamedTuple):
    """A frame's payload, and from where to where its lines are in a block."""

    payload: bytes
    first: int
    stop: int


class FieldScanner:
    """Answers which lines of a block are of frames with a field: a bit at a time, whenever it is asked for the answer.

    It takes no other question. A frame of several lines has it for all of them.
    """

    overlap = 0

    def __init__(self, condition: Condition, at: At, fields_of: FieldsOf, see: See) -> None:
        """Look for the field of ``condition``; blocks lie where ``at`` tells.

        ``fields_of`` tells fields, and ``see`` hears their names. Raises FindError where it is no test of a field.
        """
        self._test = FieldTest(condition.text, matches_case=condition.matches_case)
        self._at = at
        self._fields_of = fields_of
        self._see = see
        self._texts: MatchingTexts | None = None
        self._sources: dict[StoredPoem, FieldSource] = {}
        self._job: Iterator[bool] | None = None
        self._found: list[int] = []
        self._asked = 0  # frames so far: each has a number of its own, by which it is known

    def ask(self, question: Question) -> None:
        """Take a question."""
        self._found = []
        self._job = self._look(question.data, question.place)

    def answer(self) -> Answer | None:
        """Return the answer, or go on with it. Raises FindError and OSError."""
        deadline = perf_counter() + _SLICE
        for waits in self._job or ():
            if waits or perf_counter() >= deadline:
                return None
        self._job = None
        return tuple(self._found)

    def matches_in(self, data: bytes) -> list[tuple[int, int]]:
        """Return nothing: what is found are lines, and no part of them."""
        return []

    def close(self) -> None:
        """Ask nobody any more."""
        self._job = None
        if self._texts is not None:
            self._texts.close()
            self._texts = None
        for source in self._sources.values():
            source.close()
        self._sources.clear()

    def _look(self, data: bytes, place: int) -> Iterator[bool]:
        for run in self._runs(data, place):
            # What goes on with a line that is longer than a block is longer than any frame that has fields.
            if run.poem is None or (run.row and run.poem.read(run.row - 1, run.row) != b"\n"):
                continue
            source = self._source_of(run.poem)
            shift = run.first - run.row  # from where rows are in the poem to where they are here
            batch: list[_Frame] = []
            size = 0
            for frame in frames_in_rows(run.poem, run.row, run.row + run.stop - run.first):
                yield False
                if frame.stop - frame.start <= LONGEST_FRAME:
                    first, stop = frame.start + shift, frame.following + shift
                    is_here = run.first <= first and stop <= run.stop
                    payload = data[first : frame.stop + shift] if is_here else run.poem.read(frame.start, frame.stop)
                    batch.append(_Frame(payload, max(first, run.first), min(stop, run.stop)))
                    size += len(payload)
                if len(batch) >= _FRAMES_AT_ONCE or size >= _BYTES_AT_ONCE:
                    yield from self._judge(source, run.poem, batch)
                    batch, size = [], 0
            yield from self._judge(source, run.poem, batch)

    def _runs(self, data: bytes, place: int) -> Iterator[_Run]:
        """Give stretches of lines that follow each other in one poem."""
        run: _Run | None = None
        first = 0
        while first < len(data):
            stop = data.find(b"\n", first) + 1 or len(data)
            poem, row = self._at(place + first)
            if run is not None and poem is run.poem and row - run.row == first - run.first:
                run = run._replace(stop=stop)
            else:
                if run is not None:
                    yield run
                run = _Run(poem, row, first, stop)
            first = stop
        if run is not None:
            yield run

    def _judge(self, source: FieldSource, poem: StoredPoem, batch: list[_Frame]) -> Iterator[bool]:
        """Find the lines of those frames for which the test holds; tells whether it waits."""
        wanted = list(enumerate((frame.payload for frame in batch), self._asked))
        self._asked += len(batch)
        source.want(wanted)
        flats: list[dict[str, Plain]] = []
        for (number, _), frame in zip(wanted, batch, strict=True):
            while (known := source.known(number)) is None:
                yield True
            flat = flat_fields(known[0])
            if flat and poem.recording is not None:
                self._see(poem.recording.info.protocol, flat)
            if self._test.pattern:
                flats.append(flat)
            elif self._test.holds(flat):
                self._add(frame.first, frame.stop)
            yield False
        if flats:
            yield from self._match(batch, flats)

    def _match(self, batch: list[_Frame], flats: list[dict[str, Plain]]) -> Iterator[bool]:
        """Find the lines of those frames in the text of whose field the regular expression matches."""
        told = [
            (frame, text)
            for frame, flat in zip(batch, flats, strict=True)
            if (text := self._test.text(flat)) is not None
        ]
        if self._texts is None:
            self._texts = MatchingTexts(self._test.pattern, ignore_case=not self._test.matches_case)
        self._texts.ask([text for _, text in told])
        while (held := self._texts.answer()) is None:
            yield True
        for (frame, _), holds in zip(told, held, strict=True):
            if holds:
                self._add(frame.first, frame.stop)

    def _add(self, first: int, stop: int) -> None:
        if self._found and self._found[-1] >= first:
            self._found[-1] = stop
        else:
            self._found += (first, stop)

    def _source_of(self, poem: StoredPoem) -> FieldSource:
        if poem not in self._sources:
            if poem.recording is None:
                raise FindError("What came on the wire of this stream was not kept, so that no fields are known.")
            source = self._fields_of(poem.recording)
            if isinstance(source, NoFields):
                name = poem.recording.info.protocol
                raise FindError(source.problem or f"The protocol {name} tells no fields of frames.")
            self._sources[poem] = source
        return self._sources[poem]
