"""The second line above a poem: where there is no room, the origin gives way first."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.about_line import AboutLine, moment


def test_the_origin_gives_way(qtbot: QtBot) -> None:
    line = AboutLine()
    qtbot.addWidget(line)
    for label, text in ((line.name, "a poem"), (line.origin, "127.0.0.1:10000 " * 20), (line.counts, "9 bytes")):
        label.setText(text)
    wanted = line.name.sizeHint().width(), line.counts.sizeHint().width()
    line.resize(sum(wanted) + 200, 30)
    line.show()
    assert (line.name.width(), line.counts.width()) == wanted
    assert 0 < line.origin.width() < 200
    line.name.setText("a name " * 90)
    line.resize(300, 30)
    assert line.width() == 300
    assert line.counts.width() == wanted[1]


def test_an_attempt_is_told_with_what_stands_below(qtbot: QtBot) -> None:
    line = AboutLine()
    qtbot.addWidget(line)
    attempt = PoemInfo("a", "127.0.0.1:7", "lines", "2026-02-03T04:05:06.789")
    line.show_attempt(attempt, "")
    assert line.origin.text() == "127.0.0.1:7  ·  lines  ·  2026-02-03 04:05:06"
    line.show_attempt(attempt, "2026-01-02T03:04:05.678")
    assert line.origin.text().endswith(f"  ·  below is what came before, from {moment('2026-01-02T03:04:05')}")
