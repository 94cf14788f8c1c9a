"""What stands in the cells, for eyes and for screen readers; Qt's own checks of a model."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtTest import QAbstractItemModelTester

from tests.gui.frames.tables import TextAndTable

TEXT, SPOKEN = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole


def test_it_is_a_model_as_qt_wants_it(shown: TextAndTable) -> None:
    tester = QAbstractItemModelTester(shown.table.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.switch(table=True)
    shown.table.place.scroll_to(3)
    shown.table.show_fields(("id",))
    tester.deleteLater()


def test_cells_are_spoken_with_their_headings(shown: TextAndTable) -> None:
    shown.switch(table=True)
    shown.table.place.scroll_to(50)
    model = shown.table.model
    sent = next(number for number, row in enumerate(model.rows) if row.preview == "PING␍␊")
    assert [model.index(sent, column).data(SPOKEN) for column in (0, 3, 4, 5)] == [
        "Number: nothing",
        "Size: 6",
        "Way: out",
        "Preview: PING␍␊",
    ]
    assert model.index(sent + 1, 6).data(SPOKEN) == "id: 50"
    assert model.index(sent, 7).data(TEXT) == "PING␍␊"
    assert model.index(sent, 7).data(Qt.ItemDataRole.ForegroundRole) is not None
    assert model.index(sent + 1, 7).data(Qt.ItemDataRole.ForegroundRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Number"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
