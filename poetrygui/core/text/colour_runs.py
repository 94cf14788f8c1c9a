"""The colours of a row, as the sequences in it set them that terminals have for that; they are no part of its text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from poetrygui.core.poems.lettered_poem import lettering_of
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.text.display_text import char_columns

MOST_RUNS = 256
"""So many stretches of a row have colours of their own; what is behind them has none."""
LOOKED_BACK = 16 * 1024
"""So far back in its line is looked for what colours a row has at its beginning."""

Colour = int | tuple[int, int, int]
"""One of the 256 of terminals by its number, or parts of red, green and blue from 0 to 255."""

_EXTENDED = {38: "text", 48: "ground"}
_FROM_TABLE, _OF_PARTS = 5, 2
_LAST = 255
_WITH_SPACE = 4
_UNDERLINED, _NOT_UNDERLINED = 4, 24


class Style(NamedTuple):
    """How text looks. That it were not to be seen is left out: what came is always to be seen."""

    text: Colour | None = None
    ground: Colour | None = None
    bold: bool = False
    faint: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    inverse: bool = False


PLAIN = Style()
_NO_COLOUR: dict[int, Any] = {39: {"text": None}, 49: {"ground": None}}
_SWITCHES: dict[int, dict[str, Any]] = {
    1: {"bold": True},
    2: {"faint": True},
    3: {"italic": True},
    4: {"underlined": True},
    7: {"inverse": True},
    9: {"struck": True},
    21: {"underlined": True},
    22: {"bold": False, "faint": False},
    23: {"italic": False},
    24: {"underlined": False},
    27: {"inverse": False},
    29: {"struck": False},
}


class ColourRun(NamedTuple):
    """From one column of a shown row to another, in UTF-16 units, and how that looks."""

    start: int
    stop: int
    style: Style


def styled(style: Style, sequence: str) -> Style:
    """Return ``style`` as a sequence changes it; what that has and is not known changes nothing."""
    numbers = chain.from_iterable(map(_numbers, sequence[2:-1].split(";")))
    for number in numbers:
        if number == 0:
            style = PLAIN
        elif number in _SWITCHES:
            style = style._replace(**_SWITCHES[number])
        elif number in _EXTENDED:
            colour = _extended(numbers)
            part: dict[str, Any] = {} if colour is None else {_EXTENDED[number]: colour}
            style = style._replace(**part)
        else:
            style = _coloured(style, number)
    return style


def _numbers(parameter: str) -> list[int]:
    """Return what a parameter would be without parts of its own, which colons part."""
    first, *parts = [int(part or 0) for part in parameter.split(":")]
    if first == _UNDERLINED and parts:  # by a line of some kind, of which 0 is none
        return [_UNDERLINED if parts[0] else _NOT_UNDERLINED]
    if parts[:1] == [_OF_PARTS] and len(parts) > _WITH_SPACE:
        del parts[1]  # the space in which colours are counted
    return [first, *parts]


def _coloured(style: Style, number: int) -> Style:
    """Return ``style`` in one of the colours that have a number of their own."""
    for first, part, bright in ((30, "text", 0), (40, "ground", 0), (90, "text", 8), (100, "ground", 8)):
        if first <= number < first + 8:
            colour: dict[str, Any] = {part: number - first + bright}
            return style._replace(**colour)
    return style._replace(**_NO_COLOUR.get(number, {}))


def _extended(numbers: Iterator[int]) -> Colour | None:
    kind = next(numbers, None)
    parts = [next(numbers, -1) for _ in range({_FROM_TABLE: 1, _OF_PARTS: 3}.get(kind or 0, 0))]
    if not parts or not all(0 <= part <= _LAST for part in parts):
        return None
    return parts[0] if kind == _FROM_TABLE else (parts[0], parts[1], parts[2])


def colour_runs(row: bytes, lettering: Lettering, before: Style = PLAIN) -> tuple[list[ColourRun], Style]:
    """Return the runs of a row that do not look plain, and how it looks at its end.

    It is read as ``lettering`` has it, and ``before`` is how it looks at its beginning.
    """
    if before == PLAIN and b"\x1b" not in row:
        return [], PLAIN
    text = lettering.decoded(row)
    spans = lettering.colour_spans(text)
    columns = char_columns(lettering.text(row))
    runs: list[ColourRun] = []
    style, begin, removed = before, 0, 0
    for start, stop in [*spans, (len(text), len(text))]:
        end = columns[start - removed]
        if end > begin and style != PLAIN and len(runs) < MOST_RUNS:
            runs.append(ColourRun(begin, end, style))
        style, begin, removed = styled(style, text[start:stop]) if stop > start else style, end, removed + stop - start
    return runs, style


def style_before(reader: PoemReader, offset: int) -> Style:
    """Return how the row looks that begins at ``offset``, in the midst of a line. Raises OSError."""
    before = reader.read(reader.start_of_line(offset, LOOKED_BACK), offset)
    return colour_runs(before, lettering_of(reader))[1]
