"""The lane of frames: what no frame was made of is hatched, and what is not known pale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.wire_log import Source
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_colours import ruler_colours
from tests.gui.recording.rulers import CHUNKS, close, ruler_on
from tests.recordings.framed_folder import record_lines


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    yield ruler
    close(ruler)


def seen_between(ruler: Ruler, image: QImage, start: int, stop: int) -> list[str]:
    """Return the colours along the upper edge of the lane."""
    y = round(ruler.lanes.frames.top()) + 1
    left, right = (round(ruler.lanes.left + ruler.scale.x(offset)) for offset in (start, stop))
    return [image.pixelColor(x, y).name() for x in range(left, right)]


def test_where_no_frame_was_made_is_hatched(ruler: Ruler) -> None:
    ruler.scale.show(50, 60)
    assert ruler.model is not None
    assert ruler.model.picture(ruler.scale.view).unfinished == 56
    torn = ruler_colours(ruler.palette()).torn.name()
    assert seen_between(ruler, ruler.grab().toImage(), 56, 60).count(torn) > 5


def test_what_is_not_known_has_no_edges(ruler: Ruler, tmp_path: Path) -> None:
    frames = {colour.name() for colour in ruler_colours(ruler.palette()).frames.fills}
    assert frames <= set(seen_between(ruler, ruler.grab().toImage(), 0, 43))
    close(ruler)
    ruler.set_recording(Recording.existing(record_lines(tmp_path / "own", list(CHUNKS), source=Source.OWN)))
    assert not frames & set(seen_between(ruler, ruler.grab().toImage(), 0, 43))


def test_a_torn_frame_is_a_zigzag(ruler: Ruler) -> None:
    ruler.scale.show(10, 30)
    image, torn = ruler.grab().toImage(), ruler_colours(ruler.palette()).torn.name()
    lane = ruler.lanes.frames.toRect()
    middle = round(ruler.lanes.left + ruler.scale.x(20))
    places = {
        x
        for y in range(lane.top(), lane.bottom())
        for x in range(middle - 5, middle + 6)
        if image.pixelColor(x, y).name() == torn
    }
    assert max(places) - min(places) >= 3, "to both sides, not only by its colour"
