"""The list of what is kept in the profile, what is done with it, and what comes in and goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.library.budget_line import BudgetLine as BudgetLine
    from poetrygui.gui.library.file_manager import show_folder as show_folder
    from poetrygui.gui.library.recording_actions import RecordingActions as RecordingActions
    from poetrygui.gui.library.recording_exporter import RecordingExporter as RecordingExporter
    from poetrygui.gui.library.recording_importer import RecordingImporter as RecordingImporter
    from poetrygui.gui.library.recordings_dialog import RecordingsDialog as RecordingsDialog
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "budget_line": "BudgetLine",
            "file_manager": "show_folder",
            "recording_actions": "RecordingActions",
            "recording_exporter": "RecordingExporter",
            "recording_importer": "RecordingImporter",
            "recordings_dialog": "RecordingsDialog",
        },
    )
