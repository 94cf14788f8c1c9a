"""What is listed is found by any of its words, sorted by what it stands for, and told to a screen reader by column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.outcomes import Connecting, Ended, Outcome, Receiving
from poetrygui.gui.library.recording_model import Column, RecordingModel, new_row
from poetrygui.recordings.listed_recordings import ListedRecording
from tests.gui.library.listed import INFO, listed

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def model_of(*given: ListedRecording) -> RecordingModel:
    model = RecordingModel()
    model.take([new_row(each, None, is_alone=True) for each in given], ())
    return model


def names(model: RecordingModel) -> list[str]:
    return [row.listed.name for row in model.rows]


@pytest.fixture
def model(qtbot: QtBot) -> RecordingModel:
    return model_of(
        listed("01", server="device", seconds=90, size=2_000, outcome=Outcome.CUT, is_marked=True),
        listed("02", server="Instrument", seconds=9, size=10_000),
        listed("03", server="feed", seconds=400, size=999, outcome=None),
    )


def test_the_newest_stands_first(model: RecordingModel) -> None:
    assert names(model) == ["03", "02", "01"]
    assert model.rows[2].texts[2:] == ("1 min 30 s", "2.0 kB", "Cut off", "raw", "kept")


@pytest.mark.parametrize(
    "column, expected",
    [
        (Column.NAME, ["01", "03", "02"]),
        (Column.STARTED, ["01", "02", "03"]),
        (Column.TOOK, ["03", "02", "01"]),
        (Column.SIZE, ["03", "01", "02"]),
        (Column.OUTCOME, ["02", "01", "03"]),
        (Column.PROTOCOL, ["01", "02", "03"]),
        (Column.KEPT, ["02", "03", "01"]),
    ],
)
def test_each_column_sorts_by_what_it_stands_for(model: RecordingModel, column: Column, expected: list[str]) -> None:
    model.sort(column, UP)
    assert names(model) == expected
    model.sort(column, DOWN)
    assert names(model) == expected[::-1]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", ["03", "02", "01"]),
        ("INSTRU", ["02"]),
        ("cut dev", ["01"]),
        ("device complete", []),
        ("127.0.0.1:7 2026-01-0", ["03", "02", "01"]),
        ("kept", ["01"]),
        ("  interrupted ", ["03"]),
    ],
)
def test_what_has_all_of_the_words_is_found(model: RecordingModel, text: str, expected: list[str]) -> None:
    model.search(text)
    assert names(model) == expected


def test_what_changes_is_shown_in_its_row_and_what_is_gone_is_not(model: RecordingModel, qtbot: QtBot) -> None:
    larger = new_row(listed("02", server="Instrument", size=20_000), None, is_alone=True)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.take([larger], ())
    assert model.index(1, Column.SIZE).data() == "20.0 kB"
    with qtbot.waitSignal(model.modelReset):
        model.take([], {"02", "not there"})
    assert names(model) == ["03", "01"]


def test_a_screen_reader_hears_the_column_and_an_outcome_has_an_icon(model: RecordingModel) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(2, Column.OUTCOME).data(role) == "Outcome: Cut off"
    assert model.index(0, Column.KEPT).data(role) == "Kept: none"
    assert not model.index(0, Column.NAME).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0, Column.SIZE).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(Column.TOOK, Qt.Orientation.Horizontal) == "Took"
    role = Qt.ItemDataRole.TextAlignmentRole
    heading = model.headerData(Column.SIZE, Qt.Orientation.Horizontal, role)
    assert heading == model.index(0, Column.SIZE).data(role), "a number's heading stands above it"
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 3


def test_the_tip_tells_the_rest_and_is_no_markup(qtbot: QtBot) -> None:
    model = model_of(evolve(listed("01", server="<b>x</b>"), size=70, has_recording=False, problem="it was damaged"))
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[0] == "Recording"
    for part in ("<b>x</b>", "127.0.0.1:7", "as it was", "only the frames were kept", "it was damaged"):
        assert part in tip
    other = model_of(listed("01", size=70))
    assert "70 bytes came on the wire" in other.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("state, word", [(Receiving(), "Receiving"), (Connecting(), "Connecting")])
def test_one_that_runs_here_stands_as_it_does(state: Any, word: str) -> None:
    row = new_row(listed("01", outcome=None), KeptPoem(INFO, Path("01"), state), is_alone=False)
    assert (row.texts[Column.OUTCOME], row.runs) == (word, True)


def test_one_that_has_just_ended_here_needs_no_look_at_its_note() -> None:
    ended = Ended(Outcome.CUT, "cut", seconds=3)
    row = new_row(listed("01", outcome=None), KeptPoem(evolve(INFO, ended=ended), Path("01"), ended), is_alone=True)
    assert (row.texts[Column.OUTCOME], row.texts[Column.TOOK], row.runs) == ("Cut off", "3.0 s", False)


@pytest.mark.parametrize("is_alone, word, runs", [(True, "Interrupted", False), (False, "Runs elsewhere", True)])
def test_one_without_an_end_that_is_not_ours_may_run_elsewhere(is_alone: bool, word: str, runs: bool) -> None:
    row = new_row(listed("01", outcome=None), None, is_alone=is_alone)
    assert (row.texts[Column.OUTCOME], row.runs) == (word, runs)


def test_what_a_relay_records_runs_elsewhere() -> None:
    row = new_row(evolve(listed("01", outcome=None), is_running=True), None, is_alone=True)
    assert (row.texts[Column.OUTCOME], row.runs) == ("Runs elsewhere", True)


def test_what_has_no_name_or_time_is_listed_all_the_same() -> None:
    bare = evolve(listed("20260101-aaaa"), info=evolve(INFO, name="", address="", started="never"), problem="damaged")
    row = new_row(bare, None, is_alone=False)
    assert row.texts[:3] == ("20260101-aaaa", "", "")
    assert row.texts[Column.OUTCOME] == "Interrupted"
