"""The lane of chunks: neighbours in turns, or one bar with a cut where one was waited for."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.recordings.ruler_model import RulerModel
from tests.gui.recording.rulers import close, ruler_on
from tests.recordings.framed_folder import record_lines


def colours_along(ruler: Ruler, share: float) -> list[str]:
    """Return the colours from left to right, at a share of the lane's height."""
    image, lane = ruler.grab().toImage(), ruler.lanes.chunks
    y = round(lane.top() + lane.height() * share)
    return [image.pixelColor(x, y).name() for x in range(ruler.lanes.left, ruler.lanes.left + ruler.lanes.room)]


def test_neighbours_take_turns(qtbot: QtBot, tmp_path: Path) -> None:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    fills = [colour.name() for colour in ruler_colours(ruler.palette()).chunks.fills]
    seen = [colour for colour in colours_along(ruler, 0.95) if colour in fills]
    turns = [colour for before, colour in zip(["", *seen], seen, strict=False) if colour != before]
    assert turns == [fills[0], fills[1], fills[0], fills[1]]
    close(ruler)


def test_of_many_the_long_waits_are_cuts_and_deeper_is_longer(qtbot: QtBot, tmp_path: Path) -> None:
    ruler = ruler_on(qtbot, tmp_path / "poem", (b"one\n",))
    close(ruler)
    waits = [10] * 2000
    waits[500], waits[1500] = 30_000, 3_000_000
    folder = record_lines(tmp_path / "many", [b"line\n"] * 2000, waits=waits)
    ruler.set_model(RulerModel(Recording.existing(folder)))
    while ruler.model is not None and ruler.model.picture(ruler.scale.view).is_rough:
        QApplication.processEvents()
    ground = ruler_colours(ruler.palette()).ground.name()
    assert colours_along(ruler, 0.2).count(ground) == 4, "two cuts of two pixels"
    assert colours_along(ruler, 0.9).count(ground) == 2
    close(ruler)
