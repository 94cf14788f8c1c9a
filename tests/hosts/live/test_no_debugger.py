"""A breakpoint in a host says where a debugger can be had; on a terminal that is where it is had."""

from __future__ import annotations

import sys

import pytest

from poetrygui.hosts.live.no_debugger import NoDebuggerError, refuse_debuggers
from tests.hosts.live.conftest import FetchBoth
from tests.hosts.live.scripts import says

SOURCE = """
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
        breakpoint()
"""


def test_it_is_told_where_to_have_one(fetched: FetchBoth) -> None:
    found = fetched(SOURCE, says(b"x", closes=False), in_host=True)
    assert found.ended[0] == "plugin-fault"
    assert "breakpoint() is for a protocol in the program's own process: run get --no-guard" in found.ended[1]
    assert "(line 6 of own.py)" in found.ended[1]


def test_one_that_is_to_do_nothing_does_so(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sys.breakpointhook
    monkeypatch.setattr(sys, "breakpointhook", kept)
    monkeypatch.setenv("PYTHONBREAKPOINT", "0")
    refuse_debuggers()
    assert sys.breakpointhook is kept
    monkeypatch.setenv("PYTHONBREAKPOINT", "")
    refuse_debuggers()
    with pytest.raises(NoDebuggerError, match="get --no-guard"):
        breakpoint()
