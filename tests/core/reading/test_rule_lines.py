"""What a condition is about is found in the lines that are shown: at once, or by a process that can be ended."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.poems.lettered_poem import LetteredPoem
from poetrygui.core.poems.lettering import Lettering
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.rule_lines import MOST_KNOWN, LinesLook
from tests.gui.memory_poem import MemoryPoem

LINES = b"12 took 7 ms\nERROR took 1200 ms\n\nlast"
SLOW = Condition(r"(?<=took )\d+", is_pattern=True)


@pytest.fixture
def slow() -> Iterator[LinesLook]:
    look = LinesLook(SLOW, MemoryPoem())
    yield look
    look.close()


def texts(look: LinesLook, data: bytes) -> list[bytes]:
    """Return what is known to match."""
    return [data[start:stop] for start, stop in look.matches_in(data)]


def is_behind(look: LinesLook) -> bool:
    """Tell whether something is not known: it may be otherwise each time that this is asked."""
    return look.is_behind


def finish(look: LinesLook) -> None:
    """Work until all is known that was asked for."""
    while look.is_behind:
        look.work()


@pytest.mark.parametrize(
    "condition, expected",
    [
        (Condition("error"), [b"ERROR"]),
        (Condition("error", matches_case=True), []),
        (Condition("1", is_word=True), []),
        (Condition(r"\d+ ms", is_pattern=True), [b"7 ms", b"1200 ms"]),
        (Condition(r"^e\w+", is_pattern=True), [b"ERROR"]),
    ],
)
def test_what_takes_no_time_is_found_at_once(condition: Condition, expected: list[bytes]) -> None:
    look = LinesLook(condition, MemoryPoem())
    assert texts(look, LINES) == expected
    assert not is_behind(look)
    look.close()


def test_what_may_take_long_is_found_elsewhere_and_then_known(slow: LinesLook) -> None:
    assert texts(slow, LINES) == []
    assert is_behind(slow)
    finish(slow)
    assert texts(slow, LINES) == [b"7", b"1200"]
    assert not is_behind(slow)
    assert texts(slow, LINES + b"\n3 took 9 ms") == [b"7", b"1200"]
    assert is_behind(slow)
    finish(slow)
    assert texts(slow, LINES + b"\n3 took 9 ms")[2:] == [b"9"]


def test_only_lines_that_were_seen_lately_are_remembered(slow: LinesLook) -> None:
    texts(slow, b"took 1\n" + b"\n".join(b"line %d" % number for number in range(MOST_KNOWN)))
    finish(slow)
    assert texts(slow, b"took 1") == []
    finish(slow)
    assert texts(slow, b"took 1") == [b"1"]


def test_it_goes_on_after_it_was_closed(slow: LinesLook) -> None:
    texts(slow, LINES)
    slow.work()
    slow.close()
    assert texts(slow, LINES) == []
    finish(slow)
    assert texts(slow, LINES) == [b"7", b"1200"]


def test_text_is_found_in_another_encoding_and_between_colours() -> None:
    text = "prêt\nÜBER"
    wide = LetteredPoem(MemoryPoem(), Lettering("latin-1"))
    data = text.encode("latin-1")
    assert texts(LinesLook(Condition("über"), wide), data) == ["ÜBER".encode("latin-1")]
    assert texts(LinesLook(Condition("ERROR"), MemoryPoem()), b"an ER\x1b[31mROR") == [b"ER\x1b[31mROR"]


@pytest.mark.parametrize("condition", [Condition("(", is_pattern=True), Condition("")])
def test_what_can_look_for_nothing_is_refused(condition: Condition) -> None:
    with pytest.raises(FindError):
        LinesLook(condition, MemoryPoem())


@given(st.lists(st.text("ab é", max_size=8), max_size=6), st.sampled_from(["a", "b+", "é", "a|b"]))
def test_it_finds_what_python_finds(lines: list[str], pattern: str) -> None:
    data = "\n".join(lines).encode()
    look = LinesLook(Condition(pattern, is_pattern=True, matches_case=True), MemoryPoem())
    try:
        assert texts(look, data) == [match[0].encode() for match in re.finditer(pattern, data.decode())]
    finally:
        look.close()
