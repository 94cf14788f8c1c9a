"""The commands about what is kept in the profile: the list of recordings, and what comes in and goes out."""

from __future__ import annotations

from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.tab_calls import has_recording, has_tab


def library_commands(desk: LibraryDesk) -> tuple[Command, ...]:
    """Return the commands that ``desk`` does."""
    return (
        Command(
            "actionRecordings",
            "Re&cordings …",
            desk.open_list,
            "List all that was recorded: to open, keep, hand on or delete it",
            keys=Keys("Ctrl+O"),
            spots=(Spot(Place.FILE, 2),),
        ),
        Command(
            "actionExportRecording",
            "&Export recording …",
            desk.export_current,
            "Write what came on the wire of this stream into a file: for Wireshark, for scripts, or whole",
            keys=Keys("Ctrl+Shift+E"),
            spots=(Spot(Place.FILE, 1), Spot(Place.TAB_MENU, 1)),
            enabled=has_recording,
        ),
        Command(
            "actionShowFolder",
            "Show in &folder",
            desk.show_current_folder,
            "Show the folder in which this recording lies, in the file manager",
            spots=(Spot(Place.FILE, 1), Spot(Place.TAB_MENU, 1)),
            enabled=has_tab,
        ),
        Command(
            "actionImportRecording",
            "&Import recordings …",
            desk.choose_imports,
            "Make recordings of a capture, or of what was exported",
            keys=Keys("Ctrl+Shift+I"),
            spots=(Spot(Place.FILE, 1),),
        ),
    )
