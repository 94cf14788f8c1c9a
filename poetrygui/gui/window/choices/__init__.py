"""What a user chooses for all of the program: kept, applied, and asked for in one dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.window.choices.settings_dialog import SettingsDialog as SettingsDialog
else:
    __getattr__ = lazy_names(__name__, {"settings_dialog": "SettingsDialog"})
