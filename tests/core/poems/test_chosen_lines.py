"""Lines that were chosen of a poem: read, counted, and found where they lie, as if there were no others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems import chosen_lines
from poetrygui.core.poems.chosen_lines import (
    ChosenLines,
    in_whole,
    lines_behind,
    stretch_from_whole,
    stretch_in_whole,
    whole_of,
)
from tests.gui.memory_poem import MemoryPoem


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have lines be in many blocks."""
    monkeypatch.setattr(chosen_lines, "SPAN", 32)
    monkeypatch.setattr(chosen_lines, "MOST_AT_HAND", 2)


def choose(poem: MemoryPoem, wanted: list[bool], lines_at_once: int = 3) -> tuple[ChosenLines, MemoryPoem, list[int]]:
    """Choose the wanted lines; return them, a poem of these alone, and where each of its bytes lies."""
    lines = bytes(poem.data).splitlines(keepends=True)
    chosen, alone, places = ChosenLines(poem), MemoryPoem(), list[int]()
    start = 0
    for first in range(0, len(lines), lines_at_once):
        base, runs, newlines = start, list[int](), 0
        for line, is_wanted in zip(lines[first : first + lines_at_once], wanted[first:], strict=False):
            if is_wanted:
                runs += [start - base, start - base + len(line)]
                newlines += line.endswith(b"\n")
                alone.append(line)
                places += range(start, start + len(line))
            start += len(line)
        if newlines == len(runs) // 2:
            chosen.add(base, runs, newlines, start)
        else:  # an open line by itself
            chosen.add(base, runs[:-2], newlines, base + runs[-2])
            chosen.add(base, runs[-2:], 0, start)
    return chosen, alone, places


poems = st.lists(st.text("ab", max_size=20), min_size=1, max_size=20).map("\n".join).map(str.encode).filter(bool)


@settings(deadline=None)
@given(poems, st.lists(st.booleans(), min_size=20, max_size=20), st.integers(1, 5))
def test_they_are_read_as_a_poem_of_these_lines_alone(data: bytes, wanted: list[bool], at_once: int) -> None:
    poem = MemoryPoem(data)
    chosen, alone, places = choose(poem, wanted, at_once)
    assert (chosen.size, chosen.line_count, chosen.searched) == (alone.size, alone.line_count, len(data))
    for start in range(0, alone.size, 3):
        for stop in (start, start + 1, start + 30, alone.size + 5):
            assert chosen.read(start, stop) == alone.read(start, stop)
        assert chosen.line_at(start) == alone.line_at(start)
        assert chosen.start_of_line(start) == alone.start_of_line(start)
        assert chosen.in_whole(start) == places[start]
        assert chosen.from_whole(places[start]) == start
    for line in range(alone.line_count + 2):
        assert chosen.line_start(line) == alone.line_start(line)
    for offset in range(len(data) + 1):
        assert chosen.from_whole(offset) == sum(place < offset for place in places)


@settings(deadline=None)
@given(poems, st.lists(st.booleans(), min_size=20, max_size=20), st.integers(0, 100))
def test_what_the_whole_has_given_up_is_none_of_them(data: bytes, wanted: list[bool], start: int) -> None:
    poem = MemoryPoem(data)
    chosen, alone, places = choose(poem, wanted)
    poem.give_up(min(start, len(data)))
    alone.give_up(sum(place < poem.start for place in places))
    assert chosen.start == alone.start
    for offset in range(alone.start, alone.size):
        assert chosen.read(offset, offset + 9) == alone.read(offset, offset + 9)
        assert chosen.line_at(offset) == alone.line_at(offset)
    for line in range(alone.line_count + 2):
        assert chosen.line_start(line) == alone.line_start(line)


def test_readers_are_told() -> None:
    chosen = ChosenLines(MemoryPoem(b"a\nb\n"))
    told: list[int] = []
    unsubscribe = chosen.subscribe(lambda: told.append(chosen.size))
    chosen.add(0, [2, 4], 1, 4)
    chosen.tell()
    unsubscribe()
    unsubscribe()
    chosen.tell()
    assert told == [2]


def test_a_stretch_of_them_and_of_the_whole() -> None:
    poem = MemoryPoem(b"one\ntwo\nthree\n")
    chosen, _, _ = choose(poem, [True, False, True])
    assert whole_of(chosen) is poem
    assert whole_of(poem) is poem
    assert stretch_in_whole(chosen, 0, 10) == (0, 14)
    assert stretch_in_whole(chosen, 4, 4) == (8, 8)
    assert stretch_in_whole(poem, 4, 5) == (4, 5)
    assert in_whole(chosen, 10) == 14
    assert in_whole(poem, 10) == 10
    assert stretch_from_whole(chosen, 4, 9) == (4, 5)
    assert stretch_from_whole(poem, 4, 9) == (4, 9)


def test_none_are_chosen() -> None:
    chosen = ChosenLines(MemoryPoem(b"one\n"))
    chosen.add(0, [], 0, 4)
    assert (chosen.size, chosen.line_count, chosen.start, chosen.searched) == (0, 0, 0, 4)
    assert (chosen.line_at(3), chosen.line_start(1), chosen.read(0, 9)) == (0, 0, b"")
    assert (chosen.in_whole(0), chosen.from_whole(3)) == (0, 0)


def test_lines_behind_a_byte_of_the_whole_are_counted() -> None:
    poem = MemoryPoem(b"a\nb\nc")
    assert [lines_behind(poem, offset) for offset in (0, 1, 2, 4, 5, 6)] == [3, 2, 2, 1, 0, 0]
    chosen = ChosenLines(poem)
    assert lines_behind(chosen, 0) == 0
    chosen.add(0, [0, 2], 1, 4)
    assert [lines_behind(chosen, offset) for offset in (0, 2, 5)] == [1, 0, 0]
    poem.append(b"\nd\n")
    chosen.add(6, [0, 2], 1, 8)
    assert [lines_behind(chosen, offset) for offset in (0, 2, 5, 8)] == [2, 1, 1, 0]
