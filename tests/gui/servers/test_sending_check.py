"""Whether a protocol can send what is typed: asked once nobody types, and one that hangs is asked only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from PyQt6 import sip
from PyQt6.QtCore import QObject
from pytestqt.qtbot import QtBot

from poetrygui.api import PoemProtocol
from poetrygui.core.options.declared_option import DeclaredOption
from poetrygui.gui.servers.sending_check import SendingCheck
from poetrygui.plugins.stand_in import ToldProtocol, stand_in

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


class Elsewhere:
    """Is asked in the place of a process, and answers when a test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.told: list[Callable[[str], object]] = []

    def ask(self, name: str, _: type, options: Mapping[str, str], frame: bytes, told: Callable[[str], object]) -> None:
        self.asked.append((name, dict(options), frame))
        self.told.append(told)


SPEAKS = stand_in(ToldProtocol("Own", (DeclaredOption("end", bytes, "", default=b""),), speaks=True), None)


def test_one_of_another_process_answers_later(parent: QObject, qtbot: QtBot) -> None:
    elsewhere, saved = Elsewhere(), list[str]()
    check = SendingCheck(parent, 0, elsewhere.ask)
    check.ask(SPEAKS, "own", {"end": ";"}, "hey!")
    qtbot.waitUntil(lambda: bool(elsewhere.asked))
    assert elsewhere.asked == [("own", {"end": ";"}, b"hey!")]
    assert not check.is_answered(lambda: saved.append(check.problem))
    assert len(elsewhere.asked) == 1, "the same is not asked again"
    with qtbot.waitSignal(check.answered):
        elsewhere.told[0]("nobody shouts here.")
    assert saved == [check.problem] == ["This cannot be sent: nobody shouts here."]
    assert check.is_answered(saved.clear)
    check.ask(SPEAKS, "own", {}, "hey")
    assert not check.is_answered(lambda: saved.append("hey"))
    check.ask(SPEAKS, "own", {}, "hey you")
    assert not check.is_answered(lambda: saved.append("hey you"))
    elsewhere.told[1]("odd")
    assert (check.problem, saved) == ("", ["This cannot be sent: nobody shouts here."])
    elsewhere.told[2]("")
    assert saved[1:] == ["hey you"]


def test_what_is_known_of_it_is_not_asked(parent: QObject) -> None:
    elsewhere = Elsewhere()
    check = SendingCheck(parent, NEVER, elsewhere.ask)
    for protocol, options, text, problem in (
        (stand_in(ToldProtocol("Own"), None), {}, "hey", "The protocol own does not say how to send"),
        (stand_in(ToldProtocol("Own", speaks=True, has_factory=True), None), {}, "hey", ""),
        (SPEAKS, {"odd": "1"}, "hey", "There is no option 'odd'"),
        (SPEAKS, {}, "x" * 70_000, ""),
    ):
        check.ask(protocol, "own", options, text)
        assert check.is_answered(bool)
        assert problem in check.problem
    assert not elsewhere.asked


def test_an_answer_that_comes_when_its_dialog_is_gone_is_nobodys(qtbot: QtBot) -> None:
    elsewhere, parent = Elsewhere(), QObject()
    check = SendingCheck(parent, NEVER, elsewhere.ask)
    check.ask(SPEAKS, "own", {}, "hey")
    check.answer_now()
    sip.delete(parent)
    elsewhere.told[0]("odd")
    assert check.problem == ""
