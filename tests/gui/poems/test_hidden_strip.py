"""It is told how many lines are cleared from view, and a button shows them."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.hidden_strip import HiddenStrip


def test_it_says_how_many_and_offers_them(qtbot: QtBot) -> None:
    wanted: list[bool] = []
    strip = HiddenStrip(lambda: wanted.append(True))
    qtbot.addWidget(strip)
    label, button = strip.findChild(QLabel), strip.findChild(QToolButton)
    assert label is not None
    assert button is not None
    for lines, said, offer in ((1234, "1,234 lines above are", "Show them"), (1, "1 line above is", "Show it")):
        strip.say(lines)
        assert label.text().startswith(said)
        assert button.text() == offer
        assert not strip.isHidden()
    button.click()
    assert wanted == [True]
    strip.say(0)
    assert strip.isHidden()
