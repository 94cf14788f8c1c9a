"""The connections of a file share what its module holds, as in one process, and each has its own options."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.core.scripted_server import Script, Session
from tests.hosts.live.together import Running, Together

COUNTS = """
from typing import Annotated
from twisted.protocols.basic import LineReceiver
from poetrygui.api import Option, PoemProtocol
count = 0
class Own(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    word: Annotated[str, Option("What is said")] = "line"
    number: Annotated[int, Option("Which one")] = 0
    def lineReceived(self, line):
        global count
        count += 1
        self.deliver(b"%s %d" % (self.word.encode(), count))
"""
HAS_FACTORY = """
from twisted.internet.protocol import ClientFactory
from twisted.protocols.basic import LineReceiver
class Own(LineReceiver):
    delimiter = b"\\n"
    def lineReceived(self, line):
        self.factory.heard.append(line)
class OwnFactory(ClientFactory):
    protocol = Own
    def __init__(self):
        self.heard = []
    def clientConnectionLost(self, connector, reason):
        print(*sorted(self.heard))
"""


def says(line: bytes, when: Callable[[], bool]) -> Callable[[Running], Script]:
    """Say a line when it is its turn, and close."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            await session.until(when)
            session.send(line)
            await session.until(lambda: running.seen >= len(line))
            session.close()

        return script

    return maker


def stands(line: bytes, when: Callable[[], bool]) -> Callable[[Running], Script]:
    """Say a line at once, and one when it is its turn."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(line)
            await session.until(when)
            session.send(line)
            session.close()

        return script

    return maker


@pytest.mark.parametrize("in_host", [True, False])
def test_what_a_module_holds_is_shared_by_all_connections_of_its_file(together: Together, *, in_host: bool) -> None:
    others: list[Running] = []
    one = together.start(COUNTS, stands(b"x\n", lambda: bool(others and others[0].ends)), in_host=in_host)
    first = says(b"x\n", lambda: one.store.frame_count == 1)
    others.append(together.start(COUNTS, first, in_host=in_host, word="other"))
    together.end()
    # There when no connection is, too.
    last = together.start(COUNTS, says(b"x\n", lambda: True), in_host=in_host)
    together.end()
    assert (one.rows, others[0].rows, last.rows) == (b"line 1\nline 3\n", b"other 2\n", b"line 4\n")


def test_another_version_has_a_host_of_its_own(together: Together) -> None:
    one = together.start(COUNTS, says(b"x\n", lambda: True))
    together.end()
    changed = COUNTS.replace("count = 0", "count = 10")
    other = together.start(changed, says(b"x\n", lambda: True))
    together.end()
    again = together.start(COUNTS, says(b"x\n", lambda: True))
    together.end()
    assert (one.rows, other.rows, again.rows) == (b"line 1\n", b"line 11\n", b"line 1\n")


def test_connections_of_one_class_share_the_factory_of_its_author(together: Together) -> None:
    protocol = together.class_of(together.pinned(HAS_FACTORY))
    running: list[Running] = []
    for line in (b"one\n", b"two\n"):
        running.append(together.start(HAS_FACTORY, says(line, lambda: len(running) == 2), protocol=protocol))
    together.end()
    assert b"".join(together.lines).splitlines()[-1] == b"b'one' b'two'"


def test_what_a_connection_has_of_its_own_ends_it_alone(together: Together) -> None:
    fails = COUNTS + "    def __init__(self):\n        assert self.number == 0, 'this one'\n"
    fits = together.start(fails, says(b"x\n", lambda: bool(other.ends)))
    other = together.start(fails, lambda _: Session.lost, number="1")
    together.end()
    assert (fits.end.outcome, fits.rows) == ("complete", b"line 1\n")
    assert other.end.outcome == "plugin-fault"
    assert "this one" in other.end.reason
