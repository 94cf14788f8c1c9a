"""Lines that fit are found as they come, from a byte on, and what is done about them is paced."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.reading import line_watch
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.line_filter import scanner_of
from poetrygui.core.reading.line_watch import Hits, LineWatch, Pacing
from tests.gui.memory_poem import MemoryPoem


def looked(watch: LineWatch) -> list[Hits]:
    found: list[Hits] = []
    goes_on = True
    while goes_on:
        goes_on, hits = watch.work(1)
        found += [] if hits is None else [hits]
    return found


def test_only_what_comes_from_now_on_is_found_line_by_line() -> None:
    poem = MemoryPoem(b"error before\n")
    watch = LineWatch(Condition("error"), poem, poem.size, scanner_of)
    assert looked(watch) == []
    poem.append(b"fine\nan Error\nan err")
    assert looked(watch) == [Hits(1, 18, b"an Error")]
    poem.append(b"or and\nfine\nerror\nlast error")
    assert looked(watch) == [Hits(2, 27, b"an error and")]
    watch.end()
    assert looked(watch) == [Hits(1, 51, b"last error")]
    assert watch.searched == poem.size


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "\n", "ab\n", "b\nb\n"]), max_size=30), st.integers(1, 3))
def test_all_that_fit_are_counted_once_however_they_come(pieces: list[str], held: int) -> None:
    poem = MemoryPoem()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(line_watch, "MOST_HELD", held)
        watch = LineWatch(Condition("a"), poem, 0, scanner_of)
        found: list[Hits] = []
        for piece in pieces:
            poem.append(piece.encode())
            found += looked(watch)
        watch.end()
        found += looked(watch)
    fitting = [line for line in "".join(pieces).split("\n") if "a" in line]
    assert sum(hits.lines for hits in found) == len(fitting)
    for hits in found:
        assert bytes(poem.data[hits.start :]).startswith(hits.line)


def test_a_pattern_rests_and_goes_on_where_it_was() -> None:
    poem = MemoryPoem(b"x1\n")
    watch = LineWatch(Condition(r"x\d$", is_pattern=True), poem, 0, scanner_of)
    assert [hits.lines for hits in looked(watch)] == [1]
    watch.rest()
    poem.append(b"x\nx2\n")
    assert looked(watch) == [Hits(1, 5, b"x2")]
    assert not watch.waits
    watch.rest()


def test_something_is_done_at_once_and_then_after_a_pause() -> None:
    pacing = Pacing(10)
    assert pacing.take(1, 100.0)
    assert pacing.due() is None
    assert not pacing.take(3, 105.0)
    assert not pacing.take(4, 109.9)
    assert pacing.due() == 110.0
    assert pacing.told() == 7
    assert (pacing.take(1, 110.0), pacing.due()) == (True, None)
