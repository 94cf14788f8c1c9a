"""The dialog with the framings that fit: what it says, and what is chosen in it, by keys and clicks."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialogButtonBox, QLabel, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.servers.guess_dialog import GuessDialog, options_text
from poetrygui.recordings.guess import Fit
from poetrygui.recordings.guessing import NOTHING_FITS, Guessed
from tests.gui.hands import press
from tests.gui.protocol_files import child

FITS = (
    Fit("netstring", 3.0, 3, 21, "complete", first=("one", "two\n", "<b>three</b>")),
    Fit("delimited", 1.0, 1, 21, "complete", {"delimiter": ";"}, ("3:one,4:two",)),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()  # a dialog deletes itself when it is closed; its window is what is cleaned up
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def dialog(window: QWidget) -> GuessDialog:
    dialog = GuessDialog(window, "Listening …", "&Use it", lambda name: {"netstring": "Netstrings"}.get(name, name))
    dialog.open()
    return dialog


def ok(dialog: GuessDialog) -> QPushButton:
    button = child(dialog, QDialogButtonBox, "").button(QDialogButtonBox.StandardButton.Ok)
    assert button is not None
    return button


def chosen_in(dialog: GuessDialog) -> list[Any]:
    chosen: list[Any] = []
    dialog.chosen.connect(chosen.append)
    return chosen


def test_until_it_is_known_it_says_what_is_done(dialog: GuessDialog) -> None:
    assert child(dialog, QLabel, "guessSays").text() == "Listening …"
    assert not ok(dialog).isEnabled()
    dialog.say("Trying …")
    assert child(dialog, QLabel, "guessSays").text() == "Trying …"


def test_those_that_fit_are_listed_with_their_first_frames(dialog: GuessDialog) -> None:
    dialog.show_guessed(Guessed(FITS), "what came just now")
    assert child(dialog, QLabel, "guessSays").text() == "Tried on what came just now. The best comes first."
    framings = child(dialog, QListWidget, "guessedFramings")
    texts = [framings.item(row).text() for row in range(framings.count())]  # type: ignore[union-attr]  # it is there
    assert texts[0].splitlines()[0] == "Netstrings (netstring): 3 frames in 21 bytes"
    assert texts[0].splitlines()[1] == "    one"
    assert len(texts[0].splitlines()) == 4, "what stands in a frame makes no lines of its own"
    assert texts[1].startswith("delimited (delimited), delimiter ;: 1 frame in 21 bytes")
    assert framings.accessibleName()
    assert framings.currentRow() == 0
    assert framings.hasFocus()


@pytest.mark.parametrize("keys, name", [((Qt.Key.Key_Return,), "netstring"), ((Qt.Key.Key_Down,), "delimited")])
def test_one_is_chosen_by_keys(dialog: GuessDialog, keys: tuple[Qt.Key, ...], name: str) -> None:
    dialog.show_guessed(Guessed(FITS), "this recording")
    chosen = chosen_in(dialog)
    for key in keys:
        press(child(dialog, QListWidget, "guessedFramings"), key)
    if not chosen:
        ok(dialog).click()
    assert [fit.name for fit in chosen] == [name]


def test_nothing_is_chosen_where_nothing_fits_or_it_is_cancelled(dialog: GuessDialog) -> None:
    chosen = chosen_in(dialog)
    dialog.show_guessed(Guessed(problem=NOTHING_FITS), "this recording")
    assert child(dialog, QLabel, "guessSays").text() == NOTHING_FITS
    assert not ok(dialog).isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    press(dialog, Qt.Key.Key_Escape)
    assert not chosen


def test_options_stand_behind_the_name() -> None:
    assert options_text({}) == ""
    assert options_text({"delimiter": r"\0", "limit": "9"}) == r", delimiter \0, limit 9"
