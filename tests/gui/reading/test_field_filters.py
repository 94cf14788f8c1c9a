"""Where nothing tells fields, lines are filtered by their text alone."""

from __future__ import annotations

import pytest

from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.find import FindError
from poetrygui.core.reading.find_text import TextScanner
from poetrygui.gui.reading.field_filters import NO_FIELDS


def test_there_is_text_alone() -> None:
    assert isinstance(NO_FIELDS.scanner_of(Condition("a")), TextScanner)
    assert NO_FIELDS.names() == ()
    with pytest.raises(FindError):
        NO_FIELDS.scanner_of(Condition("a", is_field=True))
