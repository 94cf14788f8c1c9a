"""A view that is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PoemView]:
    view = PoemView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.set_reader(None)
