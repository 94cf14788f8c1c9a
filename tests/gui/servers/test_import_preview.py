"""What is in a file of servers is looked at before it is added."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server
from poetrygui.core.servers.server_lists import ListedServer, ReadList
from poetrygui.gui.servers.import_preview import ImportPreview
from tests.gui.protocol_files import child

HOSTILE = "<b>x</b>\u202etxt.exe"


def test_what_is_checked_is_counted(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    listed = Server("known", "8000")
    read = ReadList((ListedServer(2, Server("other name", "8000")), ListedServer(3, Server(HOSTILE, "9000"))), ())
    preview = ImportPreview(parent, "a.csv", read, [listed], lambda _: True)
    tree, button = child(preview, QTreeWidget, "importedServers"), child(preview, QPushButton, "addImported")
    items = [tree.topLevelItem(row) for row in range(2)]
    assert [item.text(5) for item in items if item] == ["is in the list already", ""]
    assert not tree.isColumnHidden(5)
    fresh = ImportPreview(parent, "a.csv", read, [], lambda _: True)
    assert child(fresh, QTreeWidget, "importedServers").isColumnHidden(5), "where none is known it says nothing"
    assert "\u202e" not in items[1].text(0)  # type: ignore[union-attr]  # it is there
    assert (button.text(), button.isEnabled()) == ("&Add 1 server", True)
    items[1].setCheckState(0, Qt.CheckState.Unchecked)  # type: ignore[union-attr]  # it is there
    assert (button.text(), button.isEnabled()) == ("&Add 0 servers", False)
    assert preview.chosen() == []


def test_all_columns_are_seen_in_a_window_that_is_no_tower(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    listed = Server("The Raven", "127.0.0.1:37915", "netstring")
    preview = ImportPreview(
        parent, "a.csv", ReadList((ListedServer(2, listed),), ("Line 3: it has no port.",)), [listed], str.isalpha
    )
    preview.open()
    tree = child(preview, QTreeWidget, "importedServers")
    header, viewport = tree.header(), tree.viewport()
    assert header is not None
    assert viewport is not None
    assert not tree.isColumnHidden(5)
    assert header.length() <= viewport.width()
    assert preview.height() <= preview.width()


def test_of_many_servers_more_are_seen(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def height(count: int) -> int:
        found = tuple(ListedServer(line, Server(f"Server {line}", "8000")) for line in range(count))
        return ImportPreview(parent, "a.csv", ReadList(found, ()), [], str.isalpha).height()

    assert height(3) == height(4) < height(200)


def test_a_protocol_that_is_not_here_is_told_before_its_server_is_added(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    found = tuple(ListedServer(line, Server("a", "8000", name)) for line, name in enumerate(["lines", "theirs"]))
    preview = ImportPreview(parent, "a.csv", ReadList(found, ()), [], {"lines"}.__contains__)
    tree = child(preview, QTreeWidget, "importedServers")
    items = [tree.topLevelItem(row) for row in range(2)]
    assert [item.text(3) for item in items if item] == ["lines", "theirs (not known here)"]
    assert [each.protocol for each in preview.chosen()] == ["lines", "theirs"]
