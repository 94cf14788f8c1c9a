"""What a check found, in lines; and the time that it has."""

from __future__ import annotations

import time

import pytest

from poetrygui.plugins.checking.check_report import CheckReport, CheckResult, Deadline, count

HELD, FAILED = CheckResult("samples", True, "2 streams"), CheckResult("framing", False, "cut after byte 1: it ends")


def test_each_line_begins_with_whether_it_held() -> None:
    assert str(CheckReport((HELD, FAILED))) == "ok     samples: 2 streams\nFAILED framing: cut after byte 1: it ends"


@pytest.mark.parametrize("results, passed", [((HELD,), True), ((HELD, FAILED), False), ((FAILED,), False), ((), True)])
def test_a_check_held_where_all_of_it_did(results: tuple[CheckResult, ...], passed: bool) -> None:
    assert CheckReport(results).passed is passed


def test_a_deadline_is_over_when_its_time_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([100.0, 100.0, 102.4, 102.5, 200.0])
    with monkeypatch.context() as changed:
        changed.setattr(time, "monotonic", lambda: next(times))
        deadline = Deadline(2.5)
        told = [deadline.is_over for _ in range(4)]
    assert told == [False, False, True, True]
    assert Deadline(0.0).is_over


def test_what_there_was_time_for_is_told() -> None:
    assert Deadline(2.5).time_for("3 of 5 cuts") == "there was time for 3 of 5 cuts only, within 2.5 s"


@pytest.mark.parametrize("number, words", [(0, "0 cuts"), (1, "1 cut"), (1234, "1,234 cuts")])
def test_so_many_of_something(number: int, words: str) -> None:
    assert count(number, "cut") == words
