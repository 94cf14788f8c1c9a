"""A view over a find bar, and one below a filter bar."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.reading.bars import Tab
from tests.gui.reading.filtered import FilteredTab


@pytest.fixture
def tab(qtbot: QtBot) -> Iterator[Tab]:
    tab = Tab()
    qtbot.addWidget(tab)
    tab.resize(800, 400)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.view.show_offset(0)
    tab.bar.open()
    yield tab
    tab.bar.close_bar()
    tab.view.set_reader(None)


@pytest.fixture
def filtered(qtbot: QtBot) -> Iterator[FilteredTab]:
    tab = FilteredTab()
    qtbot.addWidget(tab)
    tab.resize(800, 400)
    with qtbot.waitExposed(tab):
        tab.show()
    yield tab
    tab.lines.set_reader(None)
