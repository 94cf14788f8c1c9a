"""A source is indented as one types, and coloured after a pause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from poetrygui.gui.protocols.source_edit import SourceEdit


@pytest.fixture
def edit(qtbot: QtBot) -> SourceEdit:
    edit = SourceEdit()
    qtbot.addWidget(edit)
    return edit


def press(edit: SourceEdit, *keys: Qt.Key | str) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(edit, key)  # type: ignore[call-arg,arg-type]  # a static method with a self
        else:
            QTest.keyClick(edit, key)  # type: ignore[call-overload]  # as above


def test_a_line_begins_as_far_in_as_the_one_before(edit: SourceEdit) -> None:
    enter, tab = Qt.Key.Key_Return, Qt.Key.Key_Tab
    press(edit, "class Own:", enter, "limit = 1", enter, "x", tab, "= 2")
    assert edit.toPlainText() == "class Own:\n    limit = 1\n    x   = 2"


def test_what_is_typed_is_coloured(edit: SourceEdit, wait_until: Callable[[Callable[[], bool]], None]) -> None:
    press(edit, "class Own: pass")
    document = edit.document()
    assert document is not None
    block = document.firstBlock()

    def is_coloured() -> bool:
        layout = block.layout()
        return layout is not None and len(layout.formats()) == 3

    wait_until(is_coloured)
