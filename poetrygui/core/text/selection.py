"""What is selected of a poem: a stretch of its bytes, whatever happens to be shown of it."""

from __future__ import annotations


class Selection:
    """A stretch from an anchor, where it was begun, to a caret, where it ends now, and which may come before it.

    Both are offsets in bytes, from 0. The view draws it, the hex view will, too, and neither owns it.
    """

    def __init__(self) -> None:
        """Select nothing, at the poem's beginning."""
        self.anchor = 0
        self.caret = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.anchor == self.caret

    @property
    def span(self) -> tuple[int, int]:
        """The first byte and the one after the last, the same where nothing is selected."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def set(self, anchor: int, caret: int) -> None:
        """Select the bytes between two offsets; nothing where they are the same."""
        self.anchor, self.caret = anchor, caret

    def within(self, start: int, stop: int) -> tuple[int, int] | None:
        """Return the part that lies between two offsets, or None where none of it does."""
        first, last = max(self.span[0], start), min(self.span[1], stop)
        return (first, last) if first < last else None
