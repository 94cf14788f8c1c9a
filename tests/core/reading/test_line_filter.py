"""Choosing lines: those for which conditions hold, whatever the blocks, while the poem grows, and where they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.poems import chosen_lines
from poetrygui.core.poems.lettered_poem import LetteredPoem
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.reading import line_filter
from poetrygui.core.reading.conditions import Condition, Conditions
from poetrygui.core.reading.find import Answer, FindError, Question, Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_worker import compiled, reply
from poetrygui.core.reading.line_filter import LineFilter
from tests.gui.memory_poem import MemoryPoem


@pytest.fixture(autouse=True, params=[24, 4096])
def small_blocks(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Have a poem span many blocks, with lines that are longer than one; or be in one."""
    monkeypatch.setattr(line_filter, "BLOCK", request.param)
    monkeypatch.setattr(chosen_lines, "SPAN", request.param)


class HereScanner:
    """Answers as the child process does, and is asked to wait now and then."""

    def __init__(self, pattern: str) -> None:
        self.overlap = 8
        self._pattern = compiled(pattern, ignore_case=False)
        self._answer: Answer = ()
        self._is_late = True

    def ask(self, question: Question) -> None:
        self._answer = reply(self._pattern, question.kind.value, question.data, question.low, question.high)
        self._is_late = True

    def answer(self) -> Answer | None:
        self._is_late = not self._is_late
        return self._answer if self._is_late else None

    def matches_in(self, data: bytes) -> None:
        return None

    def close(self) -> None:
        """Have nothing to end."""


def scanner_of(condition: Condition) -> Scanner:
    return HereScanner(condition.text) if condition.is_pattern else line_filter.scanner_of(condition)


def finish(lines: LineFilter) -> None:
    """Work until there is nothing to do; a child process is waited for by asking again."""
    while lines.work(0.01):
        pass


def holds(line: bytes, conditions: Conditions) -> bool:
    """Tell in plain words whether a line is to be shown: all of one group hold, and "or" parts groups."""
    groups: list[list[bool]] = [[]]
    for condition in conditions:
        if condition.is_alternative:
            groups.append([])
        if condition.is_on:
            flags = 0 if condition.matches_case else re.IGNORECASE
            found = re.search(re.escape(condition.text), line.decode(), flags)
            groups[-1].append(bool(found) is not condition.is_negated)
    asked = [group for group in groups if group]
    return not asked or any(all(group) for group in asked)


def chosen_of(data: bytes, conditions: Conditions) -> bytes:
    return b"".join(line for line in data.splitlines(keepends=True) if holds(line.rstrip(b"\n"), conditions))


