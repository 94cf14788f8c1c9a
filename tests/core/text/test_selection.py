"""A stretch from an anchor to a caret, whichever comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poetrygui.core.text.selection import Selection

offsets = st.integers(0, 20)


def selected(anchor: int, caret: int) -> Selection:
    selection = Selection()
    selection.set(anchor, caret)
    return selection


def test_nothing_is_selected_at_first() -> None:
    assert Selection().is_empty
    assert Selection().span == (0, 0)


@pytest.mark.parametrize("anchor, caret", [(3, 7), (7, 3)])
def test_the_span_begins_with_the_one_that_comes_first(anchor: int, caret: int) -> None:
    selection = selected(anchor, caret)
    assert (selection.anchor, selection.caret, selection.span) == (anchor, caret, (3, 7))
    assert not selection.is_empty
    assert selected(anchor, anchor).is_empty


@given(offsets, offsets, offsets, offsets)
def test_what_lies_within_is_what_both_have(anchor: int, caret: int, start: int, stop: int) -> None:
    both = sorted({*range(min(anchor, caret), max(anchor, caret))} & {*range(start, stop)})
    assert selected(anchor, caret).within(start, stop) == ((both[0], both[-1] + 1) if both else None)
