"""Rules are marked where they find something, stretch by stretch, the first of them first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.coloured import Mark
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import BLOCK, FindError, Scanner
from poetrygui.core.reading.highlight_rules import Rule
from poetrygui.core.reading.line_filter import scanner_of
from poetrygui.core.reading.rule_marks import FIRST_STEP, MOST, RuleMarks
from tests.gui.memory_poem import MemoryPoem

RULES = Rule(Condition("red"), "red"), Rule(Condition("blue"), "blue")


def worked(marks: RuleMarks) -> RuleMarks:
    while marks.work(1):
        pass
    marks.rest()
    return marks


def naive(data: bytes, step: int) -> list[Mark]:
    found: dict[int, str] = {}
    place = 0
    for line in data[: data.rfind(b"\n") + 1].splitlines(keepends=True):
        colour = "red" if b"red" in line else "blue" if b"blue" in line else ""
        for at in range(place // step, (place + len(line) - 1) // step + 1) if colour else ():
            found[at] = "red" if "red" in (colour, found.get(at)) else colour
        place += len(line)
    return [Mark(at * step, (at + 1) * step, colour) for at, colour in sorted(found.items())]


@given(st.lists(st.sampled_from(["red", "blue", "x" * 99, "red blue", ""]), max_size=30), st.integers(0, 200))
def test_each_stretch_has_the_first_rule_that_finds_something(lines: list[str], cut: int) -> None:
    data = "\n".join(lines).encode()
    poem = MemoryPoem(data[:cut])
    marks = worked(RuleMarks(RULES, poem, scanner_of))
    poem.append(data[cut:])
    assert worked(marks).marks() == naive(data, FIRST_STEP)


def test_of_a_long_poem_stretches_are_longer() -> None:
    line = b"x" * 200 + b"\n"
    data = line * 3000 + b"red\n" + line * 3000
    marks = worked(RuleMarks(RULES, MemoryPoem(data), scanner_of)).marks()
    assert marks == naive(data, marks[0].stop - marks[0].start)
    assert len(data) // MOST < marks[0].stop - marks[0].start <= 2 * len(data) // MOST


def test_a_line_longer_than_a_block_and_an_open_one() -> None:
    poem = MemoryPoem(b"red" + b"x" * 2 * BLOCK + b"\nblue")
    marks = worked(RuleMarks(RULES, poem, scanner_of))
    assert {mark.colour for mark in marks.marks()} == {"red"}
    assert not marks.has_work
    poem.append(b" moon\n")
    assert [mark.colour for mark in worked(marks).marks()][-1] == "blue"


def test_a_rule_that_can_look_for_nothing_is_left_out() -> None:
    def some(condition: Condition) -> Scanner:
        if condition.is_field:
            raise FindError("No fields of frames are known here.")
        return scanner_of(condition)

    rules = Rule(Condition("level", is_field=True), "green"), *RULES
    assert [mark.colour for mark in worked(RuleMarks(rules, MemoryPoem(b"blue\n"), some)).marks()] == ["blue"]
    rules = Rule(Condition("(", is_pattern=True), "green"), *RULES
    assert [mark.colour for mark in worked(RuleMarks(rules, MemoryPoem(b"red\n"), some)).marks()] == ["red"]


def test_a_pattern_is_waited_for() -> None:
    marks = RuleMarks((Rule(Condition("(?<=a)b", is_pattern=True)),), MemoryPoem(b"ab\nb\n"), scanner_of)
    assert [mark.stop for mark in worked(marks).marks()] == [FIRST_STEP]
