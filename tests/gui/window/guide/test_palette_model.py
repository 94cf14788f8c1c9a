"""What the palette lists, and in which order."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import Qt

from poetrygui.gui.window.guide.palette_model import PaletteModel
from poetrygui.gui.window.situation import Situation
from tests.gui.window.guide.rows import rows

ONE_TAB = Situation(tabs=1)


def names(model: PaletteModel) -> list[str]:
    return [row.command.name for row in model.rows]


def test_it_is_a_model(qtmodeltester: Any) -> None:
    model = PaletteModel(rows())
    qtmodeltester.check(model)
    model.search("fetch")
    qtmodeltester.check(model)
    assert model.index(0, 0).data() == "Fetch"
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == model.rows[0].spoken


def test_nothing_typed_lists_everything_and_what_was_run_lately_first() -> None:
    assert names(PaletteModel(rows(ONE_TAB))) == ["save", "open", "fetch", "all"]
    assert names(PaletteModel(rows(ONE_TAB), ("all", "gone", "fetch"))) == ["all", "fetch", "save", "open"]
    assert names(PaletteModel(rows(), ("save",))) == ["open", "fetch", "all", "save"], "what cannot be run comes last"


def test_what_is_meant_comes_first_and_among_equals_what_was_run_lately() -> None:
    model = PaletteModel(rows(ONE_TAB), ("all",))
    model.search("fetch")
    assert names(model) == ["fetch", "all"]
    model.search("f")
    assert names(model)[:2] == ["all", "fetch"]
    model.search("nothing like it")
    assert names(model) == []


def test_what_cannot_be_run_is_found_all_the_same() -> None:
    model = PaletteModel(rows())
    model.search("save")
    assert names(model) == ["save"]
