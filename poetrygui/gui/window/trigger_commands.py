"""The command that opens the triggers, and what becomes of them there; and the one that lists what they did."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PyQt6.QtWidgets import QWidget

from poetrygui.gui import reading
from poetrygui.gui import window as rooms
from poetrygui.gui.reading.rule_book import TriggerBook
from poetrygui.gui.window.away_commands import away_commands
from poetrygui.gui.window.away_desk import AwayDesk
from poetrygui.gui.window.command import Command, Keys, Place, Spot
from poetrygui.gui.window.tab_calls import selected_text
from poetrygui.gui.window.workspace import Workspace


def trigger_commands(
    work: Workspace, window: QWidget, path: Path, away: AwayDesk, problem: Callable[[str], object]
) -> tuple[Command, ...]:
    """Return them, and have triggers, which are kept at ``path``, act on the streams of ``work``.

    The dialog is over ``window``; ``away`` lists what they did, and ``problem`` is told sentences.
    """
    book = TriggerBook(path, window)
    book.problem.connect(problem)
    desks: list[rooms.TriggerDesk] = []

    def begin() -> None:
        if not desks and book.all:
            desks.append(rooms.TriggerDesk(work, book, away))
            away.closing.connect(desks[0].close)

    def ask() -> None:
        servers = {server.id: server.name or server.address for server in work.model.servers}
        dialog = reading.TriggerDialog(book.all, servers, window)
        dialog.kept.connect(book.keep)
        dialog.kept.connect(begin)
        text = selected_text(work.current())
        if text or not book.all:
            dialog.add(text)
        dialog.open()

    if os.path.lexists(path):  # where there are none, nothing is imported for them before the window is seen
        begin()
    return (
        *away_commands(away.open_or_close),
        Command(
            "actionTriggers",
            "Triggers …",
            ask,
            "Have something done when a line comes: notify, mark it, stop the stream, send a message",
            keys=Keys("Ctrl+Alt+H"),
            spots=(Spot(Place.POEM, 1),),
        ),
    )
