"""The menu of messages: what was sent, with its time, what is kept, and how it comes to be kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_messages import KeptMessages, Message
from poetrygui.gui.poems.message_menu import MessageMenu

PING, STOP = Message("PING & more", "TEXT", "CRLF"), Message("STOP", "TEXT", "FRAMED")


class Desk:
    """A menu over a file of its own, for a line in which something is typed."""

    def __init__(self, folder: Path) -> None:
        self.current = PING
        self.path = folder / "messages.json"
        self.button = MessageMenu(KeptMessages(self.path), lambda: self.current)
        self.wanted: list[Message] = []
        self.problems: list[str] = []
        self.button.wanted.connect(self.wanted.append)
        self.button.problem.connect(self.problems.append)

    def texts(self) -> list[str]:
        return [each.text() for each in self.menu().actions()]

    def menu(self) -> QMenu:
        menu = self.button.menu()
        assert menu is not None
        self.button.fill(menu)
        return menu

    def choose(self, text: str) -> None:
        (action,) = (each for each in self.menu().actions() if each.text().endswith(text))
        action.trigger()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    qtbot.addWidget(desk.button)
    return desk


def test_a_message_is_kept_and_comes_back_and_goes(desk: Desk) -> None:
    assert desk.texts() == ["&Keep this message", "Nothing was sent yet"]
    desk.choose("&Keep this message")
    assert desk.texts() == ["&Keep this message", "Do &not keep it any more", "Kept", "PING && more"]
    desk.choose("PING && more")
    assert desk.wanted == [PING]
    desk.current = STOP
    assert desk.texts() == ["&Keep this message", "Kept", "PING && more"]
    desk.current = PING
    desk.choose("any more")
    assert KeptMessages(desk.path).read()[0] == ()


def test_what_was_sent_stands_there_with_its_time_once_where_it_is_repeated(desk: Desk) -> None:
    for message in (PING, STOP, STOP, STOP):
        desk.button.note(message)
    *_, first, second = desk.texts()
    assert first.endswith("  STOP")
    assert second.endswith("  PING && more")
    desk.choose("  STOP")
    assert desk.wanted == [STOP]


def test_nothing_is_kept_of_an_empty_line_and_what_goes_wrong_is_told(desk: Desk) -> None:
    desk.current = Message("", "TEXT", "RAW")
    assert not desk.menu().actions()[0].isEnabled()
    desk.path.write_text("{")
    desk.menu()
    assert "were damaged" in desk.problems[-1]
