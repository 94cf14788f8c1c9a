"""The bar of a replay, by itself: what it shows, in words and numbers, and what it says to a screen reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtWidgets import QComboBox, QLabel, QLineEdit, QSlider, QToolButton
from twisted.internet.task import Clock

from poetrygui.gui.recording.replay_bar import ReplayBar, time_text
from tests.gui.hands import drag
from tests.gui.protocol_files import child
from tests.gui.recording.test_played_poem import played


@pytest.mark.parametrize(
    "time, text",
    [(0, "0:00.0"), (1_990_000, "0:01.9"), (65_432_100, "1:05.4"), (3_661_000_000, "1:01:01.0")],
)
def test_times_are_told_to_a_tenth_of_a_second(time: int, text: str) -> None:
    assert time_text(time) == text


@pytest.fixture
def bar(qtbot: Any, tmp_path: Path) -> Any:
    """A bar over three lines, of which one comes each second, with the clock that they come by."""
    clock = Clock()
    text = QLineEdit()
    bar = ReplayBar(played(tmp_path, clock), text)
    for widget in (bar, text):
        qtbot.addWidget(widget)
    bar.resize(700, 40)
    bar.show()
    yield bar, clock
    bar.hide()


def test_it_tells_where_it_is_and_what_keys_do(bar: tuple[ReplayBar, Clock]) -> None:
    widget, clock = bar
    place = child(widget, QLabel, "replayPlace")
    assert place.text() == "0:00.0 of 0:03.0  ·  0 bytes of 14 bytes"
    widget.play_or_pause()
    clock.pump([0, 1, 0.5])
    widget.play_or_pause()
    assert place.text() == "0:01.5 of 0:03.0  ·  4 bytes of 14 bytes"
    slider = child(widget, QSlider, "replaySlider")
    assert slider.value() == 1_500_000
    assert slider.accessibleName() == "Time in the recording"
    assert "Home" in slider.toolTip()
    speeds = child(widget, QComboBox, "replaySpeed")
    assert speeds.accessibleName() == "Speed of the replay"
    texts = [speeds.itemText(row) for row in range(speeds.count())]
    assert (texts[0], texts[-2], texts[-1]) == ("× 0.1", "× 100", "as fast as it goes")
    assert speeds.currentText() == "× 1"
    for name in ("replayPlay", "replayStop"):
        button = child(widget, QToolButton, name)
        assert button.accessibleName()
        assert button.toolTip()
        assert not button.icon().isNull()


def test_a_drag_winds_once_it_is_let_go(bar: tuple[ReplayBar, Clock]) -> None:
    widget, clock = bar
    slider = child(widget, QSlider, "replaySlider")
    middle = slider.rect().center()
    drag(slider, QPoint(5, middle.y()), middle)
    clock.pump([0, 0])
    place = child(widget, QLabel, "replayPlace")
    assert slider.value() > 0
    assert place.text().startswith(time_text(slider.value()))
