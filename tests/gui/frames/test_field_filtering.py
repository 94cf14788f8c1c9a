"""What looks for a condition is of its kind; without a table there are no fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from twisted.internet.task import Clock

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.chosen_lines import ChosenLines
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.poems.stored_poem import StoredPoem
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError, Kind, Question
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.gui.frames.field_filtering import fields_to_colour, fields_to_filter
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.rows.poem_view import PoemView
from poetrygui.recordings.field_scanner import FieldScanner
from poetrygui.recordings.field_source import OwnFields
from tests.protocols.framing import load
from tests.recordings.framed_folder import record_lines

FIELD, TEXT = Condition("level = ERROR", is_field=True), Condition("ERROR")


def test_each_condition_has_what_looks_for_it() -> None:
    poem, fields = KeptPoem(PoemInfo("", "", "jsonl", ""), Path()), TableFields()
    filters = fields_to_filter(poem, fields)
    assert isinstance(filters.scanner_of(FIELD), FieldScanner)
    assert isinstance(filters.scanner_of(TEXT), TextScanner)
    assert filters.names() == ()
    fields.see("jsonl", ["level"])
    assert filters.names() == ("level",)


def test_rules_look_at_the_lines_that_a_view_shows(qtbot: QtBot, tmp_path: Path) -> None:
    store = StoredPoem.existing(record_lines(tmp_path / "poem", [b'{"level": "INFO"}\n', b'{"level": "ERROR"}\n']))
    poem = KeptPoem(PoemInfo("", "", "jsonl", ""), tmp_path)
    poem.store = store
    fields = TableFields(lambda _: OwnFields(load("jsonl"), Clock(), at_once=10.0))
    view = PoemView()
    qtbot.addWidget(view)
    chosen = ChosenLines(store)
    chosen.add(18, [0, 19], 1, store.size)
    view.set_reader(chosen)
    scanner = fields_to_colour(poem, view, fields)(FIELD)
    scanner.ask(Question(Kind.LINES, chosen.read(0, 19), 0, 19, 0))
    while (answer := scanner.answer()) is None:
        pass
    assert answer == (0, 19)
    scanner.close()
    view.set_reader(None)
    store.close()


def test_without_a_table_there_is_text_alone() -> None:
    filters = fields_to_filter(KeptPoem(PoemInfo("", "", "jsonl", ""), Path()), None)
    assert isinstance(filters.scanner_of(TEXT), TextScanner)
    assert filters.names() == ()
    with pytest.raises(FindError, match="No fields of frames are known here"):
        filters.scanner_of(FIELD)
