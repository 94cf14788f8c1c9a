"""What cells hold: of a group its name as plain text, whatever it is called."""

from __future__ import annotations

from PyQt6.QtCore import Qt

from poetrygui.core.outcomes import Connecting
from poetrygui.core.servers.server_book import Server
from poetrygui.gui.servers.server_cells import FOLDED_ROLE, Column, Told, group_cell, rates_words, state_summary
from tests.gui.servers.test_server_model import HOSTILE


def test_a_group_is_plain_text() -> None:
    def cell(role: int, column: Column = Column.NAME) -> object:
        return group_cell(HOSTILE, "2 servers", folded=True, column=column, role=role)

    name = str(cell(Qt.ItemDataRole.DisplayRole))
    assert "⟦U+202E⟧" in name
    assert len(name) <= 120
    assert cell(Qt.ItemDataRole.DisplayRole, Column.STATE) == "2 servers"
    assert cell(Qt.ItemDataRole.DisplayRole, Column.ADDRESS) == ""
    assert cell(Qt.ItemDataRole.AccessibleTextRole) == f"group {name}, 2 servers, folded"
    assert (cell(Qt.ItemDataRole.EditRole), cell(FOLDED_ROLE)) == (HOSTILE, True)
    assert (cell(Qt.ItemDataRole.UserRole), cell(Qt.ItemDataRole.DecorationRole)) == (None, None)


def test_all_of_a_server_is_told_in_a_line() -> None:
    assert Told(Server("", "host:1", group="Plant"), Connecting(), ()).all == (
        "host:1, host:1, raw, Connecting …, group Plant"
    )
    assert "Not fetched yet" in Told(Server("name", "host:1"), None, ()).tip
    assert rates_words(()) == ""
    assert state_summary(Connecting("no room")) == "Waiting …"
