"""What was sent while lines of several poems are merged: each message with its place among these."""

from __future__ import annotations

from typing import NamedTuple

from poetrygui.core.poems.sent_search import MOST_SENT, SentMessage, forgotten


class SentThere(NamedTuple):
    """A ``message`` that was sent to the poem of number ``source`` when so many bytes of all were merged: ``at``."""

    at: int
    source: int
    message: SentMessage


class MergedSent:
    """Takes messages in the order in which they were sent."""

    def __init__(self) -> None:
        """Begin with none."""
        self.there: list[SentThere] = []
        """The first :data:`MOST_SENT`."""
        self.times_forgotten = 0
        """How often some of that was forgotten."""

    def add(self, at: int, source: int, message: SentMessage) -> None:
        """Take a ``message`` that was sent to the poem of number ``source`` when ``at`` bytes of all were merged."""
        if len(self.there) < MOST_SENT:
            self.there.append(SentThere(at, source, message))

    def forget(self, source: int) -> None:
        """Know no more than when and how much was sent to the poem of that number."""
        self.there = [
            each._replace(message=forgotten(each.message)) if each.source == source else each for each in self.there
        ]
        self.times_forgotten += 1
