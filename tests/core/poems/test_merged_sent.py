"""What was sent is there with its place, until no more than its size may be known."""

from __future__ import annotations

import pytest

from poetrygui.core.poems import merged_sent
from poetrygui.core.poems.merged_sent import MergedSent
from poetrygui.core.poems.sent_search import SentMessage

SECRET = SentMessage(2, 1000, 6, b"secret", 3)


def test_a_view_shows_the_first_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merged_sent, "MOST_SENT", 2)
    sent = MergedSent()
    for at in range(3):
        sent.add(at, at, SECRET)
    assert [each.at for each in sent.there] == [0, 1]


def test_what_is_forgotten_keeps_its_place_and_size() -> None:
    sent = MergedSent()
    for source in (0, 1):
        sent.add(5, source, SECRET)
    sent.forget(1)
    sent.forget(1)
    first, second = sent.there
    assert (first.message, sent.times_forgotten) == (SECRET, 2)
    assert (second.at, second.message.head, second.message.not_kept) == (5, b"", "6 bytes, forgotten later")
