"""The process that looks for what only Python's engine finds: it answers, and ends when it is told to."""

from __future__ import annotations

import json
from time import monotonic

from poetrygui.core.reading.find import Kind, Question
from poetrygui.core.reading.find_child import FindChild


def child(pattern: str) -> FindChild:
    return FindChild(json.dumps({"pattern": pattern, "ignore_case": False}).encode() + b"\n")


def test_it_answers_one_question_after_the_other() -> None:
    found = child("b")
    before = monotonic()
    assert found.begun_at > before
    assert found.ask(Question(Kind.FIRST, b"ab", 0, 2)) == (1, 2)
    assert before < found.begun_at <= monotonic()
    assert found.ask(Question(Kind.COUNT, b"bb", 0, 2)) == (2, 2)
    assert found.is_running
    found.end()
    assert not found.is_running


def test_one_that_has_ended_has_no_answer() -> None:
    found = child("b")
    found.kill()
    assert found.ask(Question(Kind.FIRST, b"ab" * 200_000, 0, 2)) is None
    found.end()
