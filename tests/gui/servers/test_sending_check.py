"""Whether a protocol can send what is typed: asked once nobody types, and one that hangs is asked only once."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from poetrygui.api import PoemProtocol
from poetrygui.gui.servers.sending_check import SendingCheck

NEVER = 3_600_000


class Asked(PoemProtocol):
    """Notes what it is asked to encode."""

    asked: list[bytes]

    def encode(self, frame: bytes) -> bytes:
        self.asked.append(frame)
        if frame == b"for ever":
            while True:
                pass
        if frame == b"exit":
            raise SystemExit("bye")
        if frame.endswith(b"!"):
            raise ValueError("nobody shouts here")
        return frame


@pytest.fixture
def protocol() -> type[Asked]:
    return type("Fresh", (Asked,), {"asked": []})


@pytest.fixture
def parent() -> QObject:
    return QObject()


def test_it_is_asked_once_about_what_was_typed_last(parent: QObject, protocol: type[Asked], qtbot: QtBot) -> None:
    check = SendingCheck(parent, 0)
    for text in ("h", "he", "hey!"):
        check.ask(protocol, "own", {}, text)
    assert protocol.asked == []
    with qtbot.waitSignal(check.answered):
        pass
    assert protocol.asked == [b"hey!"]
    assert check.problem == "This cannot be sent: nobody shouts here."


def test_whoever_cannot_wait_has_the_answer_now(parent: QObject, protocol: type[Asked]) -> None:
    check = SendingCheck(parent, NEVER)
    check.ask(protocol, "own", {}, "hey!")
    assert check.problem == ""
    check.answer_now()
    assert check.problem == "This cannot be sent: nobody shouts here."
    check.ask(protocol, "own", {}, "hey!")
    assert check.problem, "the same question has the same answer"
    check.ask(protocol, "own", {}, "hey")
    assert check.problem == "", "nothing is said of a text that nobody has asked about"
    check.answer_now()
    assert check.problem == ""


@pytest.mark.parametrize(
    "text, problem",
    [
        ("", ""),
        ("exit", "This cannot be sent: SystemExit: bye."),
        ("\ud800", "This cannot be sent: 'utf-8' codec can't encode"),
    ],
)
def test_what_else_can_come_of_it(parent: QObject, protocol: type[Asked], text: str, problem: str) -> None:
    check = SendingCheck(parent, NEVER)
    check.ask(protocol, "own", {}, text)
    check.answer_now()
    assert check.problem.startswith(problem)
    assert bool(check.problem) is bool(problem)


def test_one_that_takes_too_long_is_not_asked_again_and_refuses_nothing(parent: QObject, protocol: type[Asked]) -> None:
    check = SendingCheck(parent, NEVER)
    for text in ("for ever", "hey!"):
        check.ask(protocol, "own", {}, text)
        check.answer_now()
    assert (protocol.asked, check.problem) == ([b"for ever"], "")


def test_without_a_protocol_there_is_nothing_to_ask(parent: QObject) -> None:
    check = SendingCheck(parent, NEVER)
    check.ask(None, "own", {}, "hey!")
    check.answer_now()
    assert check.problem == ""


def test_options_that_do_not_fit_are_said(parent: QObject, protocol: type[Asked]) -> None:
    check = SendingCheck(parent, NEVER)
    check.ask(protocol, "own", {"size": "1"}, "hey")
    check.answer_now()
    assert "option" in check.problem
