"""Questions on a terminal: one after the other, and what is secret is not shown."""

from __future__ import annotations

import os
import pty
import termios
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from poetrygui.commands import terminal_asker
from poetrygui.commands.terminal_asker import TerminalAsker
from poetrygui.core.questions.asking import Question
from tests.commands.terminal import on_terminal
from tests.conftest import WaitFor
from tests.core.transports.shell_server import PASSWORD, USER, ShellServer

WaitUntil = Callable[[Callable[[], bool]], None]
SECRET, OPEN = Question("Password:"), Question("Name:", is_secret=False)


class Told:
    """What stands for the progress that is told of."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def tell(self, line: str) -> None:
        self.said.append(line)

    def hide(self) -> None:
        self.said.append("hidden")

    def unhide(self) -> None:
        self.said.append("shown")


class Terminal:
    """A terminal, and who sits there."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, reactor: Any) -> None:
        self.hands, self._device = pty.openpty()
        os.set_blocking(self.hands, False)
        monkeypatch.setattr(terminal_asker, "TERMINAL", os.ttyname(self._device))
        self.told = Told()
        self.asker = TerminalAsker(reactor, cast("Any", self.told))

    def shows_what_is_typed(self) -> bool:
        return bool(termios.tcgetattr(self._device)[3] & termios.ECHO)

    def type(self, data: bytes) -> None:
        os.write(self.hands, data)

    def shown(self) -> bytes:
        try:
            return os.read(self.hands, 4096)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        for each in (self.hands, self._device):
            os.close(each)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, reactor: Any) -> Iterator[Terminal]:
    made = Terminal(monkeypatch, reactor)
    yield made
    made.close()


def test_what_is_secret_is_not_shown(terminal: Terminal, wait_for: WaitFor) -> None:
    assert (terminal.asker.can_ask, terminal.asker.can_confirm) == (True, False)
    answer = terminal.asker.ask(SECRET)
    assert not terminal.shows_what_is_typed()
    terminal.type(b"secr\xc3\xa9t\n")
    assert wait_for(answer) == "secrét"
    assert terminal.shows_what_is_typed()
    assert terminal.shown() == b"\r\n"
    assert terminal.told.said == ["hidden", "Password:", "shown"]


def test_one_after_the_other(terminal: Terminal, wait_for: WaitFor) -> None:
    first, second = terminal.asker.ask(SECRET), terminal.asker.ask(OPEN)
    terminal.type(b"secret\n")
    assert wait_for(first) == "secret"
    assert terminal.shows_what_is_typed()
    terminal.type(b"name\n")
    assert wait_for(second) == "name"
    assert terminal.shown() == b"\r\nname\r\n"


def test_the_end_of_the_input_is_no_answer(terminal: Terminal, wait_for: WaitFor) -> None:
    answer = terminal.asker.ask(SECRET)
    terminal.type(b"\x04")
    assert wait_for(answer) is None
    assert terminal.shows_what_is_typed()


def test_a_question_can_be_given_up(terminal: Terminal, wait_for: WaitFor) -> None:
    questions = [terminal.asker.ask(SECRET) for _ in range(3)]
    for each in questions[:2]:
        each.addErrback(lambda _: None)
    questions[1].cancel()
    questions[0].cancel()
    terminal.type(b"the third\n")
    assert wait_for(questions[2]) == "the third"
    assert terminal.shows_what_is_typed()


def test_who_is_answered_may_ask_again(terminal: Terminal, wait_for: WaitFor) -> None:
    answer = terminal.asker.ask(SECRET).addCallback(lambda _: terminal.asker.ask(OPEN))
    terminal.type(b"one\n")
    terminal.type(b"two\n")
    assert wait_for(answer) == "two"


def test_without_a_terminal_nobody_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reactor: Any, wait_for: WaitFor
) -> None:
    monkeypatch.setattr(terminal_asker, "TERMINAL", str(tmp_path / "nonesuch"))
    monkeypatch.setattr(os, "ttyname", lambda _: str(tmp_path / "nonesuch"))
    asker = TerminalAsker(reactor, cast("Any", Told()))
    assert not asker.can_ask
    assert wait_for(asker.ask(SECRET)) is None
    assert wait_for(asker.confirm("Is it so?")) is False


@pytest.mark.parametrize("command", ["get", "guess"])
def test_a_password_is_asked_for(reactor: Any, tmp_path: Path, wait_for: WaitFor, command: str) -> None:
    from twisted.internet.threads import deferToThread

    def plays(command: Any) -> None:
        command.write(b"verse\n")
        command.end()

    server = ShellServer(reactor, tmp_path, plays)
    server.know_host()
    server.key.touch()
    options = [each for pair in server.options.items() for each in ("--transport-option", "=".join(pair))]
    asked = f"Password of {USER}@127.0.0.1:".encode()
    answers = [(asked, b"another"), (b"That was not it. " + asked, PASSWORD.encode())]
    status, told = wait_for(
        deferToThread(on_terminal, command, server.address(), *options, answers=answers, env={"TERM": "dumb"})
    )
    server.close()
    assert status == 0
    assert b"verse" in told
    assert PASSWORD.encode() not in told
