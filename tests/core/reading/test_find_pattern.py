"""Finding a regular expression by a child process, which is ended when it takes too long."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from poetrygui.core.reading import find_child, find_pattern
from poetrygui.core.reading.find import Answer, FindError, FindSession, Kind, Question, Scanner
from poetrygui.core.reading.find_pattern import PatternScanner
from poetrygui.own_process import own_script
from tests.gui.memory_poem import MemoryPoem


def finish(session: FindSession) -> None:
    """Work until there is nothing to do; a child process is waited for by asking again."""
    while session.work(0.01):
        pass


def answer_of(scanner: Scanner) -> Answer:
    """Ask until the answer is there."""
    while (answer := scanner.answer()) is None:
        pass
    return answer


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


@pytest.mark.parametrize(
    "pattern, sentence",
    [
        ("(", r"no regular expression: missing \), unterminated subpattern at character 1"),
        ("a**", "no regular expression: multiple repeat at character 3"),
        ("[z-a]", "no regular expression: bad character range z-a at character 2"),
        ("a{99999999999999}", "too large"),
        ("(" * 5000 + ")" * 5000, "too large|no regular expression"),
    ],
)
def test_what_is_no_pattern_is_said(pattern: str, sentence: str) -> None:
    with pytest.raises(FindError, match=sentence):
        PatternScanner(pattern)


def test_a_pattern_that_takes_for_ever_is_ended(start: Start) -> None:
    scanner = start("(?=a)(a+)+$", patience=0.3)
    session = FindSession(MemoryPoem(b"a" * 60 + b"!\n"), scanner)
    session.find(0)
    with pytest.raises(FindError, match="takes too long"):
        finish(session)
    scanner.join()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no pipes with names")
def test_how_long_python_takes_to_start_is_not_held_against_an_expression(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "gate")
    held = ["sh", "-c", 'read -r _ < "$0" && exec "$@"', str(tmp_path / "gate"), *own_script("find", "no script")]
    monkeypatch.setattr(find_child, "own_script", lambda *_: held)
    scanner = start("(?=a)a", patience=0.0)
    scanner.ask(Question(Kind.FIRST, b"ba", 0, 2))
    while scanner.process_id is None:
        assert scanner.answer() is None
    assert [scanner.answer() for _ in range(100)] == [None] * 100


def test_dropping_a_search_leaves_no_process(start: Start) -> None:
    scanner = start("(?=a)(a+)+$")
    with closing(FindSession(MemoryPoem(b"a" * 60 + b"!\n"), scanner)) as session:
        session.find(0)
        assert session.work(0.0)
        assert session.waits
    scanner.join()


def test_a_child_that_dies_is_told(start: Start) -> None:
    scanner = start("(?=a)(a+)+$")
    scanner.ask(Question(Kind.FIRST, b"a" * 60 + b"!", 0, 61))
    while (child := scanner.process_id) is None:
        pass
    os.kill(child, signal.SIGKILL)
    with pytest.raises(FindError, match="has ended"):
        answer_of(scanner)


def test_a_stale_answer_is_not_taken_for_another(start: Start) -> None:
    scanner: Scanner = start("b")
    scanner.ask(Question(Kind.COUNT, b"bbb", 0, 3))
    scanner.ask(Question(Kind.FIRST, b"aab", 0, 3))
    assert answer_of(scanner) == (2, 3)


def test_nothing_is_no_pattern() -> None:
    with pytest.raises(FindError, match="nothing to look for: enter a regular expression"):
        PatternScanner("")


def test_every_kind_of_question_is_answered_in_its_order(start: Start) -> None:
    scanner = start("b+")
    data = b"ab\nBBa"
    found = []
    for kind in (Kind.FIRST, Kind.LAST, Kind.COUNT, Kind.SHOWN):
        scanner.ask(Question(kind, data, 0, len(data)))
        found.append(answer_of(scanner))
    assert found == [(1, 2), (3, 5), (2, 5), (1, 2, 3, 5)]


def test_case_counts_where_that_is_asked_for() -> None:
    scanner = PatternScanner("b", ignore_case=False, patience=60)
    with closing(scanner):
        scanner.ask(Question(Kind.COUNT, b"Bb", 0, 2))
        assert answer_of(scanner) == (1, 2)
    scanner.join()


def test_matches_to_show_are_asked_for() -> None:
    pattern = PatternScanner("b")
    scanner: Scanner = pattern
    with closing(scanner):
        assert scanner.matches_in(b"b") is None
    pattern.join()


ENGINES = [("b+", b"ab\nBB", True), ("(?<!x)b", b"ab", False), (r"\bb", "é b".encode(), False), (r"\bb", b"a b", True)]


@pytest.mark.parametrize("pattern, data, is_linear", ENGINES)
def test_what_takes_pythons_engine_is_said(start: Start, pattern: str, data: bytes, is_linear: bool) -> None:
    scanner = start(pattern)
    scanner.ask(Question(Kind.COUNT, data, 0, len(data)))
    assert answer_of(scanner)[0]
    assert (scanner.is_linear, scanner.process_id is None) == (is_linear, is_linear)
    assert scanner.remark == ("" if is_linear else "by Python's engine, slower")


def test_without_re2_all_is_found_by_python_and_nothing_is_said(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    monkeypatch.setattr(find_pattern, "is_installed", lambda: False)
    scanner = start("b+")
    scanner.ask(Question(Kind.COUNT, b"abBB", 0, 4))
    assert answer_of(scanner) == (1, 4)
    assert (scanner.is_linear, scanner.remark) == (False, "")


def test_what_takes_for_ever_with_pythons_engine_takes_no_time(start: Start) -> None:
    session = FindSession(MemoryPoem(b"a" * 100_000 + b"!\nb"), start("(a+)+$|b"))
    finish(session)
    assert (session.count, session.match) == (1, None)
