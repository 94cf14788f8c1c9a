"""A ruler on a recording of lines, for tests of what hands and eyes make of it."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.recordings.ruler_model import RulerModel
from poetrygui.recordings.ruler_scale import RulerScale
from tests.recordings.framed_folder import record_lines

CHUNKS = (b"Tyger, tyger\nburning", b" bright\n", b"In the forests\n", b"of the night\nWhat")
"""Frames begin at 0, 13, 28, 43 and 56; chunks at 0, 20, 28 and 43; torn are those that end at 20 and at 60."""


def ruler_on(qtbot: QtBot, folder: Path, chunks: tuple[bytes, ...] = CHUNKS) -> Ruler:
    """Return a ruler that is shown, wide enough for each frame."""
    ruler = Ruler()
    qtbot.addWidget(ruler)
    ruler.resize(900, ruler.sizeHint().height())
    with qtbot.waitExposed(ruler):
        ruler.show()
    ruler.set_model(RulerModel(Recording.existing(record_lines(folder, list(chunks), sent={2: b"more?"}))))
    return ruler


def shows(ruler: Ruler, start: int, stop: int) -> bool:
    """Tell whether a stretch fills the ruler."""
    scale = RulerScale()
    scale.resize(ruler.scale.size, ruler.scale.width)
    scale.show(start, stop)
    return (scale.start, scale.bytes_per_pixel) == (ruler.scale.start, ruler.scale.bytes_per_pixel)


def place_of(ruler: Ruler, offset: float, lane: str = "frames") -> QPoint:
    """Return a place in the middle of a byte, in a lane."""
    x = ruler.lanes.left + (ruler.scale.x(offset) + ruler.scale.x(offset + 1)) / 2
    return QPoint(round(x), round(getattr(ruler.lanes, lane).center().y()))


def close(ruler: Ruler) -> None:
    """Give back what it reads from."""
    if ruler.model is not None:
        recording = ruler.model.recording
        ruler.set_model(None)
        recording.close()
