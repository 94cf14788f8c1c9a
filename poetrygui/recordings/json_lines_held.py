"""The lines of JSON for which a test of a field may hold, put together so that many are looked at in one go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, compress, groupby
from typing import NamedTuple

from poetrygui.core.fields.json_field import LONGEST, JsonField, may_look_for
from poetrygui.core.poems.frames_in_rows import FrameInRows
from poetrygui.core.reading.field_test import FieldTest, as_text
from poetrygui.core.reading.json_candidates import JsonCandidates

_AT_ONCE = 1024  # lines


class Lines(NamedTuple):
    """Some lines, without their newlines, and where each begins; none is too long to be looked at with the others."""

    begins: list[int]
    frames: list[bytes]


class JsonLinesHeld:
    """Looks at lines by a ``test`` as if the fields of all of them were told one by one."""

    def __init__(self, test: FieldTest) -> None:
        """Look by a test of which :meth:`can_test` says that this can be."""
        self._candidates = JsonCandidates(test)
        self._holds = JsonField(test.name, test.holds_for, otherwise=False)
        no_text: str | None = None
        self._text = JsonField(test.name, as_text, no_text)

    @staticmethod
    def can_test(test: FieldTest) -> bool:
        """Tell whether lines can be looked at by ``test``."""
        return may_look_for(test.name)

    def pieces(self, data: bytes, start: int, stop: int) -> Iterator[Lines | FrameInRows]:
        """Give of the lines of ``data`` from ``start`` up to ``stop`` those for which the test may hold.

        They come some at a time, or one that is long by itself; all places are counted from the beginning of ``data``.
        """
        part = data[start:stop]
        begins: list[int] = []
        frames: list[bytes] = []
        runs = self._candidates.lines_in(part)
        for first, end in zip(runs[::2], runs[1::2], strict=True):
            newline = part.find(b"\n", first, end)
            if newline == end - 1:  # so most are, where not all may hold it
                begins.append(start + first)
                frames.append(part[first:newline])
            else:
                lines = part[first:end].removesuffix(b"\n").split(b"\n")
                begins += accumulate([len(line) + 1 for line in lines[:-1]], initial=start + first)
                frames += lines
            if len(frames) >= _AT_ONCE:
                yield from _pieces(begins, frames)
                begins, frames = [], []
        yield from _pieces(begins, frames)

    def held(self, lines: Lines) -> Iterator[tuple[int, int]]:
        """Give from where to where those lines are for which the test holds, which has no regular expression."""
        held = compress(zip(*lines, strict=True), self._holds.each(lines.frames))
        return ((begin, begin + len(frame) + 1) for begin, frame in held)

    def texts(self, lines: Lines) -> Iterator[tuple[int, int, str]]:
        """Give from where to where those lines are that have the field, and the text of its value."""
        for begin, frame, text in zip(*lines, self._text.each(lines.frames), strict=True):
            if text is not None:
                yield begin, begin + len(frame) + 1, text


def _pieces(begins: list[int], frames: list[bytes]) -> Iterator[Lines | FrameInRows]:
    for first in range(0, len(frames), _AT_ONCE):
        lines = Lines(begins[first : first + _AT_ONCE], frames[first : first + _AT_ONCE])
        if max(map(len, lines.frames)) <= LONGEST:
            yield lines
        else:
            yield from _apart(lines)


def _apart(lines: Lines) -> Iterator[Lines | FrameInRows]:
    """Give the long ones one by one, and those between."""
    for is_long, group in groupby(zip(*lines, strict=True), lambda each: len(each[1]) > LONGEST):
        if is_long:
            yield from (FrameInRows(at, at + len(frame), at + len(frame) + 1) for at, frame in group)
        else:
            begins, frames = zip(*group, strict=True)
            yield Lines([*begins], [*frames])
