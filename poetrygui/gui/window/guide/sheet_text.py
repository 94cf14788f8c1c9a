"""The sheet of shortcuts as a text to copy, and as a page to print."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from poetrygui.gui.window.guide.command_row import CommandRow


def plain_sheet(rows: Iterable[CommandRow]) -> str:
    """Return a line for each of the rows that has keys, below the titles of menus."""
    parts = []
    for menu, group in groupby(_with_keys(rows), lambda row: row.menu):
        parts.append("\n".join([menu, *(f"    {row.keys:<24} {row.command.title}" for row in group)]))
    return "\n\n".join(parts) + "\n"


def page_of(rows: Iterable[CommandRow], title: str) -> str:
    """Return the same in HTML, below a title."""
    lines = [f"<h2>{escape(title)}</h2><table cellspacing='0' cellpadding='3' width='100%'>"]
    for menu, group in groupby(_with_keys(rows), lambda row: row.menu):
        lines.append(f"<tr><td colspan='3'><b>{escape(menu)}</b></td></tr>")
        lines += [
            f"<tr><td>{escape(row.keys)}</td><td>{escape(row.command.title)}</td><td>{escape(row.command.tip)}</td></tr>"
            for row in group
        ]
    return "\n".join([*lines, "</table>"])


def _with_keys(rows: Iterable[CommandRow]) -> list[CommandRow]:
    return [row for row in rows if row.keys]
