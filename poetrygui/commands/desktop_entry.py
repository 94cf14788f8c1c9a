"""What ``poetrygui desktop-entry`` takes: whether the program is to be in the desktop's menu."""

from __future__ import annotations

import sys

import click

from poetrygui.commands import desktop_files
from poetrygui.commands.examples import examples
from poetrygui.commands.standard_streams import streams_of

_WITHOUT_ENTRIES = ("darwin", "win32", "cygwin")


@click.command(name="desktop-entry", epilog=examples("desktop-entry --install", "desktop-entry --remove"))
@click.option("--install", "wish", flag_value="install", help="Put it there, or put it right after a move.")
@click.option("--remove", "wish", flag_value="remove", help="Take it away.")
@click.pass_context
def entry_command(context: click.Context, wish: str | None) -> int:
    """Have the window in the desktop's menu, for this user, with its icon and its manual page.

    It starts the very installation that this is called of: one by pipx or uv, or a checkout. Without an option, tell
    whether it is there.
    """
    if sys.platform in _WITHOUT_ENTRIES:
        raise click.ClickException("This system's desktop knows no such entries: they are for Linux and BSD.")
    out = streams_of(context).out

    def say(text: str) -> None:
        out.write(out.line(text))

    data = desktop_files.data_folder()
    if wish is None:
        entry = next(path for path in desktop_files.entry_files(data) if path.name == desktop_files.ENTRY)
        is_there = entry.is_file()
        say(
            f"{entry} is there."
            if is_there
            else "It is not in the menu: poetrygui desktop-entry --install puts it there."
        )
        return 0 if is_there else 1
    if wish == "install":
        done = desktop_files.install(data, desktop_files.own_command())
        say("The window is in the desktop's menu, for this user. Written:")
    else:
        done = desktop_files.remove(data)
        say(
            "The window is no longer in the desktop's menu. Removed:"
            if done
            else f"Nothing was there to be removed: {data} has none of its files."
        )
    for path in done:
        say(str(path))
    return 0
