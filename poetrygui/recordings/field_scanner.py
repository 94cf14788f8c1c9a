"""Looking for lines of frames by their fields, as a protocol tells these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, compress
from time import perf_counter
from typing import NamedTuple

from poetrygui.core.fields.flat_fields import flat_fields
from poetrygui.core.fields.frame_fields import LONGEST_FRAME
from poetrygui.core.poems.frames_in_rows import FrameInRows, frames_of_lines, stretches_in_rows
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.field_test import FieldTest
from poetrygui.core.reading.find import Answer, FindError, Question
from poetrygui.core.reading.matching_texts import MatchingTexts
from poetrygui.recordings.field_source import FieldsOf, FieldSource, NoFields, OwnFields
from poetrygui.recordings.json_lines_held import JsonLinesHeld, Lines
from poetrygui.recordings.poem_runs import At, PoemRun, PoemRuns

SLICE = 0.002
"""Seconds of work between two looks at what else there is to do."""
_FRAMES_AT_ONCE = 128  # fewer than those of which a source keeps the fields
_BYTES_AT_ONCE = 64 * 1024
_FEW_AT_FIRST = 64  # lines of which all fields are told where one would do
_FEW = 2  # lines of each block likewise

See = Callable[[str, Iterable[str]], object]
"""Hears which fields a protocol's frames have."""


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

    def __init__(self, condition: Condition, at: At, fields_of: FieldsOf, see: See, *, has_all: bool = False) -> None:
        """Look for the field of ``condition``; blocks lie where ``at`` tells.

        ``fields_of`` tells fields, and ``see`` hears their names; whether the blocks are of what ``has_all`` is as
        :class:`PoemRuns` has it. Raises FindError where it is no test of a field.
        """
        self.waits = False
        """Whether there was nothing to do but to wait when there was no answer last."""
        self._test = FieldTest(condition.text, matches_case=condition.matches_case)
        self._runs = PoemRuns(at, has_all=has_all)
        self._fields_of = fields_of
        self._see = see
        self._json = JsonLinesHeld(self._test) if JsonLinesHeld.can_test(self._test) else None
        self._few = _FEW_AT_FIRST
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
        deadline = perf_counter() + SLICE
        for waits in self._job or ():
            self.waits = waits
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
        for run in self._runs.of(data, place):
            # What goes on with a line that is longer than a block is longer than any frame that has fields.
            if run.poem is None or (run.row and run.poem.read(run.row - 1, run.row) != b"\n"):
                continue
            source = self._source_of(run.poem)
            batch: list[_Frame] = []
            size = 0
            for piece in self._pieces(data, run, run.poem, source):
                yield False
                if isinstance(piece, _Frame):
                    batch.append(piece)
                    size += len(piece.payload)
                if isinstance(piece, Lines) or len(batch) >= _FRAMES_AT_ONCE or size >= _BYTES_AT_ONCE:
                    yield from self._judge(source, run.poem, batch)
                    batch, size = [], 0
                if isinstance(piece, Lines):
                    yield from self._take(piece, run.stop)
            yield from self._judge(source, run.poem, batch)

    def _pieces(self, data: bytes, run: PoemRun, poem: StoredPoem, source: FieldSource) -> Iterator[_Frame | Lines]:
        """Give the frames of a run that may have fields, or lines that can be looked at together."""
        shift = run.first - run.row  # from where rows are in the poem to where they are here
        are_together = self._json is not None and isinstance(source, OwnFields) and source.are_json
        frames: Iterable[FrameInRows | Lines]
        for stretch in stretches_in_rows(poem, run.row, run.row + run.stop - run.first):
            first, stop = stretch.start + shift, stretch.stop + shift
            if stretch.frame is not None:
                frames = [FrameInRows(*(at + shift for at in stretch.frame))]
            elif self._json is None or not are_together:
                frames = frames_of_lines(data[first:stop], first)
            else:
                begin = self._behind_first(data, first, stop)
                frames = chain(frames_of_lines(data[first:begin], first), self._json.pieces(data, begin, stop))
            for frame in frames:
                if isinstance(frame, Lines):
                    yield frame
                elif frame.stop - frame.start <= LONGEST_FRAME:
                    is_here = run.first <= frame.start and frame.following <= run.stop
                    payload = (
                        data[frame.start : frame.stop]
                        if is_here
                        else poem.read(frame.start - shift, frame.stop - shift)
                    )
                    yield _Frame(payload, max(frame.start, run.first), min(frame.following, run.stop))

    def _behind_first(self, data: bytes, first: int, stop: int) -> int:
        """Return where the first few lines end, of which all fields are told: others hear their names."""
        few, self._few = self._few, _FEW
        while few and first < stop:
            first = data.find(b"\n", first, stop) + 1 or stop
            few -= 1
        return first

    def _take(self, lines: Lines, stop: int) -> Iterator[bool]:
        """Find those of ``lines`` for which the test holds; the last may end without a newline, at ``stop``."""
        assert self._json is not None
        if self._test.pattern:
            yield from self._match([(first, min(end, stop), text) for first, end, text in self._json.texts(lines)])
            return
        for first, end in self._json.held(lines):
            self._add(first, min(end, stop))

    def _judge(self, source: FieldSource, poem: StoredPoem, batch: list[_Frame]) -> Iterator[bool]:
        """Find the lines of those frames for which the test holds; tells whether it waits."""
        wanted = list(enumerate((frame.payload for frame in batch), self._asked))
        self._asked += len(batch)
        source.want(wanted)
        told: list[tuple[int, int, str]] = []
        for (number, _), frame in zip(wanted, batch, strict=True):
            while (known := source.known(number)) is None:
                yield True
            flat = flat_fields(known[0])
            if flat and poem.recording is not None:
                self._see(poem.recording.info.protocol, flat)
            if not self._test.pattern:
                if self._test.holds(flat):
                    self._add(frame.first, frame.stop)
            elif (text := self._test.text(flat)) is not None:
                told.append((frame.first, frame.stop, text))
            yield False
        if told:
            yield from self._match(told)

    def _match(self, told: list[tuple[int, int, str]]) -> Iterator[bool]:
        """Find the lines in the text of whose field the regular expression matches."""
        if self._texts is None:
            self._texts = MatchingTexts(self._test.pattern, ignore_case=not self._test.matches_case)
        texts = [*dict.fromkeys(text for _, _, text in told)]
        self._texts.ask(texts)
        while (held := self._texts.answer()) is None:
            yield True
        among = frozenset(compress(texts, held))
        for first, stop, text in told:
            if text in among:
                self._add(first, stop)

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
