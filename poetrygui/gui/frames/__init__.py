"""The frames of a recording as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.frames.columns_dialog import choose_columns as choose_columns
    from poetrygui.gui.frames.field_filtering import fields_to_colour as fields_to_colour
    from poetrygui.gui.frames.field_filtering import fields_to_filter as fields_to_filter
    from poetrygui.gui.frames.frame_model import Times as Times
    from poetrygui.gui.frames.frame_page import FramePage as FramePage
    from poetrygui.gui.frames.frame_table import FrameTable as FrameTable
    from poetrygui.gui.frames.frame_tools import FrameTools as FrameTools
    from poetrygui.gui.frames.seen_fields import SeenFields as SeenFields
    from poetrygui.gui.frames.table_area import TableArea as TableArea
    from poetrygui.gui.frames.table_fields import TableFields as TableFields
    from poetrygui.gui.frames.table_origins import TableOrigins as TableOrigins
    from poetrygui.gui.frames.table_parts import TableParts as TableParts
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "columns_dialog": "choose_columns",
            "field_filtering": "fields_to_colour fields_to_filter",
            "frame_model": "Times",
            "frame_page": "FramePage",
            "frame_table": "FrameTable",
            "frame_tools": "FrameTools",
            "seen_fields": "SeenFields",
            "table_area": "TableArea",
            "table_fields": "TableFields",
            "table_origins": "TableOrigins",
            "table_parts": "TableParts",
        },
    )
