"""Small pieces that every room uses: plain text, icons, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.widgets.icons import application_icon as application_icon
else:
    __getattr__ = lazy_names(__name__, {"icons": "application_icon"})
