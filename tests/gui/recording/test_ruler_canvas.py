"""Where the lanes lie."""

from __future__ import annotations

from itertools import pairwise

from PyQt6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_canvas import lanes_of


def test_lanes_lie_below_each_other(qtbot: QtBot) -> None:
    ruler = Ruler()
    qtbot.addWidget(ruler)
    lanes = lanes_of(QFontMetrics(ruler.small_font), 900)
    areas = [lanes.axis, lanes.chunks, lanes.frames, lanes.sent, lanes.bottom, lanes.overview]
    assert all(above.bottom() <= below.top() for above, below in pairwise(areas))
    assert areas[-1].bottom() <= lanes.height
    assert ruler.sizeHint().height() == lanes.height
    assert ruler.minimumSizeHint().height() == lanes.least
    assert lanes.left + lanes.room <= 900


def test_what_there_is_no_room_for_in_whole_is_not_shown_in_half(qtbot: QtBot) -> None:
    ruler = Ruler()
    qtbot.addWidget(ruler)
    lanes = lanes_of(QFontMetrics(ruler.small_font), 900)
    assert lanes.least == lanes.whole_in(lanes.least) < lanes.height
    assert lanes.whole_in(lanes.height - 1) < lanes.height == lanes.whole_in(lanes.height) == lanes.whole_in(500)
    assert lanes.least < lanes.whole_in(round(lanes.bottom.bottom())) < lanes.bottom.bottom()
    assert lanes.whole_in(lanes.least - 1) == lanes.least - 1, "with less, as much as there is"
