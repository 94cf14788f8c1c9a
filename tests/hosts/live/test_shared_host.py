"""Where one connection ends the host of its file, it ends with its reason, and the others go on as if nothing were."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poetrygui.hosts.live import shared_host
from poetrygui.hosts.live.file_hosts import RUNNER
from poetrygui.hosts.warm import WarmProcess
from tests.core.certificates import self_signed
from tests.core.scripted_server import Script, Session
from tests.hosts.live.together import Running, Together

SOURCE = """
import ctypes, itertools, os, socket, stat
from twisted.internet import reactor
from twisted.protocols.basic import LineReceiver
from poetrygui.api import PoemProtocol
def garbage():
    for number in range(3, 64):
        try:
            is_line = stat.S_ISSOCK(os.fstat(number).st_mode) and os.fstat(number).st_ino != os.fstat(1).st_ino
        except OSError:
            continue
        if is_line:
            os.set_blocking(number, True)
            os.write(number, b"\\x80pickled")
    any(itertools.repeat(0))
class Own(LineReceiver, PoemProtocol):
    delimiter = b"\\n"
    count = 0
    def lineReceived(self, line):
        if line == b"die":
            self.die()
            return
        self.count += 1
        self.deliver(line + b" %d" % self.count)
        self.sendLine(b"got " + line)
    def die(self):
        DIE
"""
DEATHS = {
    "os._exit(3)": ("plugin-fault", "its process ended with status 3"),
    "ctypes.string_at(0)": ("plugin-fault", "its process ended with SIGSEGV (line "),
    "any(itertools.repeat(0))": ("plugin-hang", "it computed for 0.5 s and came to no end (line 27 of own.py, in die)"),
    "reactor.callLater(0, os._exit, 4)": ("plugin-fault", "its process ended with status 4"),
    "garbage()": ("plugin-fault", "its process sent garbage"),
}
GOOD = 5


def good(hostile: list[Running]) -> Callable[[Running], Script]:
    """Say two lines before the hostile one dies, and another one when it has."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(b"one\ntwo\n")
            await session.heard(len(b"got one\ngot two\n"))
            await session.until(lambda: bool(hostile and hostile[0].ends))
            session.send(b"three\n")
            await session.heard(len(b"got one\ngot two\ngot three\n"))
            session.close()

        return script

    return maker


def dies(others: list[Running]) -> Callable[[Running], Script]:
    """Die when the others have said all that they have to say by then."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(b"line\n")
            await session.until(lambda: all(len(each.said) >= len(b"got one\ngot two\n") for each in others))
            session.send(b"die\n")

        return script

    return maker


@pytest.mark.parametrize("death", DEATHS)
def test_one_that_ends_its_host_ends_alone(together: Together, death: str) -> None:
    together.limit = 0.5
    hostile: list[Running] = []
    source = SOURCE.replace("DIE", death)
    innocent = [together.start(source, good(hostile)) for _ in range(GOOD)]
    hostile.append(together.start(source, dies(innocent)))
    together.end()
    outcome, reason = DEATHS[death]
    assert hostile[0].end.outcome == outcome
    assert hostile[0].end.reason.startswith(reason)
    assert hostile[0].rows == b"line 1\n"
    assert [each.end.outcome for each in innocent] == ["complete"] * GOOD, [each.end.reason for each in innocent]
    assert [each.rows for each in innocent] == [b"one 1\ntwo 2\nthree 3\n"] * GOOD
    assert [each.said for each in innocent] == [b"got one\ngot two\ngot three\n"] * GOOD
    assert together.lines == [], "nobody has printed anything: how it ended, its own connection tells"


LARGE = b"".join(b"%07d\n" % number for number in range(200_000))  # more than is held in memory


def large(hostile: list[Running]) -> Callable[[Running], Script]:
    """Send much before the hostile one dies, and a line when it has."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(LARGE)
            await session.until(lambda: running.seen >= len(LARGE) and bool(hostile and hostile[0].ends))
            session.send(b"last\n")
            session.close()

        return script

    return maker


def ends_others(of: list[Running], size: int) -> Callable[[Running], Script]:
    """Have the host ended once these have got so much."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            await session.until(lambda: all(each.store.size >= size for each in of))
            session.send(b"die\n")

        return script

    return maker


LINES = """
import os
from poetrygui.api import PoemProtocol
class Own(PoemProtocol):
    held = b""
    def dataReceived(self, data):
        if data == b"die\\n":
            os._exit(3)
        *lines, self.held = (self.held + data).split(b"\\n")
        self.deliver_many(lines)