texts = st.text("abAB\u00e9\u00c9", min_size=1, max_size=3)
poems = st.lists(st.text("abAB\u00e9\u00c9x", max_size=30), max_size=12).map("\n".join).map(str.encode)
conditions_of = st.lists(
    st.builds(
        Condition,
        texts,
        matches_case=st.booleans(),
        is_negated=st.booleans(),
        is_alternative=st.booleans(),
        is_on=st.sampled_from([True, True, True, False]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)


@settings(deadline=None, max_examples=60)
@given(poems, conditions_of, st.integers(1, 40))
def test_lines_are_those_for_which_the_conditions_hold(data: bytes, conditions: Conditions, step: int) -> None:
    poem = MemoryPoem(b"")
    lines = LineFilter(poem, conditions)
    for start in range(0, len(data), step):
        poem.append(data[start : start + step])
        finish(lines)
        whole = poem.read(0, poem.size)
        assert lines.chosen.read(0, 1 << 20) == chosen_of(whole[: whole.rfind(b"\n") + 1], conditions)
        assert not lines.has_work
    lines.takes_open_line = True
    finish(lines)
    assert lines.chosen.read(0, 1 << 20) == chosen_of(data, conditions)
    assert lines.progress == 1.0
    lines.takes_open_line = False
    poem.append(b"a")  # it went on after all, and the line is as it was taken to be
    finish(lines)
    poem.append(b"b\nab\n")
    finish(lines)
    whole = poem.read(0, poem.size)
    open_line = len(data) - data.rfind(b"\n") - 1
    taken = chosen_of(data, conditions)
    if not open_line:
        assert lines.chosen.read(0, 1 << 20) == taken + chosen_of(whole[len(data) :], conditions)
    else:
        more = whole[len(data) :].partition(b"\n")
        was_chosen = holds(data[data.rfind(b"\n") + 1 :], conditions)
        assert lines.chosen.read(0, 1 << 20) == taken + was_chosen * (more[0] + b"\n") + chosen_of(more[2], conditions)


def test_one_that_waits_for_an_answer_says_so_and_goes_on() -> None:
    poem = MemoryPoem(b"\n".join(b"verse %d" % number for number in range(99)))
    lines = LineFilter(poem, (Condition(r"e \d$", is_pattern=True), Condition("7", is_alternative=True)), scanner_of)
    assert lines.work(10)
    assert lines.waits
    lines.rest()
    finish(lines)
    assert lines.chosen.line_count == 28
    assert lines.chosen.read(0, 1 << 20).startswith(b"verse 0\nverse 1\n")


def test_a_line_longer_than_a_block_is_taken_whole_or_not_at_all() -> None:
    poem = MemoryPoem(b"one\n" + b"x" * 200 + b" needle " + b"y" * 200)
    with_needle = LineFilter(poem, (Condition("needle"),))
    without = LineFilter(poem, (Condition("needle", is_negated=True),))
    for lines in (with_needle, without):
        finish(lines)
        assert lines.chosen.line_count == (lines is without)
    poem.append(b"z" * 100 + b"\ntwo needles\n")
    for lines in (with_needle, without):
        finish(lines)
    assert with_needle.chosen.read(0, 999) == poem.read(4, poem.size)
    assert with_needle.chosen.line_count == 2
    assert without.chosen.read(0, 999) == b"one\n"
    assert with_needle.chosen.line_start(1) == 509
    assert [with_needle.chosen.line_at(at) for at in (0, 300, 508, 509, 520)] == [0, 0, 0, 1, 1]


def test_what_is_not_kept_any_more_is_not_waited_for() -> None:
    poem = MemoryPoem(b"a\n" * 100)
    lines = LineFilter(poem, (Condition("a"),))
    poem.give_up(150)
    finish(lines)
    assert lines.chosen.line_count == 25
    poem.append(b"x" * 100)
    finish(lines)
    poem.give_up(290)
    poem.append(b"a\n")
    finish(lines)
    assert lines.chosen.read(lines.chosen.start, 1 << 20) == b"x" * 10 + b"a\n"


def test_a_child_process_that_is_lost_is_told() -> None:
    lines = LineFilter(MemoryPoem(b"a" * 70 + b"!\n"), (Condition("(?=(a+)+$)b", is_pattern=True),), impatient)
    with closing_scanners(lines), pytest.raises(FindError, match="takes too long"):
        finish(lines)


def impatient(condition: Condition) -> Scanner:
    return PatternScanner(condition.text, patience=0.3)


@contextmanager
def closing_scanners(lines: LineFilter) -> Iterator[None]:
    try:
        yield
    finally:
        lines.rest()


def test_lines_are_whole_whatever_stands_in_them_beside_text() -> None:
    data = b"\x1b[31merror\x1b[0m one\nplain\n\x1b[1merr\x1b[0mor two\n\x1b[0m\n"
    lines = LineFilter(MemoryPoem(data), (Condition("error"),))
    finish(lines)
    assert lines.chosen.read(0, 999).splitlines() == [data.splitlines()[0], data.splitlines()[2]]
    latin = LetteredPoem(MemoryPoem("été un\nhiver\nÉté deux".encode("latin-1")), Lettering("iso8859-1"))
    for text in ("été", "^[^h]+$"):
        lines = LineFilter(latin, (Condition(text, is_pattern=text != "été"),))
        lines.takes_open_line = True
        finish(lines)
        assert lines.chosen.read(0, 999).decode("latin-1") == "été un\nÉté deux"
        assert lines.chosen.lettering == latin.lettering
        lines.rest()
