"""The command that opens the highlight rules, and what becomes of them there."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QWidget

from poetrygui.gui import reading
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.tab_calls import selected_text
from poetrygui.gui.window.workspace import Workspace


def highlight_commands(work: Workspace, window: QWidget, problem: Callable[[str], object]) -> tuple[Command, ...]:
    """Return it, for the tabs of ``work``; the dialog is over ``window``, and ``problem`` tells sentences."""
    book = work.tabs.tools.rules
    if book is None:
        return ()
    book.problem.connect(problem)

    def ask() -> None:
        servers = {server.id: server.name or server.address for server in work.model.servers}
        dialog = reading.HighlightDialog(book.all, servers, window)
        dialog.shown.connect(book.show)
        dialog.kept.connect(book.keep)
        text = selected_text(work.current())
        if text or not book.all:
            dialog.add(text)
        dialog.open()

    return (
        Command(
            "actionHighlight",
            "Highlight r&ules …",
            ask,
            "Give lines with a text a colour, wherever they come; with a rule for what is selected",
            keys=Keys("Ctrl+H"),
            spots=(Spot(Place.POEM, 1), Spot(Place.VIEW_MENU, 2)),
        ),
    )
