"""The triggers that are in force are read when they are asked for, and told of when they are others."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QObject

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.triggers import Trigger, read_triggers
from poetrygui.gui.reading.trigger_book import TriggerBook


def test_they_are_kept_told_and_read_again(tmp_path: Path) -> None:
    parent, path = QObject(), tmp_path / "triggers.json"
    book = TriggerBook(path, parent)
    told: list[int] = []
    book.changed.connect(lambda: told.append(len(book.triggers)))
    assert book.triggers == ()
    mine, all_ = Trigger(Condition("a"), server="one"), Trigger(Condition("b"))
    book.keep((mine, all_))
    book.keep((mine, all_))
    assert told == [2]
    assert (book.of("one"), book.of("two")) == ((mine, all_), (all_,))
    assert read_triggers(path) == ((mine, all_), "")
    path.write_bytes(b"damaged")
    again = TriggerBook(path, parent)
    problems: list[str] = []
    again.problem.connect(problems.append)
    assert again.of("one") == ()
    assert "set aside" in problems[0]
