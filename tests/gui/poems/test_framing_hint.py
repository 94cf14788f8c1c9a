"""The line above a poem that is shown as it comes goes when it was asked, or is not wanted."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.stream import Part
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.gui.poems.framing_hint import FramingHint
from tests.gui.hands import press

INFO = PoemInfo("a server", "127.0.0.1:7", "raw", "2026-01-01T00:00:00+00:00")


@pytest.mark.parametrize("name, asked", [("guessQuickFraming", 1), ("closeFramingHint", 0)])
def test_either_button_hides_it_and_one_asks(qtbot: QtBot, tmp_path: Path, name: str, asked: int) -> None:
    questions: list[bool] = []
    hint = FramingHint(lambda: questions.append(True), KeptPoem(INFO, tmp_path), lambda: "raw")
    qtbot.addWidget(hint)
    hint.show()
    button = hint.findChild(QAbstractButton, name)
    assert button is not None
    press(button, Qt.Key.Key_Space)
    assert (hint.isVisible(), len(questions)) == (False, asked)


def test_it_goes_when_the_next_connection_has_a_protocol(qtbot: QtBot, tmp_path: Path) -> None:
    poem = KeptPoem(INFO, tmp_path)
    hint = FramingHint(lambda: None, poem, lambda: "raw")
    qtbot.addWidget(hint)
    hint.show()
    poem.go_on_with(Part(INFO, tmp_path, StoredPoem(tmp_path)), None)
    assert hint.isVisible()
    poem.store = None
    poem.go_on_with(Part(evolve(INFO, protocol="lines"), tmp_path, StoredPoem(tmp_path)), None)
    assert not hint.isVisible()


def test_it_goes_when_its_server_is_given_a_protocol(qtbot: QtBot, tmp_path: Path) -> None:
    protocol = "raw"
    hint = FramingHint(lambda: None, KeptPoem(INFO, tmp_path), lambda: protocol)
    qtbot.addWidget(hint)
    hint.show()
    hint.look()
    assert hint.isVisible()
    protocol = "netstring"
    hint.look()
    assert not hint.isVisible()
