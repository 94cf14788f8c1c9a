"""A frame of the ruler at every zoom of a large recording, painted as the window paints it."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import QApplication

from poetrygui.core.poems.recording import Recording
from poetrygui.gui.recording.ruler import Ruler
from poetrygui.recordings.ruler_model import RulerModel
from tests.benchmarks.figures import median
from tests.benchmarks.recorded.made import Shape, write_lines
from tests.benchmarks.recorded.timing import Times

_WIDTH = 1000
_PLACES = 12  # at each zoom
_STEP = 1.6  # from one zoom to the next, as a turn of the wheel does about


def zooms(size: int) -> list[int]:
    """Return how many bytes are shown at each, from all of them to as few as have letters of their own."""
    found, stretch = [], float(size)
    while stretch > _WIDTH // 32:
        found.append(round(stretch))
        stretch /= _STEP
    return found


def paint_all(ruler: Ruler, size: int) -> dict[int, Times]:
    """Paint places all over the recording at every zoom, most of them for the first time."""
    chance = random.Random(3)
    pixels = QPixmap(ruler.size())
    ruler.render(pixels)
    found = {}
    for stretch in zooms(size):
        times = found[stretch] = Times()
        for _ in range(_PLACES):
            start = chance.randrange(max(size - stretch, 1))
            ruler.scale.show(start, start + stretch)
            with times.turn():
                ruler.render(pixels)
    return found


def main(folder: Path, chunks: int, frames: int) -> None:
    shape = Shape(chunks, frames)
    write_lines(folder / "recorded", shape)
    application = QApplication([])
    recording = Recording.existing(folder / "recorded")
    ruler = Ruler()
    ruler.resize(_WIDTH, ruler.sizeHint().height())
    ruler.show()
    ruler.set_model(RulerModel(recording))
    for _ in range(100):
        application.processEvents()
    found = paint_all(ruler, shape.size)
    every = Times(*([each for times in found.values() for each in getattr(times, name)] for name in ("wall", "cpu")))
    slowest = max(found, key=lambda stretch: median(found[stretch].cpu))
    ruler.set_model(None)
    recording.close()
    print(json.dumps({"all": every.as_json(), "slowest_zoom": slowest, "slowest": found[slowest].as_json()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
