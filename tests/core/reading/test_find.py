"""Finding: every match, in order, both ways round, whatever the blocks, while the poem grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poetrygui.core.reading import find, match_counts
from poetrygui.core.reading.find import Answer, FindError, FindSession, Kind, Question, Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.core.reading.find_worker import compiled, reply
from poetrygui.core.reading.match_counts import Match
from tests.gui.memory_poem import MemoryPoem

needles = st.text("abAB\u00e9\u00c9", min_size=1, max_size=4)
poems = st.lists(st.text("abAB\u00e9\u00c9x", max_size=30), max_size=12).map("\n".join).map(str.encode)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every poem span many blocks."""
    monkeypatch.setattr(find, "BLOCK", 64)
    monkeypatch.setattr(match_counts, "CHECKPOINT", 100)


def finish(session: FindSession) -> None:
    """Work until there is nothing to do; a child process is waited for by asking again."""
    while session.work(0.01):
        pass


def answer_of(scanner: Scanner) -> Answer:
    """Ask until the answer is there."""
    while (answer := scanner.answer()) is None:
        pass
    return answer


def starts_of(text: str, needle: str, *, ignore_case: bool) -> list[int]:
    """Return where a text occurs, without overlaps, in bytes."""
    pattern = re.compile(re.escape(needle), re.IGNORECASE if ignore_case else 0)
    return [len(text[: match.start()].encode()) for match in pattern.finditer(text)]


@settings(deadline=None)
@given(poems, needles, st.booleans())
def test_all_matches_are_counted(data: bytes, needle: str, ignore_case: bool) -> None:
    session = FindSession(MemoryPoem(data), TextScanner(needle, ignore_case=ignore_case))
    finish(session)
    assert session.count == len(starts_of(data.decode(), needle, ignore_case=ignore_case))
    assert session.progress == 1.0


@settings(deadline=None)
@given(poems, needles, st.integers(0, 400))
def test_the_next_match_is_the_next_one(data: bytes, needle: str, start: int) -> None:
    session = FindSession(MemoryPoem(data), TextScanner(needle, ignore_case=False))
    session.find(start)
    finish(session)
    encoded = needle.encode()
    expected = data.find(encoded, start)
    if expected < 0:
        expected = data.find(encoded)
    assert session.match == (Match(expected, expected + len(encoded)) if expected >= 0 else None)
    assert not session.searching


@settings(deadline=None)
@given(poems, st.sampled_from(["a", "b\u00e9", "ab", "B", "\u00c9x"]), st.integers(0, 400))
def test_the_match_before_is_the_last_one_before(data: bytes, needle: str, start: int) -> None:
    session = FindSession(MemoryPoem(data), TextScanner(needle, ignore_case=False))
    session.find(start, backward=True)
    finish(session)
    encoded = needle.encode()
    before = [match.start() for match in re.finditer(re.escape(encoded), data) if match.start() < start]
    expected = max(before, default=data.rfind(encoded))
    assert session.match == (Match(expected, expected + len(encoded)) if expected >= 0 else None)


@settings(deadline=None)
@given(poems, st.sampled_from(["a", "b\u00e9", "ab", "B", "\u00c9x"]))
def test_matches_are_numbered(data: bytes, needle: str) -> None:
    session = FindSession(MemoryPoem(data), TextScanner(needle, ignore_case=False))
    places = starts_of(data.decode(), needle, ignore_case=False)
    place = 0
    for number, expected in enumerate(places, 1):
        session.find(place)
        finish(session)
        assert session.match is not None
        assert (session.match.start, session.ordinal) == (expected, number)
        place = session.match.stop


@settings(deadline=None)
@given(st.lists(st.text("ab\n", min_size=1, max_size=30), min_size=1, max_size=8), st.sampled_from(["ab", "aa", "b"]))
def test_counting_goes_on_while_the_poem_grows(pieces: list[str], needle: str) -> None:
    poem = MemoryPoem()
    session = FindSession(poem, TextScanner(needle))
    for piece in pieces:
        poem.append(piece.encode())
        finish(session)
        assert session.count == bytes(poem.data).count(needle.encode())


