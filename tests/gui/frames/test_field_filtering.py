"""What looks for a condition is of its kind; without a table there are no fields."""

from __future__ import annotations

from pathlib import Path

import pytest

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.poem_info import PoemInfo
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.gui.frames.field_filtering import fields_to_filter
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.recordings.field_scanner import FieldScanner

FIELD, TEXT = Condition("level = ERROR", is_field=True), Condition("ERROR")


def test_each_condition_has_what_looks_for_it() -> None:
    poem, fields = KeptPoem(PoemInfo("", "", "jsonl", ""), Path()), TableFields()
    filters = fields_to_filter(poem, fields)
    assert isinstance(filters.scanner_of(FIELD), FieldScanner)
    assert isinstance(filters.scanner_of(TEXT), TextScanner)
    assert filters.names() == ()
    fields.see("jsonl", ["level"])
    assert filters.names() == ("level",)


def test_without_a_table_there_is_text_alone() -> None:
    filters = fields_to_filter(KeptPoem(PoemInfo("", "", "jsonl", ""), Path()), None)
    assert isinstance(filters.scanner_of(TEXT), TextScanner)
    assert filters.names() == ()
    with pytest.raises(FindError, match="No fields of frames are known here"):
        filters.scanner_of(FIELD)
