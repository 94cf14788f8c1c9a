"""The same as a table, by keys: chunks, the frames of one, and out to a frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from poetrygui.gui.recording.ruler import Ruler
from poetrygui.gui.recording.ruler_table import RulerTable
from tests.gui.hands import press
from tests.gui.recording.rulers import close, ruler_on

SECOND_CHUNK = 3
"""Its row: the clock, the connection and the first chunk stand before it."""


@pytest.fixture
def ruler(qtbot: QtBot, tmp_path: Path) -> Iterator[Ruler]:
    ruler = ruler_on(qtbot, tmp_path / "poem")
    yield ruler
    close(ruler)


@pytest.fixture
def table(ruler: Ruler) -> RulerTable:
    assert ruler.model is not None
    table = RulerTable(ruler.model, 20, ruler)
    table.show()
    return table


def rows(table: RulerTable) -> list[tuple[str, ...]]:
    model = table.table.model()
    assert model is not None
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_chunks_what_was_sent_and_events_have_rows_in_the_order_of_their_times(table: RulerTable) -> None:
    assert rows(table)[0][0].startswith("the clock showed ")
    assert rows(table)[1:] == [
        ("connected: 127.0.0.1:7", "0", "", "0.000000 s", "+0 µs", "", ""),
        ("chunk 1", "0", "20", "0.001000 s", "+1 ms", "1", "yes"),
        ("chunk 2", "20", "8", "0.002000 s", "+1 ms", "1", ""),
        ("sent", "28", "5", "0.003000 s", "+1 ms", "", ""),
        ("chunk 3", "28", "15", "0.003000 s", "+0 µs", "1", ""),
        ("chunk 4", "43", "17", "0.004000 s", "+1 ms", "1", "yes"),
        ("connection lost: the server closed the connection", "60", "", "0.004000 s", "+0 µs", "", ""),
    ]
    assert table.table.currentIndex().row() == SECOND_CHUNK
    said = table.table.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "What: chunk 2"


@pytest.mark.parametrize(
    "key, said, place",
    [(Qt.Key.Key_Home, "the clock", 0), (Qt.Key.Key_End, "connection lost", 60), (Qt.Key.Key_Down, "sent", 28)],
)
def test_keys_lead_to_an_event_which_is_announced_and_enter_to_its_place(
    table: RulerTable, key: Qt.Key, said: str, place: int
) -> None:
    went: list[object] = []
    table.went.connect(lambda *where: went.append(where))
    control = Qt.KeyboardModifier.ControlModifier
    press(table.table, key, Qt.KeyboardModifier.NoModifier if key is Qt.Key.Key_Down else control)
    current = table.table.currentIndex().siblingAtColumn(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert current.startswith(f"What: {said}")
    press(table.table, Qt.Key.Key_Return)
    assert went == [((place, place), None)]
    assert not table.isVisible()


def test_enter_leads_to_the_frames_and_to_one_of_them(table: RulerTable) -> None:
    went: list[object] = []
    table.went.connect(lambda *where: went.append(where))
    press(table.table, Qt.Key.Key_Return)
    assert rows(table) == [("2", "13", "15", "1 byte ends it", "burning bright")]
    assert table.heading.text().startswith("The frames that chunk 2 completed.")
    press(table.table, Qt.Key.Key_Return)
    assert went == [((13, 28), 1)]
    assert not table.isVisible()


def test_escape_leads_back_and_out(table: RulerTable) -> None:
    press(table.table, Qt.Key.Key_Return)
    press(table, Qt.Key.Key_Escape)
    assert len(rows(table)) == 8
    assert table.table.currentIndex().row() == SECOND_CHUNK
    press(table, Qt.Key.Key_Escape)
    assert not table.isVisible()


def test_a_chunk_without_frames_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    ruler = ruler_on(qtbot, tmp_path / "other", (b"un", b"finished"))
    assert ruler.model is not None
    table = RulerTable(ruler.model, 0, ruler)
    press(table.table, Qt.Key.Key_Return)
    assert table.heading.text() == "Chunk 1 completed no frame."
    close(ruler)
