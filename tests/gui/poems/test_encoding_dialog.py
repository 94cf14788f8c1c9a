"""A poem is shown in each encoding that is tried, and stays in the one that is taken."""

from __future__ import annotations

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.letterings import Letterings
from poetrygui.core.poems.lettering import encoding_named
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.encoding_dialog import CHOICES, EncodingDialog


@pytest.fixture
def poem() -> KeptPoem:
    return KeptPoem(PoemInfo("", "", "", ""), Path())


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def opened(poem: KeptPoem, parent: QWidget) -> EncodingDialog:
    dialog = EncodingDialog(poem, Letterings().set_encoding, parent)
    dialog.open()
    return dialog


def test_each_is_tried_and_one_is_taken(poem: KeptPoem, parent: QWidget) -> None:
    dialog = opened(poem, parent)
    box = dialog.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(index).partition(" – ")[0] for index in range(box.count())] == list(CHOICES)
    box.setCurrentIndex(3)
    assert poem.stream.lettering.encoding == encoding_named("latin-1")
    box.setEditText("no such")
    dialog.accept()
    assert dialog.isVisible()
    assert "“no such” is no encoding" in dialog.labelText()
    box.setEditText("cp852")
    dialog.accept()
    assert poem.stream.lettering.encoding == "cp852"
    assert opened(poem, parent).comboBoxItems()[0] == "cp852"


def test_cancel_goes_back(poem: KeptPoem, parent: QWidget) -> None:
    dialog = opened(poem, parent)
    dialog.setTextValue("utf-16-le – anything")
    assert poem.stream.lettering.encoding == "utf-16-le"
    dialog.reject()
    assert poem.stream.lettering.encoding == "utf-8"


def test_all_that_are_offered_are_there() -> None:
    assert all(encoding_named(name) for name in CHOICES)
