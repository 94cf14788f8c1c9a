"""Questions of a way to a server, over the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from twisted.internet.defer import Deferred

from poetrygui.core.outcomes import Outcome
from poetrygui.core.questions.asking import Question
from poetrygui.core.servers.server_book import Server
from poetrygui.core.text.display_text import label_text
from poetrygui.gui.window.question_dialogs import QuestionDialogs
from tests.conftest import WaitFor
from tests.core.transports.shell_server import PASSWORD, ShellServer
from tests.gui.hands import action, press, write
from tests.gui.scripted import add, all_ended, open_window, outcomes

WaitUntil = Callable[[Callable[[], bool]], None]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialogs(window: QWidget) -> QuestionDialogs:
    return QuestionDialogs(window)


def shown(window: QWidget) -> list[QDialog]:
    return [each for each in window.findChildren(QDialog, "questionDialog") if each.isVisible()]


def field_of(window: QWidget) -> QLineEdit:
    (dialog,) = shown(window)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    return field


def answers_of(asked: Deferred[Any]) -> list[Any]:
    got: list[Any] = []
    asked.addCallbacks(got.append, lambda _: got.append("given up"))
    return got


def test_what_is_secret_is_not_shown(window: QWidget, dialogs: QuestionDialogs) -> None:
    assert dialogs.can_ask
    assert dialogs.can_confirm
    got = answers_of(dialogs.ask(Question("Password of <b>me</b>:")))
    field = field_of(window)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    (dialog,) = shown(window)
    labels = dialog.findChildren(QLabel)
    assert [(each.text(), each.textFormat()) for each in labels] == [
        ("Password of <b>me</b>:", Qt.TextFormat.PlainText)
    ]
    assert all(each.wordWrap() for each in labels)
    write(field, "secret")
    press(field, Qt.Key.Key_Return)
    assert got == ["secret"]
    assert shown(window) == []


def test_what_is_not_secret_is(window: QWidget, dialogs: QuestionDialogs) -> None:
    got = answers_of(dialogs.ask(Question("Name:", is_secret=False)))
    assert field_of(window).echoMode() is QLineEdit.EchoMode.Normal
    press(field_of(window), Qt.Key.Key_Escape)
    assert got == [None]


def test_one_after_the_other(window: QWidget, dialogs: QuestionDialogs) -> None:
    first, second = (answers_of(dialogs.ask(Question(text))) for text in ("First:", "Second:"))
    write(field_of(window), "one")
    press(field_of(window), Qt.Key.Key_Return)
    write(field_of(window), "two")
    press(field_of(window), Qt.Key.Key_Return)
    assert (first, second) == (["one"], ["two"])


@pytest.mark.parametrize("button, answer", [("It Is", True), ("Cancel", False)])
def test_nothing_is_agreed_to_without_a_word(
    window: QWidget, dialogs: QuestionDialogs, button: str, answer: bool
) -> None:
    got = answers_of(dialogs.confirm("A key\x1b:\n\nSHA256:1\n\nIs that its fingerprint?"))
    (box,) = shown(window)
    assert isinstance(box, QMessageBox)
    # What is to be compared stands on a line of its own, and can be copied.
    assert box.text() == label_text("A key\x1b:") + "\n\nSHA256:1\n\nIs that its fingerprint?"
    assert box.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    default = box.defaultButton()
    assert default is not None
    assert default.text().replace("&", "") == "Cancel"
    (chosen,) = [each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == button]
    chosen.click()
    assert got == [answer]


def test_a_question_can_be_given_up(window: QWidget, dialogs: QuestionDialogs) -> None:
    asked = [dialogs.ask(Question(text)) for text in ("First:", "Second:", "Third:")]
    got = [answers_of(each) for each in asked]
    asked[1].cancel()
    asked[0].cancel()
    assert got[:2] == [["given up"], ["given up"]]
    (dialog,) = shown(window)
    assert [each.text() for each in dialog.findChildren(QLabel)] == ["Third:"]
    asked[2].cancel()
    assert shown(window) == []


def test_a_host_and_a_password_are_asked_about_over_the_whole_window(
    servers: object, profile: Path, tmp_path: Path, reactor: Any, wait_for: WaitFor, wait_until: WaitUntil
) -> None:
    def plays(command: Any) -> None:
        command.write(b"verse\n")
        command.end()

    server = ShellServer(reactor, tmp_path, plays)
    server.key.touch()
    server.known_hosts.touch()
    with open_window(profile, wait_for) as window:
        entry = Server("a shell", server.address(), protocol="lines", transport_options=server.options)
        window.workspace.panel.acts.typed(None, entry)
        add(window, entry)
        action(window, "actionFetchAll").trigger()
        wait_until(lambda: bool(shown(window)))
        (box,) = shown(window)
        assert isinstance(box, QMessageBox)
        assert "SHA256:" in box.text()
        (agree,) = [each for each in box.findChildren(QPushButton) if each.text().replace("&", "") == "It Is"]
        agree.click()
        wait_until(lambda: any(not isinstance(each, QMessageBox) for each in shown(window)))
        write(field_of(window), PASSWORD)
        press(field_of(window), Qt.Key.Key_Return)
        wait_until(all_ended(window, 1))
        assert outcomes(window) == [Outcome.COMPLETE]
    server.close()
    assert server.known_hosts.read_text("utf-8").startswith(f"[127.0.0.1]:{server.port} ssh-ed25519 ")
    assert all(PASSWORD.encode() not in each.read_bytes() for each in profile.rglob("*") if each.is_file())
