"""Rows become other rows, and what a view held on to is where it went."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.gui.servers.server_model import ServerModel
from poetrygui.gui.servers.server_rows import key_of


def test_whatever_changes_a_view_keeps_its_rows(tmp_path: Path, qtbot: QtBot, qtmodeltester: Any) -> None:
    model = ServerModel(ServerBook(tmp_path / "servers.json"))
    qtmodeltester.check(model)
    chance = random.Random(5)
    for _ in range(40):
        held = {key_of(row): QPersistentModelIndex(model.index(place, 0)) for place, row in enumerate(model.rows)}
        ids = chance.sample(range(12), chance.randrange(12))
        wanted = [Server(str(each), "1", group=chance.choice(["", "a", "b"]), id=str(each)) for each in ids]
        model.change(model.servers, wanted)
        assert {server.id for server in model.servers} == {server.id for server in wanted}
        for key, index in held.items():
            assert index.row() == model.row_of(key)