def test_a_match_across_blocks_of_an_endless_line() -> None:
    data = b"x" * 1000 + b"needle" + b"y" * 1000 + b"needle" + b"z" * 30
    for shift in range(70):
        session = FindSession(MemoryPoem(b"-" * shift + data), TextScanner("NEEDLE"))
        session.find(0)
        finish(session)
        assert session.match == Match(1000 + shift, 1006 + shift)
        assert (session.count, session.ordinal) == (2, 1)
        session.find(session.match.start, backward=True)
        finish(session)
        assert session.match == Match(2006 + shift, 2012 + shift)
        assert session.ordinal == 2


def test_work_comes_in_slices() -> None:
    poem = MemoryPoem(b"some verse\n" * 5000)
    session = FindSession(poem, TextScanner("nothing of it"))
    session.find(0)
    assert session.work(0.0)
    assert poem.bytes_read < 1000
    assert session.searching
    assert 0 < session.searched < poem.size
    finish(session)
    assert session.match is None
    assert session.searched >= poem.size


def test_a_new_search_drops_the_one_before() -> None:
    session = FindSession(MemoryPoem(b"some verse\n" * 500), TextScanner("verse"))
    session.find(3000)
    session.work(0.0)
    session.find(11)
    finish(session)
    assert session.match == Match(16, 21)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(FindError, match="nothing to look for"):
        TextScanner("")
    with pytest.raises(FindError, match="nothing to look for"):
        PatternScanner("")


# Regular expressions


def spans_of(pattern: re.Pattern[str], data: bytes) -> list[tuple[int, int]]:
    """Return the bytes of all matches that are not empty."""
    text = data.decode()
    found = [match.span() for match in pattern.finditer(text) if match[0]]
    return [(len(text[:start].encode()), len(text[:stop].encode())) for start, stop in found]


class Patient:
    """A pattern's scanner without a child: answers when it is asked for the second time."""

    overlap = 4096

    def __init__(self, pattern: str) -> None:
        self.pattern = compiled(pattern, ignore_case=False)
        self.asked: list[Question] = []
        self._is_ready = False

    def ask(self, question: Question) -> None:
        self.asked.append(question)
        self._is_ready = False

    def answer(self) -> Answer | None:
        if not self._is_ready:
            self._is_ready = True
            return None
        last = self.asked[-1]
        return reply(self.pattern, last.kind.value, last.data, last.low, last.high)

    def matches_in(self, data: bytes) -> None:
        pass

    def close(self) -> None:
        pass


Start = Callable[..., PatternScanner]


@pytest.fixture
def start() -> Iterator[Start]:
    scanners: list[PatternScanner] = []

    def start(pattern: str, patience: float = 60.0) -> PatternScanner:
        scanners.append(PatternScanner(pattern, patience=patience))
        return scanners[-1]

    yield start
    for scanner in scanners:
        scanner.close()
        scanner.join()
        assert not scanner.is_working


def test_a_pattern_is_found_counted_and_numbered(start: Start) -> None:
    lines = [f"line {number}: \u00e9t\u00e9 {number * 7 % 10}" for number in range(60)]
    data = "\n".join(lines).encode()
    session = FindSession(MemoryPoem(data), start(r"^LINE \d+: \w+ 3$"))
    session.find(0)
    finish(session)
    expected = [line for line in lines if line.endswith(" 3")]
    assert session.count == len(expected)
    assert session.match is not None
    assert data[session.match.start : session.match.stop].decode() == expected[0]
    assert session.ordinal == 1
    session.find(len(data), backward=True)
    finish(session)
    assert data[session.match.start : session.match.stop].decode() == expected[-1]
    assert session.ordinal == len(expected)


# Matches that are shown


def shown_of(session: FindSession, poem: MemoryPoem, start: int, stop: int) -> list[tuple[int, int]]:
    """Return where what is known to match in some bytes begins and ends in the poem."""
    return [(start + low, start + high) for low, high in session.matches_in(start, poem.read(start, stop))]


