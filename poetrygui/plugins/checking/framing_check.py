"""Whether a protocol cuts the same frames out of a stream wherever its chunks end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen

from poetrygui.api import PoemProtocol
from poetrygui.plugins.checking.check_report import CheckResult, Deadline, count
from poetrygui.plugins.checking.trial import Trial, difference, pieces, try_protocol

_MOST_BORDERS = 4096
_MOST_BYTES = 64 * 1024
_MOST_ENDS = 128
_RANDOM_CUTS = 300
# Of each kind for one stream, in bytes handed over: a long stream is cut in fewer places.
_MOST_WORK = 16 * 1024 * 1024
_MOST_POINTS = 12


@frozen
class Stream:
    """Bytes to cut, for a protocol with its options, and what they give when they come at once."""

    title: str
    protocol: type[PoemProtocol]
    data: bytes
    whole: Trial


def stream_of(title: str, protocol: type[PoemProtocol], data: bytes) -> Stream:
    """Return a stream that is called ``title``: ``data``, tried at once with ``protocol``."""
    return Stream(title, protocol, data, try_protocol(protocol, [data] if data else []))


def check_framing(streams: Sequence[Stream], deadline: Deadline) -> list[CheckResult]:
    """Return a line for each way of cutting."""
    usable = [stream for stream in streams if len(stream.data) > 1 and not stream.whole.is_fault]
    if not usable:
        why = "the protocol fails as it is" if streams else "there is no stream"
        if any(not stream.whole.is_fault for stream in streams):
            why = "a stream of one byte cannot be cut: add a longer sample"
        return [CheckResult("framing", False, f"nothing was tried, since {why}")]
    ways: list[tuple[str, str, Callable[[Stream], Iterable[Iterable[int]]]]] = [
        ("byte by byte", "stream", _dripped),
        ("cut in two", "border", _in_two),
        ("cut at random", "cut", lambda stream: _at_random(stream, -(-_RANDOM_CUTS // len(usable)))),
    ]
    results = [
        _check_cuts(title, unit, [(stream, points) for stream in usable for points in ways_of(stream)], deadline)
        for title, unit, ways_of in ways
    ]
    return [*results, _check_ends(usable, deadline)]


def _dripped(stream: Stream) -> list[list[int]]:
    size = len(stream.data)
    # Of an endless stream, both ends: its middle is more of the same.
    return [sorted({*range(1, min(size, _MOST_BYTES)), *range(max(size - _MOST_BYTES, 1), size)})]


def _in_two(stream: Stream) -> list[list[int]]:
    return [[point] for point in _spread(len(stream.data), _affordable(stream, _MOST_BORDERS))]


def _at_random(stream: Stream, count: int) -> list[list[int]]:
    # The same at each run: what has failed once fails again.
    numbers = random.Random(len(stream.data))
    size = len(stream.data)
    return [sorted({numbers.randrange(1, size) for _ in range(numbers.randint(2, _MOST_POINTS))}) for _ in range(count)]


def _affordable(stream: Stream, most: int) -> int:
    return max(min(most, _MOST_WORK // len(stream.data)), 2)


def _spread(size: int, most: int) -> list[int]:
    """Return the positions within ``size`` bytes, or so many of them, both ends among them."""
    inner = size - 1
    if inner <= most:
        return list(range(1, size))
    return sorted({1 + at * (inner - 1) // (most - 1) for at in range(most)})


def _check_cuts(title: str, unit: str, cuts: Sequence[tuple[Stream, Iterable[int]]], deadline: Deadline) -> CheckResult:
    for number, (stream, points) in enumerate(cuts):
        if deadline.is_over:
            return CheckResult(title, False, deadline.time_for(f"{number:,} of {count(len(cuts), unit)}"))
        if found := _found(stream, stream.data, stream.whole, points):
            fewest, found = _fewest_points(stream, list(points), found, deadline)
            return CheckResult(title, False, f"{stream.title} {_describe(fewest)}: {found}")
    return CheckResult(title, True, count(len(cuts), unit))


def _check_ends(streams: Sequence[Stream], deadline: Deadline) -> CheckResult:
    """Close the connection early, and compare what comes at once with what comes in three pieces."""
    title, tried = "closed early", 0
    for stream in streams:
        for end in _spread(len(stream.data), _affordable(stream, _MOST_ENDS)):
            if deadline.is_over:
                return CheckResult(title, False, deadline.time_for(count(tried, "end")))
            data, points = stream.data[:end], {end // 2, end - 1} - {0}
            if found := _found(stream, data, try_protocol(stream.protocol, [data]), points):
                what = f"closed after byte {end} and {_describe(sorted(points))}"
                return CheckResult(title, False, f"{stream.title} {what}: {found}")
            tried += 1
    return CheckResult(title, True, count(tried, "end"))


def _found(stream: Stream, data: bytes, whole: Trial, points: Iterable[int]) -> str | None:
    return difference(whole, try_protocol(stream.protocol, pieces(data, points)))


def _fewest_points(stream: Stream, points: list[int], found: str, deadline: Deadline) -> tuple[list[int], str]:
    """Return as few of the points as make a difference, and which: a cut that is easily tried again."""
    for point in points[: _affordable(stream, _MOST_BORDERS)]:
        if deadline.is_over:
            return points, found
        if alone := _found(stream, stream.data, stream.whole, [point]):
            return [point], alone
    if len(points) > _MOST_POINTS:
        return points, found
    for point in tuple(points):
        fewer = [each for each in points if each != point]
        if not deadline.is_over and (still := _found(stream, stream.data, stream.whole, fewer)):
            points, found = fewer, still
    return points, found


def _describe(points: Sequence[int]) -> str:
    if len(points) > _MOST_POINTS:
        return "byte by byte"
    *others, last = map(str, points)
    return f"cut after bytes {', '.join(others)} and {last}" if others else f"cut after byte {last}"
