"""The lane of what was sent has arrows, and strokes for pauses of our own and for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.recording import Recording
from poetrygui.core.poems.recording_writer import RecordingWriter
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_colours import ruler_colours
from poetrygui.recordings.ruler_model import RulerModel
from tests.gui.recording.rulers import close, ruler_on

INFO = PoemInfo("a server", "host:1", "raw", "2026-01-01T00:00:00+00:00")


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    close(ruler)
    writer = RecordingWriter(tmp_path / "events", INFO)
    writer.event(EventKind.CONNECTED, 0, "127.0.0.1:7")
    writer.received(bytes(100), 1000)
    writer.event(EventKind.PAUSED, 2000, "the disk")
    writer.event(EventKind.RESUMED, 902_000)
    writer.received(bytes(100), 903_000)
    writer.event(EventKind.HOLE, 904_000, "700 bytes are missing at byte 200")
    writer.received(bytes(100), 905_000)
    writer.sent(b"more", 906_000)
    writer.end(None)
    ruler.set_model(RulerModel(Recording.existing(tmp_path / "events")))
    yield ruler
    close(ruler)


def colours_at(ruler: Ruler, offset: int) -> set[str]:
    """Return the colours around a byte in the lane."""
    image, lane = ruler.grab().toImage(), ruler.lanes.sent
    x = round(ruler.lanes.left + ruler.scale.x(offset))
    return {
        image.pixelColor(place, y).name()
        for place in range(x - 3, x + 4)
        for y in range(round(lane.top()), round(lane.bottom()))
    }


def test_what_happened_stands_where_it_did(ruler: Ruler) -> None:
    assert ruler.model is not None
    events = ruler.model.picture(ruler.scale.view).events
    assert [(event.wire, event.kind) for event in events] == [
        (0, EventKind.CONNECTED),
        (100, EventKind.PAUSED),
        (100, EventKind.RESUMED),
        (200, EventKind.HOLE),
    ]
    colours = ruler_colours(ruler.palette())
    assert colours.quiet.name() in colours_at(ruler, 100)
    assert colours.torn.name() in colours_at(ruler, 200)
    assert colours.sent.name() in colours_at(ruler, 300 - 1)
    assert colours.quiet.name() not in colours_at(ruler, 150 + 50 - 10)
