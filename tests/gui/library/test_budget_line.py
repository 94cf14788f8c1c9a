"""How much there is, and how much there may be: a budget that is typed is told once, and not while it is typed."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDoubleSpinBox, QLabel
from pytestqt.qtbot import QtBot

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.gui.library.budget_line import BudgetLine
from tests.gui.hands import press, write
from tests.gui.protocol_files import child, text


def line_of(qtbot: QtBot, limit: int = 8 * GIBIBYTE) -> tuple[BudgetLine, QDoubleSpinBox, list[int]]:
    line = BudgetLine(limit, GIBIBYTE)
    qtbot.addWidget(line)
    line.resize(600, line.sizeHint().height())
    line.show()
    told: list[int] = []
    line.wanted.connect(told.append)
    return line, child(line, QDoubleSpinBox, "budget"), told


def test_the_total_is_told_and_what_is_still_to_be_read(qtbot: QtBot) -> None:
    line, *_ = line_of(qtbot)
    line.show_total(1234, 5_300_000_000)
    line.show_left(70)
    assert text(line, "recordingsTotal") == "1,234 recordings, 5.3 GB · reading 70 more …"
    line.show_left(0)
    assert text(line, "recordingsTotal") == "1,234 recordings, 5.3 GB"


def test_a_budget_that_is_typed_is_told_once_it_is_whole(qtbot: QtBot) -> None:
    _line, field, told = line_of(qtbot)
    field.setFocus()
    field.selectAll()
    write(field, "12")
    assert told == []
    press(field, Qt.Key.Key_Return)
    assert told == [12 * GIBIBYTE]
    press(field, Qt.Key.Key_Return)
    assert told == [12 * GIBIBYTE], "what is the same is not told again"


def test_what_is_shown_is_not_told(qtbot: QtBot) -> None:
    line, field, told = line_of(qtbot, GIBIBYTE // 2)
    assert field.cleanText().replace(",", ".") == "0.5"
    line.show_limit(3 * GIBIBYTE)
    field.setFocus()
    press(field, Qt.Key.Key_Return)
    assert field.value() == 3
    assert told == []
    assert field.accessibleName() == "Budget of the profile in GiB"
    assert any(label.buddy() is field for label in line.findChildren(QLabel))


def test_the_most_of_one_recording_is_told_once_it_is_whole(qtbot: QtBot) -> None:
    line, _, told = line_of(qtbot)
    field = child(line, QDoubleSpinBox, "recordingLimit")
    limits: list[int] = []
    line.limit_wanted.connect(limits.append)
    assert field.value() == 1
    field.setFocus()
    field.selectAll()
    write(field, "2")
    assert limits == []
    press(field, Qt.Key.Key_Return)
    assert (limits, told) == ([2 * GIBIBYTE], [])
    assert any(label.buddy() is field for label in line.findChildren(QLabel))
