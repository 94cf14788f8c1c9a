"""The lines of a poem for which conditions hold, as the pieces of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.poem_reader import PoemReader
from poetrygui.core.reading.conditions import Condition, Conditions
from poetrygui.core.reading.find import Scanner
from poetrygui.core.reading.line_filter import LineFilter, scanner_of

_SLICE = 0.002  # seconds
_LARGEST = 1024 * 1024


def filtered_bytes(
    whole: PoemReader,
    conditions: Conditions,
    span: tuple[int, int] | None = None,
    scanner_of: Callable[[Condition], Scanner] = scanner_of,
) -> Iterator[bytes]:
    """Give the lines of ``whole`` for which ``conditions`` hold, as far as it is there now, or those in a ``span``.

    A piece without bytes says that nothing is found yet; ``scanner_of`` makes what looks for each condition. Raises
    FindError and OSError.
    """
    for chosen, start, end in _chosen(whole, conditions, span, scanner_of):
        if start >= end:
            yield b""
        place = start
        while place < end:
            piece = chosen.read(place, min(place + _LARGEST, end))
            yield piece
            place += len(piece) or end


def filtered_stretches(
    whole: PoemReader,
    conditions: Conditions,
    span: tuple[int, int] | None = None,
    scanner_of: Callable[[Condition], Scanner] = scanner_of,
) -> Iterator[tuple[int, int] | None]:
    """Give the same as from where to where lines lie in ``whole``; None says that nothing is found yet.

    ``conditions``, ``span`` and ``scanner_of`` are those of :func:`filtered_bytes`, and so is what this raises.
    """
    for chosen, place, end in _chosen(whole, conditions, span, scanner_of):
        if place >= end:
            yield None
        yield from chosen.stretches(place, end)


def _chosen(
    whole: PoemReader,
    conditions: Conditions,
    span: tuple[int, int] | None,
    scanner_of: Callable[[Condition], Scanner],
) -> Iterator[tuple[ChosenLines, int, int]]:
    """Give what is chosen, with the first and the last byte that was chosen since; the same one where nothing was."""
    start, stop = span or (whole.start, whole.size)
    # A line holds or does not as a whole, however much of it is asked for.
    base = whole.line_start(whole.line_at(start)) if span else start
    until = whole.line_start(whole.line_at(stop - 1) + 1) if span and stop > start else stop
    lines = LineFilter(whole, conditions, scanner_of, base=base, until=until)
    lines.takes_open_line = True
    place = 0
    goes_on = True
    try:
        while goes_on:
            goes_on = lines.work(_SLICE)
            chosen = lines.chosen
            place = max(place, chosen.start, chosen.from_whole(start))
            end = min(chosen.size, chosen.from_whole(stop))
            yield chosen, place, end
            place = max(place, end)
    finally:
        lines.rest()
