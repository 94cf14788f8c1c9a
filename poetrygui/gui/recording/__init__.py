"""What came on the wire, to look at: its bytes, its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.recording.hex_view import HexView as HexView
else:
    __getattr__ = lazy_names(__name__, {"hex_view": "HexView"})
