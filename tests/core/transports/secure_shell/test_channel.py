"""The channel of a command: how it begins and ends, and what is noted of it."""

from __future__ import annotations

import signal
import struct
from typing import Any

import pytest
from twisted.conch.ssh.common import NS

from poetrygui.core.outcomes import Outcome
from poetrygui.core.transports.secure_shell.channel import CommandChannel
from tests.conftest import LoggedErrors
from tests.core.conftest import Running, StartFetch
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import Command


def test_a_command_that_is_refused(
    open_shell: Shell, start_fetch: StartFetch, wait_for: Any, logged_errors: LoggedErrors
) -> None:
    running = start_fetch(open_shell.server.address("refused"), transport_options=open_shell.server.options)
    wait_for(running.done)
    assert running.outcome is Outcome.UNREACHABLE
    assert running.ended.reason == "The server does not run 'refused': it refuses commands, or this one."
    assert "not this one" in logged_errors.take()[0]  # the server's


def ending(open_shell: Shell, **how: Any) -> Running:
    open_shell.plays = lambda command: command.end(**how)
    return open_shell.run()


def test_a_status_is_told(open_shell: Shell) -> None:
    assert ending(open_shell, status=3).ended.reason == "the command ended with status 3"


def test_a_signal_is_told_by_its_number(open_shell: Shell) -> None:
    assert ending(open_shell, signal=signal.SIGTERM).ended.reason == "the command was ended by signal 15 (SIGTERM)"


def test_a_signal_that_is_none_here_is_told_by_its_name(open_shell: Shell) -> None:
    def plays(command: Command) -> None:
        channel = command.channel
        channel.conn.sendRequest(channel, b"exit-signal", NS(b"ODD") + b"\0" + NS(b"") + NS(b""))
        command.write(b"verse\n")
        channel.loseConnection()

    open_shell.plays = plays
    running = open_shell.run()
    assert running.outcome is Outcome.RESET
    assert running.ended.reason == "the command was ended by a signal that is called ODD there"


def test_without_a_status_nobody_can_say_that_it_ended_well(open_shell: Shell) -> None:
    def plays(command: Command) -> None:
        command.write(b"verse\n")
        command.channel.loseConnection()

    open_shell.plays = plays
    running = open_shell.run()
    assert (running.outcome, running.rows) == (Outcome.RESET, b"verse\n")
    assert running.ended.reason == "the command ended, and the server did not say with which status"


class Conn:
    """What a channel asks of its connection."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.transport: Any = self
        self.loss: Exception | None = None

    def sendRequest(self, _channel: object, kind: bytes, data: bytes, wantReply: int = 0) -> None:  # noqa: N802, N803
        self.asked.append((kind, data))

    def sendData(self, _channel: object, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self.asked.append(data)

    def sendEOF(self, _channel: object) -> None:  # noqa: N802 - Twisted's name
        self.asked.append("eof")

    def sendClose(self, channel: Any) -> None:  # noqa: N802 - Twisted's name
        self.asked.append("close")
        channel.localClosed = True

    def loseConnection(self) -> None:
        self.asked.append("leave")


@pytest.fixture
def channel() -> CommandChannel:
    made = CommandChannel(b"verse")
    made.conn = Conn()
    made.remoteMaxPacket = 100
    return made


def test_the_end_of_what_is_written_is_told_after_it(channel: CommandChannel) -> None:
    channel.write(b"verse")  # type: ignore[no-untyped-call]
    channel.end_writing()
    assert channel.conn.asked == []
    channel.addWindowBytes(3)
    assert channel.conn.asked == [b"ver"]
    channel.addWindowBytes(10)
    assert channel.conn.asked == [b"ver", b"se", "eof"]
    channel.addWindowBytes(10)
    assert channel.conn.asked[3:] == []


def test_it_is_closed_after_what_was_written_and_the_command_told_to_end(channel: CommandChannel) -> None:
    channel.write(b"verse")  # type: ignore[no-untyped-call]
    channel.loseConnection()
    assert channel.conn.asked == []
    channel.addWindowBytes(10)
    channel.loseConnection()
    assert channel.conn.asked == [b"verse", (b"signal", NS(b"TERM")), "close", "leave"]


def test_it_is_closed_when_the_server_closes_it(channel: CommandChannel) -> None:
    channel.write(b"verse")  # type: ignore[no-untyped-call]
    channel.eofReceived()
    channel.closeReceived()
    assert channel.conn.asked == ["close", "leave"]
    assert channel.was_closed
    channel.closed()


def test_what_comes_before_it_is_told_to_run_is_of_one_that_runs(channel: CommandChannel) -> None:
    channel.dataReceived(b"verse")
    assert channel.started.called
    channel.extReceived(1, b"oops")


def test_one_that_ends_at_once_has_run(channel: CommandChannel) -> None:
    assert channel.request_exit_status(struct.pack(">L", 3))
    channel.closed()
    assert channel.started.called
    assert channel.status == 3


def test_a_connection_that_breaks_before_it_runs(channel: CommandChannel) -> None:
    channel.conn.loss = ConnectionError("broken")
    failed: list[Any] = []
    channel.started.addErrback(failed.append)
    channel.openFailed(None)
    channel.openFailed(None)
    assert [each.value for each in failed] == [channel.conn.loss]


def test_who_writes_hears_of_room(channel: CommandChannel) -> None:
    told: list[bool] = []

    class Listener:
        def may_write(self, may: bool) -> None:
            told.append(may)

    channel.stopWriting()
    channel.startWriting()
    channel.listener = Listener()  # type: ignore[assignment]
    channel.write(b"verse")  # type: ignore[no-untyped-call]
    channel.addWindowBytes(10)
    assert told == [False, True]