@given(poems, st.sampled_from(["a+", "[aé]b?", r"\w+", "b$", "^a", "(?<=a)b", "x(?=a)"]), st.data())
def test_matches_to_show_are_those_of_the_whole_lines(data: bytes, pattern: str, draws: st.DataObject) -> None:
    poem, scanner = MemoryPoem(data), Patient(pattern)
    session = FindSession(poem, scanner)
    for _ in range(3):
        if draws.draw(st.booleans()):
            session.find(draws.draw(st.integers(0, len(data))))
            session.work(0.0)
        start = draws.draw(st.integers(0, len(data)))
        start = data.rfind(b"\n", 0, start) + 1
        stop = draws.draw(st.integers(start, len(data)))
        shown_of(session, poem, start, stop)
        finish(session)
        expected = [span for span in spans_of(scanner.pattern, data) if span[0] < stop and span[1] > start]
        assert shown_of(session, poem, start, stop) == [(low, min(high, stop)) for low, high in expected]
        assert not session.is_behind
    assert session.count == len(spans_of(scanner.pattern, data))


def test_matches_that_are_known_are_shown_until_the_others_come() -> None:
    poem, scanner = MemoryPoem(b"ab\n" * 40), Patient("a")
    session = FindSession(poem, scanner)
    assert shown_of(session, poem, 0, 9) == []
    assert session.is_behind
    finish(session)
    assert session.shown == (0, 9)
    assert shown_of(session, poem, 3, 12) == [(3, 4), (6, 7)]
    finish(session)
    assert shown_of(session, poem, 3, 12) == [(3, 4), (6, 7), (9, 10)]


def test_what_is_shown_is_asked_for_once_and_before_the_next_block() -> None:
    poem, scanner = MemoryPoem(b"ab\n" * 400), Patient("b")
    session = FindSession(poem, scanner)
    session.work(0.0)
    for stop in range(3, 60, 3):
        shown_of(session, poem, 0, stop)
        session.work(0.0)
    finish(session)
    shown_of(session, poem, 0, 57)
    finish(session)
    kinds = [question.kind for question in scanner.asked]
    assert kinds[:3] == [Kind.COUNT, Kind.SHOWN, Kind.COUNT]
    assert (Kind.SHOWN, Kind.SHOWN) not in pairwise(kinds)
    shown = [question for question in scanner.asked if question.kind is Kind.SHOWN]
    assert len({question.high for question in shown}) == len(shown) <= 19
    assert session.count == 400


@pytest.mark.parametrize("pattern, expected", [("^a|b$", []), ("ba", [(4, 5), (5, 7), (7, 9), (9, 10)])])
def test_rows_that_are_cut_from_a_long_line_are_no_lines(pattern: str, expected: list[tuple[int, int]]) -> None:
    poem = MemoryPoem(b"x\n" + b"ab" * 5 + b"\ny")
    session = FindSession(poem, Patient(pattern))
    shown_of(session, poem, 4, 10)
    finish(session)
    assert shown_of(session, poem, 4, 10) == expected


def test_a_child_tells_the_matches_to_show(start: Start) -> None:
    poem = MemoryPoem("été 12\nétés 345\n".encode() * 3)
    with closing(FindSession(poem, start(r"\d+$"))) as session:
        assert shown_of(session, poem, 0, poem.size) == []
        finish(session)
        found = [bytes(poem.data[low:high]) for low, high in shown_of(session, poem, 0, poem.size)]
    assert found == [b"12", b"345"] * 3


@pytest.mark.parametrize("at", [0, 3, 40, 100, 170])
@pytest.mark.parametrize("backward", [False, True])
def test_what_was_given_up_is_not_looked_through(at: int, backward: bool) -> None:
    poem = MemoryPoem(b"ab\n" * 30 + b"x" * 100 + b"\nab\n" + b"x" * 100)
    poem.give_up(40)
    with closing(FindSession(poem, TextScanner("ab"))) as session:
        session.find(at, backward=backward)
        finish(session)
        assert session.match is not None
        assert session.match.start >= 40
        # From line 13 on, which is there from its second letter.
        assert session.count == 17
        poem.give_up(150)
        session.find(at, backward=backward)
        finish(session)
        assert session.match == Match(191, 193)
        poem.give_up(200)
        session.find(at, backward=backward)
        finish(session)
        assert session.match is None


def test_what_is_given_up_while_it_is_looked_through_ends_nothing_but_that() -> None:
    for backward in (False, True):
        poem = MemoryPoem(b"x" * 2000 + b"\nab\n" + b"x" * 2000)
        with closing(FindSession(poem, TextScanner("ab"))) as session:
            session.find(4004 if backward else 0, backward=backward)
            for start in (100, 1500, 2001):
                session.work(0)
                poem.give_up(start)
            finish(session)
            assert session.match == Match(2001, 2003)
