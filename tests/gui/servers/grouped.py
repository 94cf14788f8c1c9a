"""A window with servers in groups, and what is seen and chosen of its list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.scripted import LoopbackServers, add, open_window

AT = "127.0.0.1:1"
NAMED = (Server("a", AT, id="a"), *(Server(name, AT, group=name[0].upper(), id=name) for name in ("p1", "p2", "q1")))


@pytest.fixture
def grouped(servers: LoopbackServers, tmp_path: Path, wait_for: Any) -> Iterator[MainWindow]:
    with open_window(tmp_path, wait_for) as window:
        add(window, *NAMED)
        yield window


def shown(window: MainWindow) -> str:
    """Return the rows that are seen: the names of servers, and those of groups in brackets."""
    view, rows = window.workspace.panel.list, window.workspace.model.rows
    seen = (row for row in range(len(rows)) if not view.isRowHidden(row))
    return " ".join(f"[{rows.head_at(row)}]" if rows.head_at(row) else _name(window, row) for row in seen)


def current(window: MainWindow) -> str:
    """Return the name of the server whose row is current; nothing where that is a group's."""
    return _name(window, window.workspace.panel.list.currentIndex().row())


def chosen(window: MainWindow) -> str:
    """Return the names of the servers that are chosen."""
    return " ".join(server.name for server in window.workspace.panel.selected())


def choose(window: MainWindow, key: str | tuple[str]) -> None:
    """Choose a server by its id, or a group by its name in a tuple."""
    panel = window.workspace.panel
    panel.select_row(panel.model.row_of(key))


def _name(window: MainWindow, row: int) -> str:
    server = window.workspace.model.rows.server_at(row)
    return "" if server is None else server.name
