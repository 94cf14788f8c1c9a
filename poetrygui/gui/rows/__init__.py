"""A poem's visible rows, drawn and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.rows.font_coverage import can_draw as can_draw
    from poetrygui.gui.rows.go_to_line import GoToLine as GoToLine
    from poetrygui.gui.rows.mark_note import MarkNote as MarkNote
    from poetrygui.gui.rows.marks import Marks as Marks
    from poetrygui.gui.rows.poem_view import PoemView as PoemView
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "font_coverage": "can_draw",
            "go_to_line": "GoToLine",
            "mark_note": "MarkNote",
            "marks": "Marks",
            "poem_view": "PoemView",
        },
    )
