"""What a record of a tape says."""

from __future__ import annotations

import pytest

from poetrygui.core.poems.event_kind import EventKind
from poetrygui.core.poems.wire_records import Event, Received
from poetrygui.recordings.tape import is_half_close


@pytest.mark.parametrize("kind", EventKind)
def test_a_half_close_is_told_from_all_else(kind: EventKind) -> None:
    assert is_half_close(Event(5, kind, "half-closed")) == (kind is EventKind.HALF_CLOSED)
    assert not is_half_close(Received(5, 1))
