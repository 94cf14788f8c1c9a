"""A view that is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from poetrygui.gui.rows.poem_view import PoemView
from tests.gui.exposed import exposed


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PoemView]:
    view = exposed(qtbot, PoemView(), 700, 400)
    yield view
    view.set_reader(None)
