"""Errors that nobody caught come into the one report, from slots, threads and callbacks; and the process goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field
from twisted.logger import Logger, LogLevel
from twisted.python.failure import Failure

from poetrygui.gui.widgets.error_report import ErrorReport
from poetrygui.gui.window.error_funnels import ErrorFunnels
from poetrygui.plugins.loader import load_protocol
from tests.conftest import LoggedErrors

PROTOCOL = b"""def fail():
    raise ValueError("odd")

from twisted.internet.protocol import Protocol

class Verse(Protocol):
    pass
"""
Until = Callable[[Callable[[], bool]], None]
log = Logger()


@define
class Funnelled:
    """What is gathered while the hooks are those of a program that runs by itself."""

    report: ErrorReport
    funnels: ErrorFunnels
    interrupts: list[str] = field(factory=list)

    @property
    def sentences(self) -> list[str]:
        return [problem.sentence for problem in self.report.problems]


@pytest.fixture
def funnelled(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Funnelled]:
    # A test runner has set hooks of its own.
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    report = ErrorReport()
    interrupts: list[str] = []
    funnels = ErrorFunnels(reactor, report, lambda: interrupts.append("interrupted"))
    yield Funnelled(report, funnels, interrupts)
    funnels.close()


def fail_in_a_slot(error: BaseException) -> None:
    """Do what PyQt does with an exception that leaves a slot."""
    try:
        raise error
    except BaseException:  # noqa: BLE001 - any
        sys.excepthook(*sys.exc_info())


def fail_in_a_thread(error: BaseException) -> None:
    def run() -> None:
        raise error

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_an_error_in_a_slot_is_gathered_with_its_traceback(
    funnelled: Funnelled, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_in_a_slot(ValueError("odd"))
    (problem,) = funnelled.report.problems
    assert problem.sentence.startswith("An error inside the program: ")
    assert "odd" in problem.sentence
    assert "fail_in_a_slot" in problem.details
    assert "fail_in_a_slot" in capsys.readouterr().err


def test_an_interrupt_in_a_slot_is_no_error(funnelled: Funnelled) -> None:
    fail_in_a_slot(KeyboardInterrupt())
    assert (funnelled.interrupts, funnelled.sentences) == (["interrupted"], [])


def test_an_exit_in_a_slot_is_pythons_own(funnelled: Funnelled, capsys: pytest.CaptureFixture[str]) -> None:
    fail_in_a_slot(SystemExit(3))
    assert (funnelled.interrupts, funnelled.sentences) == ([], [])
    assert "SystemExit" in capsys.readouterr().err


def test_an_error_in_a_thread_is_gathered_in_the_reactors(
    funnelled: Funnelled, wait_until: Until, capsys: pytest.CaptureFixture[str]
) -> None:
    fail_in_a_thread(ValueError("from afar"))
    assert funnelled.sentences == []
    wait_until(lambda: bool(funnelled.sentences))
    assert "from afar" in funnelled.sentences[0]
    fail_in_a_thread(SystemExit(1))
    assert len(funnelled.sentences) == 1


def test_an_error_in_a_protocols_thread_is_told_as_that_files(
    funnelled: Funnelled, wait_until: Until, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fail = vars(sys.modules[load_protocol(tmp_path / "verse.py", PROTOCOL).__module__])["fail"]
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    wait_until(lambda: bool(funnelled.sentences))
    assert funnelled.sentences == [
        "An error in the protocol file verse.py: the protocol's thread, timed call or Deferred raised "
        "ValueError: odd (line 2 of verse.py). Of which connection is not known."
    ]
    assert "raise ValueError" in funnelled.report.problems[0].details


def test_what_twisted_logs_is_gathered_where_it_is_an_error(
    funnelled: Funnelled, logged_errors: LoggedErrors, capsys: pytest.CaptureFixture[str]
) -> None:
    log.failure("a callback failed", Failure(ValueError("odd")))
    log.error("nobody is there")
    log.emit(LogLevel.warn, "nothing to see")
    log.info("nothing to see")
    assert ["odd" in sentence for sentence in funnelled.sentences] == [True, False]
    assert "nobody is there" in funnelled.sentences[1]
    assert len(logged_errors.take()) == 2


def test_what_a_thread_logs_is_gathered_in_the_reactors(
    funnelled: Funnelled, logged_errors: LoggedErrors, wait_until: Until, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=log.error, args=("from afar",))
    thread.start()
    thread.join()
    assert funnelled.sentences == []
    wait_until(lambda: bool(funnelled.sentences))
    logged_errors.take()


def test_closed_they_gather_nothing_and_a_slot_still_does_not_abort_the_process(
    funnelled: Funnelled, logged_errors: LoggedErrors, capsys: pytest.CaptureFixture[str]
) -> None:
    funnelled.funnels.close()
    assert threading.excepthook is threading.__excepthook__
    assert sys.excepthook is not sys.__excepthook__, "PyQt would abort for that one"
    fail_in_a_slot(ValueError("late"))
    log.error("late")
    assert funnelled.sentences == []
    assert "late" in capsys.readouterr().err
    logged_errors.take()


def test_hooks_of_somebody_elses_stay(reactor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    mine: Any = print
    monkeypatch.setattr(sys, "excepthook", mine)
    monkeypatch.setattr(threading, "excepthook", mine)
    funnels = ErrorFunnels(reactor, ErrorReport(), list)
    hooks: list[Any] = [sys.excepthook, threading.excepthook]
    funnels.close()
    assert [*hooks, sys.excepthook, threading.excepthook] == [mine] * 4
