"""Finding a text: with or without regard to case, letter by letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.reading.find import Answer, FindError, FindSession, Kind, Question
from poetrygui.core.reading.find_text import TextScanner
from tests.gui.memory_poem import MemoryPoem


def finish(session: FindSession) -> None:
    """Work until there is nothing to do; a child process is waited for by asking again."""
    while session.work(0.01):
        pass


@pytest.mark.parametrize(
    "needle, text, found",
    [
        ("tyger", "the TYGER Tyger", 2),
        ("\u00c9T\u00c9", "\u00e9t\u00e9 \u00c9t\u00e9 ete", 2),
        ("stra\u00dfe", "Stra\u00dfe STRASSE", 1),
        ("\u043c\u0438\u0440", "\u041c\u0418\u0420 \u043c\u0438\u0440", 2),
        ("\u0130", "\u0130 i I", 1),
        ("a.b", "a.b axb A.B", 2),
        ("\U0001f600", "\U0001f600\U0001f600", 2),
    ],
)
def test_case_is_ignored_letter_by_letter(needle: str, text: str, found: int) -> None:
    session = FindSession(MemoryPoem(text.encode()), TextScanner(needle))
    finish(session)
    assert session.count == found


def test_highlights() -> None:
    assert TextScanner("A").matches_in(b"abA") == [(0, 1), (2, 3)]
    assert TextScanner("\u00e9").matches_in("x\u00c9".encode()) == [(1, 3)]


def answer(scanner: TextScanner, kind: Kind, data: bytes, low: int = 0, high: int = 1 << 20) -> Answer:
    scanner.ask(Question(kind, data, low, high))
    found = scanner.answer()
    assert found is not None
    return found


texts = st.text("abAé", max_size=20)


@given(texts, st.text("abAé", min_size=1, max_size=3), st.integers(0, 20), st.integers(0, 30))
def test_what_begins_in_the_stretch_is_found_and_counted(text: str, needle: str, low: int, high: int) -> None:
    data, wanted = text.encode(), needle.encode()
    scanner = TextScanner(needle, ignore_case=False)
    starts: list[int] = []
    place = data.find(wanted, low)
    while 0 <= place < high:
        starts.append(place)
        place = data.find(wanted, place + len(wanted))
    spans = [(start, start + len(wanted)) for start in starts]
    assert answer(scanner, Kind.FIRST, data, low, high) == (spans[0] if spans else (-1, -1))
    assert answer(scanner, Kind.COUNT, data, low, high) == (len(spans), spans[-1][1] if spans else 0)


def test_the_last_one_is_the_last_that_counts() -> None:
    assert answer(TextScanner("a"), Kind.LAST, b"abA") == (2, 3)
    assert answer(TextScanner("a", ignore_case=False), Kind.LAST, b"abA") == (0, 1)
    assert answer(TextScanner("aba"), Kind.LAST, b"ababa") == (0, 3), "the other one is a part of the first"
    assert answer(TextScanner("x"), Kind.LAST, b"ababa") == (-1, -1)


def test_a_block_and_the_next_have_the_text_in_common() -> None:
    assert TextScanner("abc").overlap >= 3
    assert TextScanner("é").overlap >= 2
    assert TextScanner("é", ignore_case=False).overlap == 2


def test_nothing_is_refused_and_anything_else_is_a_text() -> None:
    with pytest.raises(FindError, match="nothing to look for: enter some text"):
        TextScanner("")
    assert answer(TextScanner(" "), Kind.COUNT, b"a b c") == (2, 4)
    assert answer(TextScanner("(["), Kind.FIRST, b"x([") == (1, 3)


@pytest.mark.parametrize("ignore_case", [True, False])
@given(st.text("abé_ .-", max_size=20), st.text("abé.-", min_size=1, max_size=3))
def test_a_whole_word_has_no_more_of_it_beside_it(ignore_case: bool, text: str, needle: str) -> None:
    scanner = TextScanner(needle, ignore_case=ignore_case, whole_word=True)
    before = r"(?<!\w)" if re.match(r"\w", needle) else ""
    behind = r"(?!\w)" if re.search(r"\w$", needle) else ""
    wanted = [len(text[: match.start()].encode()) for match in re.finditer(before + re.escape(needle) + behind, text)]
    data = text.encode()
    assert [start for start, _ in scanner.matches_in(data)] == wanted
    assert answer(scanner, Kind.COUNT, data)[0] == len(wanted)
    assert answer(scanner, Kind.FIRST, data)[0] == (wanted[0] if wanted else -1)
    assert answer(scanner, Kind.LAST, data)[0] == (wanted[-1] if wanted else -1)
    assert bool(answer(scanner, Kind.LINES, data)) is bool(wanted)
