"""The list of servers as a view sees it: always what is saved, harmless text, and how each fetch stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import PyQt6.QtGui  # brings mightBeRichText  # noqa: F401
import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving
from poetrygui.core.servers.server_book import Server, ServerBook
from poetrygui.errors import SaveError
from poetrygui.gui.servers.server_cells import Column
from poetrygui.gui.servers.server_model import ServerModel

HOSTILE = "<b>x</b><img src='file:///etc/hostname'> & \u202etxt.exe\x1b]0;title\x07" + "y" * 10_000


@pytest.fixture
def book(tmp_path: Path) -> ServerBook:
    return ServerBook(tmp_path / "servers.json")


@pytest.fixture
def model(book: ServerBook, qtbot: QtBot, qtmodeltester: Any) -> ServerModel:
    model = ServerModel(book)
    qtmodeltester.check(model)
    return model


def text(model: ServerModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_changes_are_saved_and_shown(model: ServerModel, tmp_path: Path) -> None:
    first, second = Server("one", "127.0.0.1:1"), Server("two", "127.0.0.1:2", "lines")
    assert (model.add(first), model.add(second)) == (0, 1)
    model.replace(Server("uno", "127.0.0.1:3", "netstring", id=first.id))
    assert [text(model, 0, column) for column in Column] == ["uno", "127.0.0.1:3", "netstring", ""]
    model.move([first.id], 2)
    assert [text(model, row, Column.NAME) for row in range(2)] == ["two", "uno"]
    model.remove({second.id})
    assert model.rowCount() == 1
    assert [server.name for server in ServerBook(tmp_path / "servers.json").servers] == ["uno"]


def test_two_servers_may_have_one_name(model: ServerModel) -> None:
    model.add(Server("same", "127.0.0.1:1"))
    model.add(Server("same", "127.0.0.1:1"))
    assert model.rowCount() == 2


def test_what_cannot_be_saved_is_not_shown(model: ServerModel, book: ServerBook, tmp_path: Path) -> None:
    server = Server("kept", "127.0.0.1:1")
    model.add(server)
    (tmp_path / "servers.json").unlink()
    (tmp_path / "servers.json").mkdir()  # nothing can take its place
    with pytest.raises(SaveError):
        model.add(Server("lost", "127.0.0.1:2"))
    with pytest.raises(SaveError):
        model.remove({server.id})
    assert model.servers == book.servers == (server,)


@pytest.mark.parametrize(
    "state, shown",
    [
        (Connecting(), "Connecting …"),
        (Receiving(2500, 3), "Receiving · 2.5 kB"),
        (Ended(Outcome.COMPLETE, "closed", 1, 1), "Complete · 1 byte"),
        (Ended(Outcome.REFUSED, "nobody listens"), "Refused"),
    ],
)
def test_the_last_state_is_shown_with_an_icon(model: ServerModel, state: Any, shown: str, qtbot: QtBot) -> None:
    server = Server("one", "127.0.0.1:1")
    model.add(server)
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    with qtbot.waitSignal(model.dataChanged):
        model.set_state(server.id, state)
    assert text(model, 0, Column.STATE) == shown
    assert not model.index(0, 0).data(Qt.ItemDataRole.DecorationRole).pixmap(16, 16).isNull()


def test_every_outcome_has_a_word(model: ServerModel) -> None:
    server = Server("one", "127.0.0.1:1")
    model.add(server)
    words = set()
    for outcome in Outcome:
        model.set_state(server.id, Ended(outcome, "why"))
        words.add(text(model, 0, Column.STATE))
    assert len(words) == len(Outcome)


def test_hostile_names_are_short_plain_and_visible(model: ServerModel) -> None:
    model.add(Server(HOSTILE, HOSTILE, HOSTILE))
    model.set_state(model.servers[0].id, Ended(Outcome.RESET, HOSTILE))
    for column in (Column.NAME, Column.ADDRESS, Column.PROTOCOL):
        shown = text(model, 0, column)
        assert shown.startswith("<b>x</b><img")
        assert "⟦U+202E⟧" in shown
        assert len(shown) <= 120
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>x</b>" in tip
    assert not Qt.mightBeRichText(tip)  # type: ignore[attr-defined]  # of QtGui, not in the stubs
    assert "\u202e" not in tip
    assert "\x1b" not in tip


def test_neighbours_that_change_together_are_told_of_at_once(model: ServerModel) -> None:
    for number in range(6):
        model.add(Server(f"server {number}", "127.0.0.1:1", "lines", group="group" if number > 3 else ""))
    told: list[tuple[int, int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last, _roles: told.append((first.row(), last.row(), first.column(), last.column()))
    )
    ids = [server.id for server in model.servers]
    with model.tells_together():
        for row in (3, 0, 1, 4):
            model.set_state(ids[row], Receiving(row, 1))
        model.set_state(ids[1], Receiving(7, 1))
        assert not told
    assert told == [(0, 1, 0, Column.STATE), (3, 5, 0, Column.STATE)], "the fourth, the group's own row and its first"
    assert text(model, 1, Column.STATE) == "Receiving · 7 bytes"
    model.set_state(ids[2], Receiving(1, 1))
    assert told[2:] == [(2, 2, 0, Column.STATE)]
