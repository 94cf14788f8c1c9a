"""The transport to a command by SSH: reading it, writing to it, and ending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from poetrygui.api import PoemProtocol
from poetrygui.core.outcomes import Outcome
from tests.conftest import WaitFor
from tests.core.transports.secure_shell.conftest import Shell
from tests.core.transports.shell_server import Command

WaitUntil = Callable[..., None]


@pytest.mark.parametrize("errors, rows", [("apart", b"verse\n"), ("mixed", b"oops\nverse\n"), ("dropped", b"verse\n")])
def test_where_the_standard_error_goes(
    open_shell: Shell, monkeypatch: pytest.MonkeyPatch, errors: str, rows: bytes
) -> None:
    def plays(command: Command) -> None:
        command.write_error(b"oops\n")
        command.write(b"verse\n")
        command.end(3)

    open_shell.plays = plays
    options = open_shell.server.options | {"errors": errors}
    monkeypatch.setattr(type(open_shell.server), "options", options)
    running = open_shell.run()
    assert (running.outcome, running.rows) == (Outcome.RESET, rows)
    assert running.ended.reason == "the command ended with status 3" + (": oops" if errors == "apart" else "")


class Answering(PoemProtocol):
    """Says something, and has all that it wants with the answer."""

    transport: Any

    def connectionMade(self) -> None:
        self.transport.writeSequence([b"ver", b"se"])

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        self.transport.loseConnection()
        self.transport.loseConnection()


def echoes(command: Command) -> None:
    command.hears = command.write


def test_one_can_talk_with_it(open_shell: Shell) -> None:
    open_shell.plays = echoes
    running = open_shell.run(Answering)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"verse")
    assert running.ended.reason == "the protocol closed the connection"


class Asking(PoemProtocol):
    """Sends all that it has, and ends its writing."""

    transport: Any

    def connectionMade(self) -> None:
        self.transport.write(b"verse" * 1_000_000)
        self.transport.loseWriteConnection()

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)


def test_what_is_written_is_read_and_then_its_end(open_shell: Shell) -> None:
    commands: list[Command] = []

    def plays(command: Command) -> None:
        commands.append(command)

        def hears(_: bytes) -> None:
            if len(command.heard) == 5_000_000:
                command.write(b"thanks")
                command.end()

        command.hears = hears

    open_shell.plays = plays
    running = open_shell.run(Asking)
    assert (running.outcome, running.exact) == (Outcome.COMPLETE, b"thanks")
    assert commands[0].heard == b"verse" * 1_000_000


class Producing(PoemProtocol):
    """Has a producer write, ten times a piece."""

    transport: Any
    streams = True

    def connectionMade(self) -> None:
        self.left = 10
        self.transport.registerProducer(self, self.streams)
        if self.streams:
            self.resumeProducing()

    def resumeProducing(self) -> None:
        while self.left:
            self.left -= 1
            self.transport.write(b"verse" * 100_000)
            if not self.streams:
                break
        if not self.left:
            self.transport.unregisterProducer()

    def pauseProducing(self) -> None:
        pass

    def stopProducing(self) -> None:
        pass

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)


class Pulled(Producing):
    streams = False


@pytest.mark.parametrize("protocol", [Producing, Pulled])
def test_a_producer_writes_as_there_is_room(open_shell: Shell, protocol: type[PoemProtocol]) -> None:
    def plays(command: Command) -> None:
        command.hears = lambda _: command.end() if len(command.heard) == 5_000_000 else None

    open_shell.plays = plays
    assert open_shell.run(protocol).outcome is Outcome.COMPLETE


def test_a_server_that_does_not_take_leave_is_left(open_shell: Shell, wait_until: WaitUntil, wait_for: WaitFor) -> None:
    commands: list[Command] = []
    open_shell.plays = commands.append
    running = open_shell.start(Asking)
    wait_until(lambda: bool(commands))
    # It reads no more, neither what is sent nor that it is over.
    commands[0].channel.conn.transport.transport.pauseProducing()
    running.fetch.stop()
    wait_for(running.done)
    assert running.outcome is Outcome.STOPPED
    commands[0].break_off()


class Pausing(PoemProtocol):
    """Pauses with the first that comes."""

    transport: Any

    def dataReceived(self, data: bytes) -> None:
        self.deliver(data)
        self.transport.pauseProducing()


def test_the_end_waits_until_all_is_read(open_shell: Shell, wait_until: WaitUntil, wait_for: WaitFor) -> None:
    ended: list[Command] = []

    def plays(command: Command) -> None:
        command.write(b"a" * 100_000)
        command.end()
        ended.append(command)

    open_shell.plays = plays
    running = open_shell.start(Pausing)

    def is_over_or_waits() -> bool:
        return running.fetch.done.called or (
            running.fetch.connection is not None and running.connection.reading.is_paused
        )

    while not running.fetch.done.called:
        wait_until(is_over_or_waits)
        if running.fetch.connection is not None:
            running.connection.resumeProducing()
    wait_for(running.done)
    assert (running.outcome, len(running.exact)) == (Outcome.COMPLETE, 100_000)


def test_a_connection_that_breaks_is_told_so(open_shell: Shell) -> None:
    def plays(command: Command) -> None:
        command.hears = lambda _: command.break_off()

    open_shell.plays = plays
    running = open_shell.run(send="go on")
    assert running.outcome is Outcome.RESET
    said = "the connection was broken off before the command had ended: 127.0.0.1 broke the SSH connection off"
    assert running.ended.reason == said
