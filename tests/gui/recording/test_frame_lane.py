"""The lane of frames: what no frame was made of is hatched, and what is not known pale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtGui import QImage
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.poems.wire_log import Run, Source
from poetrygui.core.poems.wire_log_reader import Chunk
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.gui.recording.shown_recording import ShownRecording
from poetrygui.recordings.ruler_model import RulerModel
from tests.gui.recording.rulers import CHUNKS, close, ruler_on
from tests.recordings.framed_folder import record_lines, record_netstrings


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    yield ruler
    close(ruler)


class EachEnds:
    """Each chunk ends a frame."""

    def ends_in(self, chunk: Chunk, run: Run) -> tuple[int, ...]:
        return (chunk.stop,)

    known_ends_in = ends_in

    def subscribe(self, callback: Callable[[], None]) -> None:
        """Tell nothing later."""

    def close(self) -> None:
        """Do nothing."""


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
    ruler.set_model(RulerModel(Recording.existing(record_lines(tmp_path / "own", list(CHUNKS), source=Source.OWN))))
    assert not frames & set(seen_between(ruler, ruler.grab().toImage(), 0, 43))


def test_what_leads_and_ends_a_frame_is_darker_than_its_payload(qtbot: QtBot, tmp_path: Path) -> None:
    poem = StoredPoem.existing(record_netstrings(tmp_path / "poem", [b"3:one,", b"3:two,"]))
    assert poem.recording is not None
    shown = ShownRecording(poem, poem.recording, lambda _: EachEnds())
    ruler = ruler_on(qtbot, tmp_path / "other")
    close(ruler)
    ruler.set_model(shown.model)
    image, framing = ruler.grab().toImage(), ruler_colours(ruler.palette()).framing.name()
    y = round(ruler.lanes.frames.top()) + 2
    middles = [round(ruler.lanes.left + ruler.scale.x(offset + 0.5)) for offset in range(12)]
    assert [image.pixelColor(x, y).name() == framing for x in middles] == [True, True, False, False, False, True] * 2
    close(ruler)
    poem.close()


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
