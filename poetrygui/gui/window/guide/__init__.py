"""What leads to every command: the palette, and the sheet of shortcuts, where keys are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.window.guide.command_palette import CommandPalette as CommandPalette
    from poetrygui.gui.window.guide.command_row import rows_of as rows_of
    from poetrygui.gui.window.guide.kept_keys import KeptKeys as KeptKeys
    from poetrygui.gui.window.guide.kept_keys import KeyChange as KeyChange
    from poetrygui.gui.window.guide.kept_keys import read_keys as read_keys
    from poetrygui.gui.window.guide.kept_keys import write_keys as write_keys
    from poetrygui.gui.window.guide.printed_sheet import print_sheet as print_sheet
    from poetrygui.gui.window.guide.shortcut_sheet import ShortcutSheet as ShortcutSheet
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "command_palette": "CommandPalette",
            "command_row": "rows_of",
            "kept_keys": "KeptKeys KeyChange read_keys write_keys",
            "printed_sheet": "print_sheet",
            "shortcut_sheet": "ShortcutSheet",
        },
    )