"""


def test_one_is_framed_anew_from_its_recording_and_what_is_recorded_is_the_same(together: Together) -> None:
    hostile: list[Running] = []
    innocent = together.start(LINES, large(hostile))
    hostile.append(together.start(LINES, ends_others([innocent], len(LARGE))))
    together.end()
    here = together.start(LINES, large(hostile), in_host=False)
    together.end(here)
    assert (innocent.end.outcome, innocent.end.frames) == ("complete", 200_001), innocent.end.reason
    assert innocent.rows == here.rows == LARGE + b"last\n"
    sums, sums_here = innocent.recording.sums, here.recording.sums
    assert (sums.wire, sums.frames, sums.rows) == (sums_here.wire, sums_here.frames, sums_here.rows)


def test_what_is_not_recorded_ends_with_a_sentence_where_it_is_not_held_either(together: Together) -> None:
    hostile: list[Running] = []
    unrecorded = together.start(LINES, large(hostile), is_recorded=False)
    small = together.start(LINES, good_lines(hostile), is_recorded=False)
    hostile.append(together.start(LINES, ends_others([unrecorded], len(LARGE))))
    together.end()
    assert (small.end.outcome, small.rows) == ("complete", b"one\ntwo\n")
    assert unrecorded.end.outcome == "plugin-fault"
    assert unrecorded.end.reason == (
        "another connection of its file has ended the process of both: its process ended with status 3 "
        "(line 8 of own.py, in dataReceived), and what came is not recorded, so that it cannot be told to a new one"
    )
    assert unrecorded.end.details == ""  # it is no fault of its protocol's that would be counted


def good_lines(hostile: list[Running]) -> Callable[[Running], Script]:
    """Send a line before the hostile one dies, and one when it has."""

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(b"one\n")
            await session.until(lambda: bool(hostile and hostile[-1].ends))
            session.send(b"two\n")
            session.close()

        return script

    return maker


def test_rows_that_are_others_then_are_told_and_what_was_shown_stays(together: Together) -> None:
    source = LINES.replace(
        "self.deliver_many(lines)", 'self.deliver_many([b"%s %d" % (each, os.getpid()) for each in lines])'
    )
    hostile: list[Running] = []
    innocent = together.start(source, good_lines(hostile))
    hostile.append(together.start(source, ends_others([innocent], 4)))
    together.end()
    first, second = innocent.rows.splitlines()
    assert first.startswith(b"one ")
    assert second.startswith(b"two ")
    assert first[4:] != second[4:]
    assert "from byte " in innocent.end.reason
    assert "a new one made other rows of the same" in innocent.end.reason


def test_who_is_let_go_in_the_midst_of_a_second_chance_is_told_once(together: Together) -> None:
    hostile: list[Running] = []
    innocent = together.start(LINES, large(hostile))
    hostile.append(together.start(LINES, ends_others([innocent], len(LARGE))))
    together.end(hostile[0])
    innocent.fetch.stop()
    together.end()
    assert (innocent.end.outcome, innocent.rows) == ("stopped", LARGE)


def test_whose_second_host_ends_for_another_one_as_well_ends_with_that(together: Together) -> None:
    hostile: list[Running] = []

    def waits(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(b"one\n")
            await session.lost()

        return script

    innocent = together.start(LINES, waits)
    for _ in range(2):
        hostile.append(together.start(LINES, ends_others([innocent], 4)))
        together.end(hostile[-1])
    together.end()
    assert innocent.end.outcome == "plugin-fault"
    assert "both: its process ended with status 3 (line" in innocent.end.reason
    assert innocent.end.reason.endswith("), and that not for the first time")


def test_where_nobody_knows_whose_it_was_all_begin_anew(together: Together) -> None:
    source = LINES.replace(
        "            os._exit(3)\n", "            threading.Timer(0.01, os._exit, [5]).start()\n            return\n"
    ).replace("import os\n", "import os, threading\nstarted = []\n")
    hostile: list[Running] = []
    innocent = together.start(source, good_lines(hostile))
    hostile.append(together.start(source, ends_others([innocent], 4)))
    together.end()
    # What ended the first of them ends the second as well, and is looked for no longer.
    assert {innocent.end.outcome, hostile[0].end.outcome} == {"plugin-fault"}
    reason = "in no connection's call: its process ended with status 5, and that not for the first time"
    assert innocent.end.reason == reason


def is_asleep(pid: int) -> bool:
    """Tell whether a process waits, as it does between two calls into its protocols."""
    return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0] == "S"


def test_one_that_is_ended_from_outside_begins_anew_alone_too(together: Together) -> None:
    source = LINES.replace(
        "deliver_many(lines)", "deliver_many(lines)\n        self.transport.write(b'%d ' % os.getpid())"
    )
    killed: list[int] = []

    def script(running: Running) -> Script:
        async def play(session: Session) -> None:
            session.send(b"one\n")
            await session.until(lambda: b" " in session.received and running.store.frame_count == 1)
            killed.append(int(session.received))
            # In a call, what ends it might be the protocol's own doing.
            await session.until(lambda: is_asleep(killed[0]))
            os.kill(killed[0], signal.SIGKILL)
            session.send(b"two\n")
            await session.until(lambda: session.received.count(b" ") == 2)
            session.close()

        return play

    running = together.start(source, script)
    together.end()
    assert (running.end.outcome, running.rows) == ("complete", b"one\ntwo\n"), running.end.reason
    assert int(running.said.split()[1]) != killed[0]


def test_very_many_share_no_memory_and_are_the_same(together: Together, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_host, "MOST_WITH_PAGES", 1)

    def sends(running: Running) -> Script:
        async def script(session: Session) -> None:
            session.send(LARGE[:200_000])
            session.close()

        return script

    many = [together.start(LINES, sends) for _ in range(20)]
    together.end()
    assert {each.end.outcome for each in many} == {"complete"}
    assert {each.rows for each in many} == {LARGE[:200_000]}


WITH_TLS = """
import os
from twisted.internet.interfaces import IHandshakeListener
from zope.interface import implementer
from poetrygui.api import PoemProtocol
@implementer(IHandshakeListener)
class Own(PoemProtocol):
    def handshakeCompleted(self):
        self.transport.write(b"met")
        self.deliver(self.transport.getPeerCertificate().to_cryptography().subject.rfc4514_string().encode())
    def dataReceived(self, data):
        if data == b"die\\n":
            os._exit(3)
        self.deliver_many(data.splitlines())
