"""An address is typed or taken from what was used lately, and what is none is said below the line."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractItemView, QLabel
from pytestqt.qtbot import QtBot

from poetrygui.gui.servers.quick_address import MOST_RECENT, QuickAddress
from tests.gui.hands import press, write


@pytest.fixture
def quick(qtbot: QtBot) -> QuickAddress:
    quick = QuickAddress()
    qtbot.addWidget(quick)
    quick.show()
    return quick


def problem(quick: QuickAddress) -> str:
    label = quick.findChild(QLabel, "quickProblem")
    assert label is not None
    return label.text() if label.isVisible() else ""


def popup(quick: QuickAddress) -> QAbstractItemView:
    completer = quick.line.completer()
    view = None if completer is None else completer.popup()
    assert view is not None
    return view


def test_what_is_typed_is_told_with_enter_and_offered_again(quick: QuickAddress) -> None:
    told: list[tuple[str, str]] = []
    quick.entered.connect(lambda address, protocol: told.append((address, protocol)))
    for address in ("127.0.0.1:1", " 8000 ", "127.0.0.1:1"):
        write(quick.line, address)
        press(quick.line, Qt.Key.Key_Return)
        assert quick.line.text() == ""
    assert told == [("127.0.0.1:1", ""), ("8000", ""), ("127.0.0.1:1", "")]
    assert quick.recent == ("127.0.0.1:1", "8000")
    quick.enter("[::1]:2", "lines")
    assert told[-1] == ("[::1]:2", "lines")


@pytest.mark.parametrize("address", ["", "nowhere", "host:x", "host:0", "stdin:", "<b>:1\u202e", "x" * 3000])
def test_what_is_no_address_is_said_in_a_sentence_and_stays_to_be_mended(quick: QuickAddress, address: str) -> None:
    quick.entered.connect(lambda *_: pytest.fail("it is no address"))
    quick.line.setText(address)
    press(quick.line, Qt.Key.Key_Return)
    assert problem(quick).endswith((".", "…"))
    assert quick.minimumSizeHint().width() < 400
    assert "\u202e" not in problem(quick)
    assert quick.line.text() == address
    write(quick.line, "1")
    assert problem(quick) == ""


def test_what_was_used_lately_is_listed_with_the_arrow_down(quick: QuickAddress, qtbot: QtBot) -> None:
    press(quick.line, Qt.Key.Key_Down)
    assert not popup(quick).isVisible(), "there is nothing yet"
    quick.offer(["one:1", "two:2", "one:1", "three:3"])
    assert list(quick.recent) == ["one:1", "two:2", "three:3"]
    with qtbot.waitActive(quick):
        quick.activateWindow()
    quick.take_keyboard()
    press(quick.line, Qt.Key.Key_Down)
    assert popup(quick).isVisible()
    for _ in range(2):
        press(popup(quick), Qt.Key.Key_Down)
    with qtbot.waitSignal(quick.entered) as told:
        press(popup(quick), Qt.Key.Key_Return)
        if not told.signal_triggered:
            press(quick.line, Qt.Key.Key_Return)
    assert told.args == ["two:2", ""]
    assert quick.recent[0] == "two:2"


def test_of_many_the_last_are_offered(quick: QuickAddress) -> None:
    quick.offer(f"host:{number}" for number in range(1, 99))
    assert len(quick.recent) == MOST_RECENT
    assert quick.recent[0] == "host:1"


def test_escape_empties_the_line_and_leaves_it(quick: QuickAddress, qtbot: QtBot) -> None:
    write(quick.line, "nowhere")
    press(quick.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(quick.left):
        press(quick.line, Qt.Key.Key_Escape)
    assert (quick.line.text(), problem(quick)) == ("", "")


def test_the_line_says_by_which_keys_one_gets_there(quick: QuickAddress) -> None:
    assert quick.line.placeholderText() == "HOST:PORT to connect to (Ctrl+L)"
    quick.name_keys("F6")
    assert quick.line.placeholderText() == "HOST:PORT to connect to (F6)"
    quick.name_keys("")
    assert quick.line.placeholderText() == "HOST:PORT to connect to"
