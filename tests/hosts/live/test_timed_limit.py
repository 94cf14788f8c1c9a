"""A host that loops in a timed call, or that would stop itself, is the end of its connection."""

from __future__ import annotations

import pytest

from poetrygui.hosts.confinement.confine import missing_here
from tests.hosts.live.conftest import FetchBoth
from tests.hosts.live.scripts import says

SOURCE = """
import itertools, os, signal
from twisted.internet import reactor
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    def dataReceived(self, data):
        self.deliver(data)
        ASKED
    def later(self):
        self.deliver(b"later")
        BODY
"""


@pytest.mark.parametrize("asked", ["reactor.callLater(0, self.later)", "reactor.callInThread(self.from_thread)"])
def test_a_loop_in_a_timed_call_is_ended_with_its_line(fetched: FetchBoth, asked: str) -> None:
    source = SOURCE.replace("ASKED", asked).replace("BODY", "any(itertools.repeat(0))")
    source += "    def from_thread(self):\n        reactor.callFromThread(self.later)\n"
    found = fetched(source, says(b"x", closes=False), in_host=True, limit=0.5)
    reason = "it computed for 0.5 s and came to no end (line 11 of own.py, in later)"
    assert found.ended[:2] == ("plugin-hang", reason)
    assert found.rows == b"x\n"


def test_one_that_computes_now_and_then_for_longer_is_none(fetched: FetchBoth) -> None:
    body = "sum(range(2_000_000)); self.count = vars(self).get('count', 0) + 1; "
    body += "self.transport.loseConnection() if self.count == 20 else reactor.callLater(0, self.later)"
    source = SOURCE.replace("ASKED", "reactor.callLater(0, self.later)").replace("BODY", body)
    found = fetched(source, says(b"x", closes=False), in_host=True, limit=0.5)
    assert found.ended[0] == "complete"


@pytest.mark.skipif(bool(missing_here()), reason=f"hosts are not confined here: {missing_here()}")
def test_one_cannot_stop_itself(fetched: FetchBoth) -> None:
    source = SOURCE.replace("ASKED", "os.kill(os.getpid(), signal.SIGSTOP)").replace("BODY", "pass")
    found = fetched(source, says(b"x", closes=False), in_host=True)
    assert found.ended[0] == "plugin-fault"
    assert "PermissionError" in found.ended[1]
