"""Finding in what was delivered, and choosing lines of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.core.reading.filtered_pieces import filtered_bytes as filtered_bytes
    from poetrygui.core.reading.find import FindError as FindError
    from poetrygui.core.reading.line_filter import LineFilter as LineFilter
    from poetrygui.core.reading.line_filter import check as check
else:
    __getattr__ = lazy_names(
        __name__, {"filtered_pieces": "filtered_bytes", "find": "FindError", "line_filter": "LineFilter check"}
    )
