"""The lines that are saved: those of what there was when it was asked for, found piece by piece."""

from __future__ import annotations

import pytest

from poetrygui.core.reading import line_filter
from poetrygui.core.reading.conditions import Condition
from poetrygui.core.reading.filtered_pieces import filtered_bytes
from tests.gui.memory_poem import MemoryPoem


def test_it_is_what_there_was_then_the_open_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_filter, "BLOCK", 64)
    data = b"".join(b"line %d\n" % number for number in range(300)) + b"line 7 is op"
    poem = MemoryPoem(data)
    pieces = filtered_bytes(poem, (Condition("7"),))
    first = next(pieces)
    poem.append(b"en\nline 7777\n")
    found = first + b"".join(pieces)
    assert found.splitlines() == [line for line in data.splitlines() if b"7" in line]
    assert b"".join(filtered_bytes(poem, (Condition("none"),))) == b""
