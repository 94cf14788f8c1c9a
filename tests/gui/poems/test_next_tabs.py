"""The tabs beside the one that is seen are ready before somebody goes there, and no others."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.library import Library
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.gui.poems.next_tabs import NextTabs
from poetrygui.gui.poems.poem_tab import PoemTab


def test_the_next_one_and_the_one_before_are_built_one_by_one_once_somebody_stays(
    library: Library, qtbot: QtBot
) -> None:
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    lazy = [PoemTab(KeptPoem(PoemInfo("", "", "", ""), Path()), library, is_lazy=True) for _ in range(5)]
    soon = NextTabs(tabs)
    for tab in lazy:
        tabs.addTab(tab, "")
    tabs.setCurrentIndex(2)
    soon.timeout.emit()
    assert not any(tab.is_built for tab in lazy), "nobody sees them"
    tabs.show()
    assert soon.isActive()
    built = []
    for _ in range(3):
        soon.timeout.emit()
        built.append([index for index, tab in enumerate(lazy) if tab.is_built])
    assert built == [[2, 3], [1, 2, 3], [1, 2, 3]]
    tabs.setCurrentIndex(0)
    soon.timeout.emit()
    assert not lazy[4].is_built
    for tab in lazy:
        tab.release()
