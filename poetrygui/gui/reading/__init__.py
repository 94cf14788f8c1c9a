"""Finding, from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.reading.find_bar import FindBar as FindBar
else:
    __getattr__ = lazy_names(__name__, {"find_bar": "FindBar"})
