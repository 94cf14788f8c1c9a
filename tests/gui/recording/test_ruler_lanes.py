"""Each zoom looks different: the closest shows bytes, the others sum up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_lanes import LanePainter
from tests.gui.recording.rulers import close, ruler_on


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem", tuple([b"line\n"] * 400))
    yield ruler
    close(ruler)


@pytest.mark.parametrize("stretch", [(0, 2000), (0, 300), (100, 140)])
def test_each_zoom_looks_different(ruler: Ruler, stretch: tuple[int, int]) -> None:
    ruler.scale.show(*stretch)
    shows_bytes = LanePainter.shows_bytes(ruler.scale)
    assert shows_bytes == (stretch == (100, 140))
    image = ruler.grab().toImage()
    area = ruler.lanes.bottom.toRect()
    ground = image.pixelColor(area.right() - 1, area.bottom()).name()
    right = [
        image.pixelColor(x, y).name()
        for x in range(area.right() - 60, area.right())
        for y in range(area.top(), area.bottom())
    ]
    # What sums up stands at the left; bytes stand everywhere.
    assert any(colour != ground for colour in right) == shows_bytes
