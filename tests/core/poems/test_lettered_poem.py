"""A poem from a place on is the same poem, with its own offsets and lines."""

from __future__ import annotations

from poetrygui.core.poems.lettered_poem import LetteredPoem, lettering_of
from poetrygui.core.poems.lettering import Lettering
from tests.gui.memory_poem import MemoryPoem

LINES = b"one\ntwo\nthree\n"


def test_what_is_hidden_is_not_read_and_counts() -> None:
    poem = MemoryPoem(LINES)
    shown = LetteredPoem(poem, Lettering("iso8859-1"), 4)
    assert (shown.start, shown.size, shown.line_count) == (4, len(LINES), 3)
    assert (shown.read(0, 99), shown.read(4, 8)) == (b"", b"two\n")
    assert (shown.line_start(0), shown.line_start(2), shown.line_at(0), shown.start_of_line(6)) == (4, 8, 1, 4)
    told: list[int] = []
    stop = shown.subscribe(lambda: told.append(shown.size))
    poem.append(b"!")
    stop()
    poem.append(b"!")
    assert told == [len(LINES) + 1]


def test_what_is_hidden_and_did_not_come_is_nothing() -> None:
    poem = MemoryPoem(LINES)
    assert LetteredPoem(poem, hidden=99).start == len(LINES)
    poem.give_up(8)
    assert LetteredPoem(poem, hidden=4).start == 8


def test_a_poem_is_read_as_usual_unless_it_tells() -> None:
    assert lettering_of(MemoryPoem()) == Lettering()
    assert lettering_of(LetteredPoem(MemoryPoem(), Lettering("cp037"))).encoding == "cp037"
