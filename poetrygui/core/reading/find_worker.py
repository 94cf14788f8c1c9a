"""Looks for a regular expression in blocks that come on standard input. Run as a script, in a process of its own.

A pattern can take for ever (``(a+)+$``), and nothing but ending the process stops it. This file imports the standard
library alone, so that the process is there in no time. The first line of input is the pattern as JSON:
``{"pattern": "…", "ignore_case": true}``. Then come questions, each a header and a block, and each gets an answer.
"""

import json
import re
import struct
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate, chain, islice, pairwise
from typing import Any, BinaryIO

QUESTION = struct.Struct(">5sQQQ")
"""The kind (``first``, ``last``, ``count``, ``shown`` or ``lines``), the stretch that it is about, the length."""
LENGTH = struct.Struct(">Q")
"""How many numbers an answer has; they follow."""
MOST_SHOWN = 500
"""So many matches are told at most where all that touch a stretch are asked for."""


_DEPENDS_ON_OTHERS = re.compile(r"\\[AZ]|\(\?(?!:|P)|[*+?}]\+")
"""Finds what may match in a line and not among others, or the other way round: the ends of all, looks around, and what
is not given back once it was taken."""


def compiled(pattern: str, *, ignore_case: bool) -> re.Pattern[str]:
    """Return the pattern with the flags that searching uses. Raises what ``re.compile`` raises."""
    return re.compile(pattern, re.MULTILINE | (re.IGNORECASE if ignore_case else 0))


def depends_on_others(pattern: re.Pattern[str]) -> bool:
    """Tell whether what matches in a line may be others than among other lines."""
    return _DEPENDS_ON_OTHERS.search(pattern.pattern) is not None


def numbers(count: int) -> struct.Struct:
    """Return how so many numbers are packed."""
    return struct.Struct(f">{count}q")


def matches(pattern: re.Pattern[str], data: bytes, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Give the matches of ``pattern`` that begin from byte ``low`` of ``data`` up to ``high``. Empty ones are none."""
    text = data.decode("utf-8", "surrogateescape")
    ascii_only = len(text) == len(data)
    place, offset = 0, 0  # a character of the text, and its byte
    start = low if ascii_only else len(data[:low].decode("utf-8", "surrogateescape"))
    for match in pattern.finditer(text, start):
        first, end = match.span()
        if ascii_only:
            begin, finish = first, end
        else:
            begin = offset + len(text[place:first].encode("utf-8", "surrogateescape"))
            finish = begin + len(match[0].encode("utf-8", "surrogateescape"))
            place, offset = first, begin
        if begin >= high:
            return
        if end > first:
            yield begin, finish


def matching_lines(pattern: re.Pattern[str], data: bytes) -> list[int]:
    """Return from where to where, in turns, the lines of ``data`` are in which ``pattern`` matches by itself.

    An empty match is one, too. Where a line follows another, they are as if they were one.
    """
    text = data.decode("utf-8", "surrogateescape")
    found: list[int] = []
    if depends_on_others(pattern):
        found = _lines_one_by_one(pattern, text)
    else:
        for line in lines_by_matches(pattern.search, text, "\n"):
            add_line(found, *line)
    if len(text) == len(data):
        return found
    return [*accumulate(len(text[a:b].encode("utf-8", "surrogateescape")) for a, b in pairwise([0, *found]))]


def _lines_one_by_one(pattern: re.Pattern[str], text: str) -> list[int]:
    found: list[int] = []
    start = 0
    search = pattern.search
    for line in text.split("\n"):
        stop = min(start + len(line) + 1, len(text))
        if start < stop and search(line):
            add_line(found, start, stop)
        start = stop
    return found


def lines_by_matches(search: Callable[..., Any], text: Any, newline: Any) -> Iterator[tuple[int, int]]:
    """Give the lines of ``text`` in which ``search`` finds something, each by itself; ``newline`` ends one.

    It leaps from match to match: a line that matches by itself also does so among others, if further, too.
    """
    stop, size = 0, len(text)
    while stop < size and (match := search(text, stop)):
        first, last = match.span()
        start = text.rfind(newline, stop, first) + 1 or stop
        if start == size:
            break  # behind the last newline there is no line
        end = text.find(newline, first)
        end = size if end < 0 else end
        stop = min(end + 1, size)
        if last <= end or search(text[start:end]):
            yield start, stop


def add_line(found: list[int], start: int, stop: int) -> None:
    """Add a line from ``start`` to ``stop`` to those ``found``: as one with the last, where it follows that."""
    if found and found[-1] == start:
        found[-1] = stop
    else:
        found += (start, stop)


def reply(pattern: re.Pattern[str], kind: str, data: bytes, low: int, high: int) -> tuple[int, ...]:
    """Answer a question of that kind about the matches of ``pattern`` in ``data`` from byte ``low`` up to ``high``."""
    if kind == "lines":
        return tuple(matching_lines(pattern, data))
    return summed_up(kind, lambda start: matches(pattern, data, start, high), low)


def summed_up(kind: str, matches_from: Callable[[int], Iterator[tuple[int, int]]], low: int) -> tuple[int, ...]:
    """Return what is told of matches: of those from byte ``low`` on, or of those that reach there.

    ``kind`` is the question's; ``matches_from`` gives the matches that are found from a byte on.
    """
    if kind == "shown":
        # Looked for from the block's start on: one that reaches into the stretch decides where the next may begin.
        touching = (match for match in matches_from(0) if match[1] > low)
        return tuple(chain.from_iterable(islice(touching, MOST_SHOWN)))
    count, found = 0, (-1, -1)
    for match in matches_from(low):
        count, found = count + 1, match
        if kind == "first":
            break
    return (count, max(found[1], 0)) if kind == "count" else found


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer questions until the input ends."""
    settings = json.loads(source.readline())
    pattern = compiled(settings["pattern"], ignore_case=settings["ignore_case"])
    while header := source.read(QUESTION.size):
        kind, low, high, length = QUESTION.unpack(header)
        answer = reply(pattern, kind.rstrip(b"\0").decode(), source.read(length), low, high)
        sink.write(LENGTH.pack(len(answer)) + numbers(len(answer)).pack(*answer))
        sink.flush()


def main(_arguments: list[str]) -> None:
    """Answer on standard output."""
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main([])