"""


def test_one_with_tls_is_told_once_more_of_its_server(together: Together) -> None:
    hostile: list[Running] = []

    def script(running: Running) -> Script:
        async def play(session: Session) -> None:
            await session.heard(3)
            session.send(b"one\n")
            await session.until(lambda: bool(hostile and hostile[0].ends))
            session.send(b"two\n")
            await session.until(lambda: running.seen == 8)
            session.close()

        return play

    options = {"verify": "insecure"}
    innocent = together.start(WITH_TLS, script, tls=self_signed("127.0.0.1"), transport_options=options)
    hostile.append(together.start(WITH_TLS, ends_others([innocent], len(b"CN=127.0.0.1\none\n"))))
    together.end()
    assert (innocent.end.outcome, innocent.said) == ("complete", b"met"), innocent.end.reason
    assert innocent.rows.splitlines()[1:] == [b"one", b"two"]


def test_where_what_all_come_from_goes_all_go_on_and_more_than_once(
    reactor: Any, warm: WarmProcess, wait_for: Any, wait_until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.hosts.warm.SHORTEST", 0.0)
    times: list[str] = []
    warm.told = times.append
    together = Together(reactor, tmp_path, warm, wait_for, wait_until)
    said = [b"", b"got one\n", b"got one\ngot two\n", b"got one\ngot two\ngot three\n"]

    def maker(running: Running) -> Script:
        async def script(session: Session) -> None:
            for line, expected in zip((b"one\n", b"two\n", b"three\n"), said[1:], strict=True):
                session.send(line)
                await session.heard(len(expected))
                before = len(times)
                await session.until(lambda before=before: len(times) > before)  # type: ignore[misc]
            session.close()

        return script

    running = [together.start(SOURCE.replace("DIE", "pass"), maker) for _ in range(3)]
    for expected in said[1:]:
        wait_until(lambda expected=expected: all(each.said == expected for each in running))
        assert warm.pid
        os.kill(warm.pid, signal.SIGKILL)
    together.end(*running)
    together.close()
    assert len(times) == 3
    assert together.lines == []
    for each in running:
        assert each.end.outcome == "complete", each.end.reason
        assert (each.rows, each.said) == (b"one 1\ntwo 2\nthree 3\n", said[3])


def test_where_nothing_is_forked_it_is_the_same(
    reactor: Any, wait_for: Any, wait_until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poetrygui.hosts.warm.CAN_FORK", False)
    warm = WarmProcess(reactor, [RUNNER])
    together = Together(reactor, tmp_path, warm, wait_for, wait_until)
    hostile: list[Running] = []
    source = SOURCE.replace("DIE", "ctypes.string_at(0)")
    innocent = [together.start(source, good(hostile)) for _ in range(2)]
    hostile.append(together.start(source, dies(innocent)))
    together.end()
    assert hostile[0].end.reason.startswith("its process ended with SIGSEGV (line ")
    assert [each.end.outcome for each in innocent] == ["complete"] * 2, [each.end.reason for each in innocent]
    assert [each.rows for each in innocent] == [b"one 1\ntwo 2\nthree 3\n"] * 2
    together.close()
    warm.close()
