"""The transport to a command: reading it, writing to it, and ending it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from twisted.internet.error import ConnectionAborted, ConnectionDone, ProcessDone
from twisted.internet.testing import AccumulatingProtocol

from poetrygui.core.transports.streams.asides import Aside
from poetrygui.core.transports.streams.command_process import CommandProcess
from poetrygui.core.transports.streams.command_transport import CommandTransport
from poetrygui.core.transports.streams.endpoint import StreamAddress
from poetrygui.core.transports.streams.ends import CommandFailedError, StreamBrokenError
from poetrygui.core.transports.streams.opening import open_to_read

WaitUntil = Callable[[Callable[[], bool]], None]
WHERE = StreamAddress(b"sh")


class Session:
    """A shell's script, and a protocol that reads it."""

    def __init__(self, reactor: Any, script: str) -> None:
        self.process = CommandProcess(reactor, ["sh", "-c", script], None, "apart")
        self.protocol: Any = AccumulatingProtocol()
        self.transport = CommandTransport(reactor, self.protocol, WHERE, self.process)
        self.asides: list[Aside] = []
        self.transport.on_aside = self.asides.append
        self.transport.begin()

    @property
    def reason(self) -> Any:
        return self.protocol.closedReason.value


@pytest.fixture
def play(reactor: Any, wait_until: WaitUntil) -> Callable[[str], Session]:
    """Return a function that runs a script to its end."""

    def run(script: str) -> Session:
        session = Session(reactor, script)
        wait_until(lambda: session.protocol.closed)
        return session

    return run


def test_a_command_that_ends_well(play: Callable[[str], Session]) -> None:
    session = play("echo verse; echo aside >&2")
    assert (session.protocol.data, session.asides) == (b"verse\n", [Aside("aside")])
    assert session.protocol.closedReason.check(ProcessDone)
    assert [session.transport.getPeer(), session.transport.getHost()] == [WHERE, WHERE]
    session.transport.loseConnection()
    session.transport.abortConnection()
    session.transport.resumeProducing()
    session.transport.pauseProducing()
    session.transport.write(b"late")


@pytest.mark.parametrize(
    "script, status, number, said",
    [("echo oops >&2; exit 3", 3, None, "oops"), ("kill -TERM $$", None, 15, "")],
)
def test_a_command_that_fails(
    play: Callable[[str], Session], script: str, status: int | None, number: int | None, said: str
) -> None:
    reason = play(script).reason
    assert isinstance(reason, CommandFailedError)
    assert (reason.exitCode, reason.signal, reason.said) == (status, number, said)


def test_what_is_written_is_read_by_it(reactor: Any, wait_until: WaitUntil) -> None:
    session = Session(reactor, "cat")
    session.transport.write(b"Tyger ")
    session.transport.writeSequence([b"Ty", b"ger"])
    session.transport.loseWriteConnection()
    wait_until(lambda: session.protocol.closed)
    assert (session.protocol.data, type(session.reason)) == (b"Tyger Tyger", ProcessDone)


def test_a_producer_is_told_when_the_command_reads(reactor: Any, wait_until: WaitUntil) -> None:
    session = Session(reactor, "cat >/dev/null")
    calls: list[str] = []

    class Producer:
        def pauseProducing(self) -> None:
            calls.append("pause")

        def resumeProducing(self) -> None:
            calls.append("resume")

        def stopProducing(self) -> None:
            calls.append("stop")

    session.transport.registerProducer(Producer(), True)
    session.transport.write(b"x" * 1_000_000)
    wait_until(lambda: "resume" in calls)
    session.transport.unregisterProducer()
    session.transport.stopProducing()
    wait_until(lambda: session.protocol.closed)
    assert (calls, type(session.reason)) == (["pause", "resume"], ConnectionDone)


def test_the_output_counts_until_nobody_holds_it_any_more(reactor: Any, wait_until: WaitUntil) -> None:
    session = Session(reactor, "exec 3<&0; (read line <&3; echo $line) & exit 0")
    session.transport.write(b"late verse\n")
    wait_until(lambda: session.protocol.closed)
    assert (session.protocol.data, type(session.reason)) == (b"late verse\n", ProcessDone)


@pytest.mark.parametrize("close, kind", [("loseConnection", ConnectionDone), ("abortConnection", ConnectionAborted)])
@pytest.mark.parametrize("script", ["while :; do echo verse; done", "echo verse; (sleep 1000) & sleep 1000"])
def test_closing_ends_it_with_all_that_it_started(
    reactor: Any, wait_until: WaitUntil, tmp_path: Path, script: str, close: str, kind: type[Exception]
) -> None:
    os.mkfifo(tmp_path / "held")
    held = open_to_read(tmp_path / "held")
    session = Session(reactor, f"exec 3>{shlex.quote(str(tmp_path / 'held'))}; {script}")
    wait_until(lambda: bool(session.protocol.data))
    session.transport.pauseProducing()
    getattr(session.transport, close)()
    is_closing: bool = session.transport.disconnecting
    assert is_closing
    size = len(session.protocol.data)
    wait_until(lambda: session.protocol.closed)
    assert (type(session.reason), len(session.protocol.data)) == (kind, size)
    wait_until(lambda: ended(held))
    os.close(held)


def ended(descriptor: int) -> bool:
    """Tell whether nobody is left who could write."""
    try:
        return not os.read(descriptor, 1)
    except BlockingIOError:
        return False


def test_an_output_that_has_left_the_session_is_not_waited_for(reactor: Any, wait_until: WaitUntil) -> None:
    session = Session(reactor, "setsid sh -c 'echo $$; exec sleep 1000' & wait")
    wait_until(lambda: session.protocol.data.endswith(b"\n"))
    session.transport.abortConnection()
    wait_until(lambda: session.protocol.closed)
    os.kill(int(session.protocol.data), 9)


def test_an_output_that_cannot_be_read_breaks_it_off(reactor: Any, wait_until: WaitUntil) -> None:
    session = Session(reactor, "echo verse; exec sleep 1000")
    session.transport.bufferSize = -1  # which no system reads
    wait_until(lambda: session.protocol.closed)
    assert isinstance(session.reason, StreamBrokenError)
