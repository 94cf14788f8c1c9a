"""There is room for the longest name; what stands in it is tried with the desk."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtGui import QFontMetrics, QPalette
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.merged_poem import MergedPoem
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.source_margin import SourceMargin


def test_names_have_room_up_to_a_limit(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QApplication.font())

    def width(name: str) -> int:
        poem = MergedPoem([KeptPoem(PoemInfo(name, "", "", ""), Path())])
        return SourceMargin(poem, QPalette).width(metrics, poem.merged)

    assert width("a") < width("longer") < width("x" * 14) == width("x" * 99)
