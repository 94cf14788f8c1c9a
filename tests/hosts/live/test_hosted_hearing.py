"""What was told and sent before is told again in a second host, in its order, and nothing goes to the server twice."""

from __future__ import annotations

from collections.abc import Callable

from tests.core.scripted_server import Script, Session
from tests.hosts.live.together import Running, Together

SOURCE = """
import os
from twisted.protocols.basic import LineReceiver
from zope.interface import implementer
from twisted.internet.interfaces import IHalfCloseableProtocol
from poetrygui.api import PoemProtocol
@implementer(IHalfCloseableProtocol)
class Own(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    sent = 0
    def connectionMade(self):
        self.transport.write(b"hello\\n")
    def encode(self, frame):
        self.sent += 1
        return frame + b" %d\\n" % self.sent
    def lineReceived(self, line):
        if line == b"die":
            os._exit(3)
        if line == b"pause":
            self.transport.pauseProducing()
            self.transport.resumeProducing()
        self.deliver(b"%s after %d" % (line, self.sent))
        self.transport.write(b"got " + line + b"\\n")
    def readConnectionLost(self):
        self.deliver_part(b"bye")
        self.deliver(b" bye")
        self.transport.write(b"bye\\n")
        self.transport.loseConnection()
    def writeConnectionLost(self):
        pass
"""


def dies_when(condition: Callable[[], bool]) -> Callable[[Running], Script]:
    """End the host."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            await session.until(condition)
            session.send(b"die\n")
            await session.lost()

        return script

    return maker


def test_what_was_sent_goes_once_and_the_protocol_knows_of_it(together: Together) -> None:
    hostile: list[Running] = []

    def script(running: Running) -> Script:
        async def play(session: Session) -> None:
            session.send(b"one\n")
            await session.heard(len(b"hello\ngot one\n"))
            running.fetch.send(b"first")
            await session.heard(len(b"hello\ngot one\nfirst 1\n"))
            running.fetch.send(b"raw\n", is_raw=True)
            session.send(b"pause\n")
            await session.until(lambda: bool(hostile and hostile[0].ends))
            running.fetch.send(b"second")
            session.send(b"two\n")
            await session.until(lambda: b"second" in session.received and b"two" in session.received)
            session.transport.loseWriteConnection()
            await session.lost()

        return play

    innocent = together.start(SOURCE, script)
    hostile.append(together.start(SOURCE, dies_when(lambda: b"got pause\n" in innocent.said)))
    together.end()
    assert innocent.end.outcome == "complete", innocent.end.reason
    lines = innocent.said.splitlines()
    assert sorted(lines) == sorted(
        [b"hello", b"got one", b"first 1", b"raw", b"got pause", b"second 2", b"got two", b"bye"]
    )
    assert lines[:3] == [b"hello", b"got one", b"first 1"]
    rows = innocent.rows.splitlines()
    assert rows[:2] == [b"one after 0", b"pause after 1"]
    assert rows[2] in (b"two after 1", b"two after 2")
    assert rows[3:] == [b"bye bye"]


def test_one_that_is_lost_meanwhile_is_told_so_when_it_has_heard_all(together: Together) -> None:
    hostile: list[Running] = []

    def script(running: Running) -> Script:
        async def play(session: Session) -> None:
            session.send(b"one\n")
            await session.heard(len(b"hello\ngot one\n"))
            await session.until(lambda: bool(hostile and hostile[0].ends))
            session.send(b"two\nthr")
            session.reset()

        return play

    innocent = together.start(SOURCE, script)
    hostile.append(together.start(SOURCE, dies_when(lambda: b"got one\n" in innocent.said)))
    together.end()
    assert innocent.end.outcome == "reset"
    assert innocent.rows.startswith(b"one after 0\n")


def test_one_that_was_to_be_ended_is_so(together: Together) -> None:
    innocent = together.start(SOURCE, lambda _: Session.lost)
    hostile = together.start(SOURCE, dies_when(lambda: b"hello\n" in innocent.said))
    together.end(hostile)
    innocent.fetch.stop()
    together.end()
    assert innocent.end.outcome == "stopped"
