"""What a user chooses for all of the program: kept, applied, and asked for in one dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.window.choices.preferences import Preferences as Preferences
    from poetrygui.gui.window.choices.preferences import limit_of as limit_of
    from poetrygui.gui.window.choices.preferences import read_preferences as read_preferences
    from poetrygui.gui.window.choices.preferences import write_preferences as write_preferences
    from poetrygui.gui.window.choices.settings_dialog import SettingsDialog as SettingsDialog
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "preferences": "Preferences limit_of read_preferences write_preferences",
            "settings_dialog": "SettingsDialog",
        },
    )
