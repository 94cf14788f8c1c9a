"""Beside a line that came several times in a row stands how often, exactly where that is known."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from poetrygui.core.reading.conditions import Condition
from poetrygui.gui.reading import repeat_counts
from poetrygui.gui.reading.repeat_counts import RepeatCounts
from poetrygui.gui.reading.shown_lines import ShownLines
from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.memory_poem import MemoryPoem
from tests.gui.recording.test_time_margin import Written


@pytest.fixture
def view(qtbot: QtBot) -> PoemView:
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show()
    return view


def counted(view: PoemView, *, filtered: bool) -> list[str]:
    counts = RepeatCounts(lambda: filtered, view)
    assert counts.width(QFontMetrics(view.font()), view.reader) == 0
    counts.show(True)
    assert counts.width(QFontMetrics(view.font()), view.reader) > 0
    painter = Written()
    counts.paint(painter, QRect(0, 0, 90, 200), list(view.row_map.visible_rows()), view.reader)
    painter.end()
    return painter.texts


def test_repeats_are_counted_while_the_poem_grows(
    view: PoemView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    poem = MemoryPoem(b"one\n" + b"again\n" * 2000 + b"two\nx\nx\n")
    lines = ShownLines(view, lambda _: None)
    lines.set_reader(poem)
    assert view.line_count() == 2004
    lines.fold(True)
    qtbot.waitUntil(lambda: view.line_count() == 4 and not lines.is_working)
    assert view.text_between(0, 9) == "one\nagain\ntwo\nx"
    assert counted(view, filtered=False) == ["×2,000", "×2"]
    monkeypatch.setattr(repeat_counts, "LOOKED_AT", 60)
    assert counted(view, filtered=True) == ["×10+", "×2"]
    poem.append(b"x\n")
    qtbot.waitUntil(lambda: counted(view, filtered=False) == ["×2,000", "×3"])
    lines.set_conditions((Condition("again"),))
    qtbot.waitUntil(lambda: view.line_count() == 1)
    lines.set_conditions(())
    lines.fold(False)
    assert view.line_count() == 2005
    assert lines.place().folds is None
