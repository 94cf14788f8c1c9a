"""What watches over the process while a window is open leaves it, and its reactor, as it was."""

from __future__ import annotations

import sys
import threading
from typing import Any

import pytest
from twisted.logger import Logger

from poetrygui.core.guard.plugin_calls import PluginCalls
from poetrygui.gui.widgets.error_report import ErrorReport
from poetrygui.gui.window.process_guards import ProcessGuards
from tests.conftest import LoggedErrors

log = Logger()
WATCHED = ("callLater", "callFromThread", "stop")


def test_all_of_it_is_given_back(reactor: Any) -> None:
    before = [getattr(reactor, name) for name in WATCHED]
    hooks = sys.excepthook, threading.excepthook
    report = ErrorReport()
    guards = ProcessGuards(reactor, report, list, tuple)
    assert all(getattr(reactor, name) != was for name, was in zip(WATCHED, before, strict=True))
    guards.close()
    assert [getattr(reactor, name) for name in WATCHED] == before
    assert (sys.excepthook, threading.excepthook) == hooks


def test_errors_are_gathered_until_it_ends(
    reactor: Any, logged_errors: LoggedErrors, capsys: pytest.CaptureFixture[str]
) -> None:
    report = ErrorReport()
    guards = ProcessGuards(reactor, report, list, tuple)
    log.error("nobody is there")
    guards.close()
    log.error("nobody is there any more")
    assert [problem.count for problem in report.problems] == [1]
    assert len(logged_errors.take()) == 2


def test_a_protocol_that_asks_for_the_process_to_stop_is_only_told_of(
    reactor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    monkeypatch.setattr(reactor, "stop", lambda: stopped.append("stopped"))
    guards = ProcessGuards(reactor, ErrorReport(), list, tuple)
    asked: list[str] = []
    calls = PluginCalls(lambda verdict: asked.append(verdict.reason), on_stop=lambda: asked.append("asked"))
    calls.call("dataReceived", reactor.stop)
    assert (stopped, bool(asked)) == ([], True)
    reactor.stop()
    assert stopped == ["stopped"]
    guards.close()
