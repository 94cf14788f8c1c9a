"""The font of texts: the system's or a chosen one, at once in every text, and larger by as much as before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtGui import QFont, QFontDatabase
from PyQt6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.text_font import choose_text_font, text_font, wear_text_font


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    choose_text_font(qapp)


def test_it_is_the_systems_where_nothing_is_chosen(application: QApplication, qtbot: QtBot) -> None:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    assert text_font() == system
    choose_text_font(application, size=system.pointSize() + 9)
    assert text_font().pointSize() == system.pointSize() + 9
    choose_text_font(application, "Poetry Typewriter")
    assert text_font().families() == ["Poetry Typewriter", *system.families()]
    assert text_font().pointSize() == system.pointSize()
    choose_text_font(application)
    assert text_font() == system


def test_texts_have_another_one_at_once(application: QApplication, qtbot: QtBot) -> None:
    text, other = QPlainTextEdit(), QPlainTextEdit()
    for each in (text, other):
        qtbot.addWidget(each)
    wear_text_font(text)
    before, first = QFont(other.font()), text.font().pointSize()
    text.zoomIn(3)
    choose_text_font(application, "Poetry Typewriter", 20)
    assert text.font().families()[0] == "Poetry Typewriter"
    assert text.font().pointSize() == 23, "it was enlarged by three"
    assert other.font() == before
    choose_text_font(application)
    assert text.font().pointSize() == first + 3
    text.zoomOut(first + 2)
    choose_text_font(application, size=6)
    assert text.font().pointSize() == 1
