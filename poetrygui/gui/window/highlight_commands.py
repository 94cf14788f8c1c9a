"""The command that opens the highlight rules, and what becomes of them there."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QWidget

from poetrygui.core.reading.highlight_rules import Rules
from poetrygui.errors import SaveError
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

    def keep(rules: Rules) -> None:
        try:
            book.keep(rules)
        except SaveError as error:
            problem(str(error))

    def ask() -> None:
        servers = {server.id: server.name or server.address for server in work.model.servers}
        dialog = reading.HighlightDialog(book.rules, servers, window)
        dialog.shown.connect(book.show)
        dialog.kept.connect(keep)
        if (tab := work.current()) is None:
            text = ""
        else:
            try:
                text = selected_text(tab)
            except OSError:
                text = ""  # said where the rows themselves are read
        if text or not book.rules:
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
