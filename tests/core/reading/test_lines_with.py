"""The lines that hold a text, or a match."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.find import Kind, Question
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.find_worker import compiled, reply
from poetrygui.core.reading.line_sets import all_but
from poetrygui.core.reading.lines_with import few_lines_with, lines_matching

texts = st.lists(st.text("abAé\r", max_size=6), max_size=12).map("\n".join)


def lines_for(data: bytes, pattern: re.Pattern[str]) -> list[int]:
    """Return the same, line by line."""
    found: list[int] = []
    start = 0
    for line in data.split(b"\n"):
        stop = min(start + len(line) + 1, len(data))
        if start < stop and pattern.search(line.decode()):
            found = [*found[:-1], stop] if found[-1:] == [start] else [*found, start, stop]
        start = stop
    return found


@given(texts, st.text("abAé", min_size=1, max_size=3), st.booleans())
def test_lines_with_a_text(text: str, needle: str, ignore_case: bool) -> None:
    data = text.encode()
    scanner = TextScanner(needle, ignore_case=ignore_case)
    scanner.ask(Question(Kind.LINES, data, 0, len(data)))
    expected = lines_for(data, re.compile(re.escape(needle), re.IGNORECASE if ignore_case else 0))
    answer = scanner.answer()
    assert answer is not None
    assert [*answer] == expected
    assert all_but(all_but(expected, len(data)), len(data)) == expected
    if not ignore_case:
        assert few_lines_with(needle.encode(), data) == expected
        assert lines_matching(re.compile(re.escape(needle.encode())), data) == expected


PATTERNS = (
    "a", "^a", "a$", "^$", "", "a*", "[^a]", r"\s", r"a\s*b", "(?s:a.b)", "(?<=\n)a", r"\Aa", r"a\Z", "(?=a)", "é+A?$",
    r"\Ba", r"(?>a*)b", "a|^é", r"(a)\1", r"[^a]+b", "a(?!\n)",
)  # fmt: skip


@given(texts, st.sampled_from(PATTERNS))
def test_lines_in_which_a_pattern_matches_by_itself(text: str, pattern: str) -> None:
    data = text.encode()
    wanted = compiled(pattern, ignore_case=False)
    assert [*reply(wanted, "lines", data, 0, len(data))] == lines_for(data, wanted)
