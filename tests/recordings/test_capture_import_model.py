"""What is made of a capture, against a model of bytes: in whatever order they come, how often, and what is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.outcomes import Outcome, WhatIsKept
from poetrygui.recordings.tcp_segments import ACK, FIN, SYN
from tests.recordings.captures import Wrap, capture, made_of, wire_of
from tests.recordings.packets import Tcp, ipv4, ipv6


@frozen
class Heard:
    """Segments of a server whose first byte has the number ``first``: of its stream all but the holes, in any order."""

    stream: bytes
    first: int
    holes: Sequence[tuple[int, int]]
    segments: Sequence[Tcp]


@st.composite
def heard(draw: st.DrawFn) -> Heard:
    """Give segments of which some came more than once, and cut elsewhere."""
    stream = draw(st.binary(min_size=1, max_size=300))
    first = draw(st.sampled_from([500, 2**32 - 5, 2**32 - 150]))
    stretches = [*pairwise(sorted(draw(st.sets(st.integers(1, len(stream)), max_size=12)) | {0, len(stream)}))]
    lost = draw(st.sets(st.integers(0, len(stretches) - 1), max_size=3))
    kept = [stretch for number, stretch in enumerate(stretches) if number not in lost]
    again = []
    for start, stop in draw(st.lists(st.sampled_from(kept), max_size=6)) if kept else []:
        # A piece of what was there, or what was there with its neighbour, if nothing between them is lost.
        end = next((other for begin, other in kept if begin == stop), stop)
        at = draw(st.integers(start, stop - 1))
        again.append((at, draw(st.integers(at + 1, end))))
    segments = [Tcp(first + start, stream[start:stop]) for start, stop in draw(st.permutations(kept + again))]
    return Heard(stream, first, [stretches[number] for number in sorted(lost)], segments)


def joined(holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, stop in holes:
        if found and found[-1][1] == start:
            found[-1] = found[-1][0], stop
        else:
            found.append((start, stop))
    return found


@given(heard(), st.binary(max_size=40), st.sampled_from([ipv4, ipv6]))
def test_every_byte_is_where_it_belongs(heard: Heard, asked: bytes, wrap: Wrap) -> None:
    called = [Tcp(99, b"", True, SYN), Tcp(heard.first - 1, b"", False, SYN | ACK)]
    asking = [Tcp(100 + at, asked[at : at + 7], True) for at in range(0, len(asked), 7)]
    end = heard.first + len(heard.stream)
    closing = [Tcp(end, b"", False, FIN | ACK), Tcp(end + 1, b"", False, ACK)]
    with tempfile.TemporaryDirectory() as folder:
        made = made_of(capture([*called, *asking, *heard.segments, *closing], wrap), Path(folder) / "poems")
        by_client = [each for each in made if each.info.kept is WhatIsKept.ARRIVALS]
        by_server = [each for each in made if each not in by_client]
        expected = bytearray(heard.stream)
        for start, stop in reversed(heard.holes):
            del expected[start:stop]
        assert b"".join(map(wire_of, by_server)) == expected
        assert b"".join(map(wire_of, by_client)) == asked
        for each in by_server:
            assert each.missing == tuple(map(named, joined(heard.holes)))
            assert each.info.ended is not None
            assert (each.info.ended.outcome is Outcome.COMPLETE) == (not heard.holes)


def named(hole: tuple[int, int]) -> str:
    start, stop = hole
    return f"{'1 byte' if stop - start == 1 else f'{stop - start} bytes'} missing at byte {start}"
