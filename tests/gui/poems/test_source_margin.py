"""The names of sources beside a merged view; how they are painted is tried with the desk."""

from __future__ import annotations

from typing import Any

from PyQt6.QtGui import QFontMetrics, QGuiApplication, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.core.text.row_window import NoPoem
from poetrygui.gui.poems.source_margin import SourceMargin


def test_a_long_name_takes_no_more_room_than_there_is(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QGuiApplication.font())

    def width(*names: str) -> int:
        poem: Any = type("Merged", (), {"names_of_parts": lambda _: names})()
        return SourceMargin(poem, QPalette).width(metrics, NoPoem())

    assert width() < width("a", "four") < width("a name of 14 c") == width("a name of many more characters")
