"""Text that others wrote is shown as it is: no HTML, no hidden characters, and never wider than the window."""

from __future__ import annotations

from collections.abc import Iterator

import PyQt6.QtGui  # brings mightBeRichText  # noqa: F401
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.plain_text import DimLabel, ElidedLabel, PlainLabel, ask, open_message, plain_tip

HOSTILE = "<b>x</b><img src='file:///etc/hostname'> \u202etxt.exe\x1b]0;title\x07"


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    yield parent
    for box in parent.findChildren(QMessageBox):
        box.close()


def is_harmless(text: str) -> bool:
    return not {"\x1b", "\u202e", "\x07"} & set(text)


def test_a_tip_is_plain_whatever_stands_in_it() -> None:
    tip = plain_tip("A heading", HOSTILE, "", "x" * 10_000)
    heading, first, *second = tip.split("\n")
    assert heading == "A heading"
    assert "<b>x</b>" in first
    assert is_harmless(tip)
    assert len("".join(second)) < 400
    assert not Qt.mightBeRichText(tip)  # type: ignore[attr-defined]  # of QtGui, not in the stubs


def test_a_long_line_of_a_tip_is_broken_between_words() -> None:
    words = f"{'word ' * 30}{'f' * 64} end"
    _, *lines = plain_tip("A heading", words, "short", f"{'y' * 100} {'z' * 120}").split("\n")
    assert " ".join(lines[:3]) == words
    assert lines[3:] == ["short", "y" * 100, "z" * 100, "z" * 20]
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("kind", [PlainLabel, ElidedLabel, DimLabel])
def test_a_label_shows_markup_as_it_is(kind: type[PlainLabel], qtbot: QtBot) -> None:
    label = kind("<b>x</b>")
    qtbot.addWidget(label)
    assert (label.text(), label.textFormat()) == ("<b>x</b>", Qt.TextFormat.PlainText)
    label.show_text(HOSTILE)
    assert is_harmless(label.text())
    label.show_text("y" * 100_000)
    assert len(label.text()) < 3_000


def test_a_label_is_selectable_where_that_is_asked_for(qtbot: QtBot) -> None:
    by_keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
    flags = []
    for selectable in (False, True):
        label = PlainLabel("x", selectable=selectable)
        qtbot.addWidget(label)
        flags.append(bool(label.textInteractionFlags() & by_keyboard))
    assert flags == [False, True]


def test_a_long_text_makes_no_window_wide_and_is_drawn_as_far_as_there_is_room(parent: QWidget) -> None:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    label = ElidedLabel("a long text " * 100)
    layout.addWidget(label)
    label.show()
    assert layout.minimumSize().width() == 0
    assert layout.minimumSize().height() >= label.fontMetrics().height()
    parent.resize(100, 40)
    drawn = label.grab().toImage()
    label.setText("")
    assert drawn.size() == label.grab().toImage().size()
    assert drawn != label.grab().toImage()


def test_a_box_says_a_sentence_and_waits_for_nobody(parent: QWidget) -> None:
    box = open_message(parent, QMessageBox.Icon.Warning, HOSTILE, details="Traceback", more="More of it.")
    assert box.isVisible()
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "<b>x</b>" in box.text()
    assert is_harmless(box.text())
    assert (box.informativeText(), box.detailedText()) == ("More of it.", "Traceback")


def test_a_box_is_no_larger_than_a_screen(parent: QWidget) -> None:
    box = open_message(parent, QMessageBox.Icon.Warning, "/a" * 5_000)
    assert len(box.text()) < 700
    assert "\u200b" in box.text(), "a path of one word can be broken"
    short = open_message(parent, QMessageBox.Icon.Warning, "/a" * 20)
    assert short.text() == "/a" * 20


@pytest.mark.parametrize("verb, done", [("Remove it", ["removed"]), ("Cancel", [])])
def test_what_cannot_be_undone_is_done_only_where_the_answer_is_that(
    parent: QWidget, verb: str, done: list[str]
) -> None:
    removed: list[str] = []
    box = ask(parent, "Remove <b>it</b>?", "Remove it", lambda: removed.append("removed"))
    assert box.text() == "Remove <b>it</b>?"
    default = box.defaultButton()
    assert default is not None
    assert "Cancel" in default.text().replace("&", "")
    next(button for button in box.buttons() if button.text().replace("&", "") == verb).click()
    assert removed == done
