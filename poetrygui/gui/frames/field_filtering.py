"""Filtering the lines of a poem by the fields of its frames, as the table knows them."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui import recordings
from poetrygui.core import poems, reading
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.poems.chosen_lines import in_whole
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import Scanner
from poetrygui.gui.frames.table_fields import TableFields
from poetrygui.gui.reading.field_filters import NO_FIELDS, FieldFilters
from poetrygui.gui.rows.poem_view import PoemView


def fields_to_filter(poem: KeptPoem, fields: TableFields | None) -> FieldFilters:
    """Return what filters ``poem``, also by what ``fields`` tells of its frames, if that is there."""
    if fields is None:
        return NO_FIELDS

    def scanner_of(condition: Condition) -> Scanner:
        if condition.is_field:
            return recordings.FieldScanner(condition, poem.at, fields.of, fields.see, has_all=True)
        return reading.scanner_of(condition)

    return FieldFilters(scanner_of, lambda: fields.seen(poem.info.protocol))


def fields_to_colour(poem: KeptPoem, view: PoemView, fields: TableFields) -> Callable[[Condition], Scanner]:
    """Return what makes scanners for lines of ``view``, which shows ``poem`` or some of it, by ``fields`` of frames."""

    def at(offset: int) -> tuple[poems.StoredPoem | None, int]:
        return poem.at(in_whole(view.reader, offset))

    return lambda condition: recordings.FieldScanner(condition, at, fields.of, fields.see)
