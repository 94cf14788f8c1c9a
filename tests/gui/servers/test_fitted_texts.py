"""How much of a text has room: as Qt cuts it, measured once for a font."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetrics
from PyQt6.QtWidgets import QApplication

from poetrygui.gui.servers import fitted_texts
from poetrygui.gui.servers.fitted_texts import FittedTexts

NAME = "a server with a name of some length"


def test_texts_are_as_qt_cuts_them_in_whatever_font_is_used(qapp: QApplication) -> None:
    texts = FittedTexts()
    for points in (9.0, 18.0, 9.0):
        font = QFont(qapp.font())
        font.setPointSizeF(points)
        texts.use(font)
        texts.use(QFont(font))
        metrics = QFontMetrics(font)
        for room in (40, 90, 9000):
            for _ in range(2):
                assert texts.shown(NAME, room) == metrics.elidedText(NAME, Qt.TextElideMode.ElideMiddle, room)
        assert texts.width(NAME) == metrics.horizontalAdvance(NAME)
        assert texts.bold.weight() > font.weight()
        bold = QFontMetrics(texts.bold)
        assert texts.shown(NAME, 90, bold=True) == bold.elidedText(NAME, Qt.TextElideMode.ElideMiddle, 90)


def test_not_every_text_that_there_ever_was_is_remembered(qapp: QApplication) -> None:
    texts = FittedTexts()
    texts.use(qapp.font())
    for number in range(fitted_texts.MOST + 1):
        assert texts.shown(f"{number}", 900) == f"{number}"
        assert texts.width(f"{number}") > 0
