"""The window as a whole: its actions, its settings, its start and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from poetrygui.lazy_names import lazy_names

if TYPE_CHECKING:
    from poetrygui.gui.window.about_box import show_about as show_about
    from poetrygui.gui.window.framing_desk import FramingDesk as FramingDesk
    from poetrygui.gui.window.guess_desk import GuessDesk as GuessDesk
    from poetrygui.gui.window.main_window import MainWindow as MainWindow
    from poetrygui.gui.window.merge_desk import MergeDesk as MergeDesk
    from poetrygui.gui.window.quit_question import QuitQuestion as QuitQuestion
    from poetrygui.gui.window.relay_dialog import RelayDialog as RelayDialog
    from poetrygui.gui.window.relay_dialog import Relaying as Relaying
    from poetrygui.gui.window.settled_picture import SettledPicture as SettledPicture
    from poetrygui.gui.window.side_by_side import SideBySide as SideBySide
    from poetrygui.gui.window.trigger_desk import TriggerDesk as TriggerDesk
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "about_box": "show_about",
            "framing_desk": "FramingDesk",
            "guess_desk": "GuessDesk",
            "main_window": "MainWindow",
            "quit_question": "QuitQuestion",
            "merge_desk": "MergeDesk",
            "relay_dialog": "RelayDialog Relaying",
            "side_by_side": "SideBySide",
            "settled_picture": "SettledPicture",
            "trigger_desk": "TriggerDesk",
        },
    )
