"""The commands about the window as a whole."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtGui import QAction

from poetrygui.gui.window.command import Command, Keys, Place, Spot


def window_commands(
    *,
    list_protocols: Callable[[], object],
    new_protocol: Callable[[], object],
    show_output: Callable[[], object],
    show_problems: Callable[[], object],
    show_about: Callable[[], object],
    leave: Callable[[], object],
) -> tuple[Command, ...]:
    """Return the commands that open what belongs to the whole window, or ``leave`` it.

    They call ``list_protocols``, ``new_protocol``, ``show_output``, ``show_problems`` and ``show_about``, each without
    arguments.
    """
    return (
        Command(
            "actionProtocols",
            "&Protocols …",
            list_protocols,
            "List the protocols",
            keys=Keys("Ctrl+P"),
            icon="protocols",
            short_text="Protocols",
            spots=(Spot(Place.SERVERS, 4), Spot(Place.TOOLBAR, 4)),
        ),
        Command(
            "actionNewProtocol",
            "Ne&w protocol …",
            new_protocol,
            "Write a protocol of your own, here",
            spots=(Spot(Place.SERVERS, 4),),
        ),
        Command(
            "actionOutput",
            "What protocols &print",
            show_output,
            "Show or hide what protocols print, with its time",
            keys=Keys("Ctrl+Shift+O"),
            spots=(Spot(Place.VIEW, 1),),
        ),
        Command(
            "actionProblems",
            "Problems …",
            show_problems,
            "Show what went wrong",
            spots=(Spot(Place.HELP, 1),),
        ),
        Command(
            "actionAbout",
            "&About Poetry GUI",
            show_about,
            "What this is",
            spots=(Spot(Place.HELP, 2),),
            role=QAction.MenuRole.AboutRole,
        ),
        Command(
            "actionQuit",
            "&Quit",
            leave,
            "Stop all fetches and quit",
            keys=Keys("Ctrl+Q"),
            icon="quit",
            spots=(Spot(Place.FILE, 3),),
            role=QAction.MenuRole.QuitRole,
        ),
    )
