"""What came on the wire, to look at: its bytes, its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.recording.hex_view import HexView as HexView
    from poetrygui.gui.recording.ruler import Ruler as Ruler
    from poetrygui.gui.recording.ruler_table import RulerTable as RulerTable
else:
    __getattr__ = lazy_names(__name__, {"hex_view": "HexView", "ruler": "Ruler", "ruler_table": "RulerTable"})
