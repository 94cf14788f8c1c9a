"""What happened as a table: caught up with, bounded, searched."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt6.QtCore import Qt

from poetrygui.gui.window.news.happening import Happening
from poetrygui.gui.window.news.happening_log import HappeningLog
from poetrygui.gui.window.news.happenings_model import Column, HappeningsModel


def log_of(*sentences: str) -> HappeningLog:
    log = HappeningLog()
    for number, sentence in enumerate(sentences):
        log.add(Happening(float(number), f"server {number}", sentence))
    return log


def sentences(model: HappeningsModel) -> list[str]:
    return [model.index(row, Column.SENTENCE).data() for row in range(model.rowCount())]


def test_it_is_a_model_that_catches_up(qtmodeltester: Any) -> None:
    log = log_of("one", "two")
    model = HappeningsModel(log)
    assert sentences(model) == []
    model.catch_up()
    qtmodeltester.check(model)
    assert sentences(model) == ["one", "two"]
    log.add(Happening(9.0, "server", "three"))
    model.catch_up()
    model.catch_up()
    assert sentences(model) == ["one", "two", "three"]
    assert model.headerData(Column.SERVER, Qt.Orientation.Horizontal) == "Server"
    assert model.index(0, Column.SERVER).data() == "server 0"


def test_what_there_is_no_room_for_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poetrygui.gui.window.news.happenings_model.MOST", 2)
    log = log_of("one", "two")
    model = HappeningsModel(log)
    model.catch_up()
    log.add(Happening(9.0, "server", "three"))
    model.catch_up()
    assert sentences(model) == ["two", "three"]


def test_what_has_all_words_is_found_and_what_comes_then_too() -> None:
    log = log_of("Cut off: closed.", "Complete: closed.", "Reset.")
    model = HappeningsModel(log)
    model.search("CLOSED cut")
    assert sentences(model) == ["Cut off: closed."]
    log.add(Happening(9.0, "another", "Cut off: closed again."))
    log.add(Happening(9.0, "another", "Reset."))
    model.catch_up()
    assert sentences(model) == ["Cut off: closed.", "Cut off: closed again."]
    model.search("")
    assert model.rowCount() == 5
