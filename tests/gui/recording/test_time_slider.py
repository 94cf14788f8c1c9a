"""The mouse goes to a time at once, and not a page towards it."""

from __future__ import annotations

from PyQt6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.time_slider import TimeSlider
from tests.gui.exposed import exposed
from tests.gui.hands import click, drag


def test_it_goes_where_it_is_pressed_and_drags_on_from_there(qtbot: QtBot) -> None:
    slider = exposed(qtbot, TimeSlider(), 400, 30)
    slider.setRange(0, 1000)
    slider.setPageStep(100)
    slider.setTracking(False)
    values: list[int] = []
    moved: list[int] = []
    slider.valueChanged.connect(values.append)
    slider.sliderMoved.connect(moved.append)
    click(slider, QPoint(300, 15))
    assert len(values) == 1
    assert 700 < values[0] < 800
    assert moved == values, "it tells the time as soon as it is pressed"
    click(slider, QPoint(0, 15))
    assert values[1:] == [0]
    drag(slider, QPoint(100, 15), QPoint(200, 15))
    assert len(values) == 3, "once it is let go"
    assert 450 < values[2] < 550
    assert not slider.isSliderDown()
    click(slider, QPoint(398, 15))
    assert values[3:] == [1000]
