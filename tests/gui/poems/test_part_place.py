"""A part is wanted or not, whatever the place in which it stands does."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.poems.part_place import PartPlace


def test_who_hides_the_place_changes_nothing_about_what_is_wanted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    part = QLabel("part")
    part.setAccessibleName("Ruler")
    place = PartPlace(part, has_handle=False)
    QVBoxLayout(window).addWidget(place)
    told: list[bool] = []
    place.wanted.connect(lambda: told.append(place.is_wanted))
    window.show()
    assert place.is_wanted
    assert place.name == "ruler"
    assert part.isVisible()
    place.hide()
    part.hide()
    part.show()
    assert told == [True, False, True]
    assert not part.isVisible(), "there is no room"
    place.show()
    assert part.isVisible()
    assert told == [True, False, True]
