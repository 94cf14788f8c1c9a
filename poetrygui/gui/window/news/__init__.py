"""What happened while somebody looked elsewhere: marked on tabs and title, told by the desktop, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.window.news.desktop_notice import show_notice as show_notice
    from poetrygui.gui.window.news.happenings_dock import HappeningsDock as HappeningsDock
else:
    __getattr__ = lazy_names(__name__, {"desktop_notice": "show_notice", "happenings_dock": "HappeningsDock"})
