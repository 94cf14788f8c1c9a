"""Small pieces that every room uses: plain text, icons, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.widgets.announcing import Answer as Answer
    from poetrygui.gui.widgets.announcing import AnswerLabel as AnswerLabel
    from poetrygui.gui.widgets.announcing import announce as announce
    from poetrygui.gui.widgets.icons import application_icon as application_icon
else:
    __getattr__ = lazy_names(__name__, {"announcing": "Answer AnswerLabel announce", "icons": "application_icon"})
