"""Rows that are dragged and renamed: what somebody wants with them is told, and done by whoever hears of it."""

from __future__ import annotations

from PyQt6.QtCore import QMimeData, QModelIndex, Qt
from PyQt6.QtGui import QStandardItemModel

from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.movable_rows import MovableRows
from poetrygui.gui.servers.server_model import ServerModel
from tests.gui.servers.test_server_model import book as book  # noqa: PLC0414 - a fixture
from tests.gui.servers.test_server_model import model as model  # noqa: PLC0414 - a fixture


def test_nothing_else_is_taken(model: ServerModel) -> None:
    moved: list[object] = []
    model.moved.connect(lambda ids, row: moved.append((ids, row)))
    assert isinstance(model, MovableRows)
    other = QStandardItemModel(1, 1).mimeData([])
    for data in (None, other, QMimeData()):
        assert not model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    assert not model.setData(QModelIndex(), "name")
    assert not moved
    assert model.supportedDropActions() == Qt.DropAction.MoveAction


def test_a_place_between_rows_can_be_dropped_on_and_no_row(model: ServerModel) -> None:
    model.add(Server("a", "127.0.0.1:1"))
    assert model.flags(QModelIndex()) & Qt.ItemFlag.ItemIsDropEnabled
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
