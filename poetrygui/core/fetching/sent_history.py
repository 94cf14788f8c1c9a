"""What was sent lately, to be gone through by keys and sent again."""

from __future__ import annotations

MOST = 200


class SentHistory:
    """Remembers the last :data:`MOST` texts, and where one is among them."""

    def __init__(self) -> None:
        """Begin empty."""
        self._texts: list[str] = []
        self._place = 0
        self._begun = ""

    @property
    def last(self) -> str:
        """What was sent last; nothing where nothing was."""
        return self._texts[-1] if self._texts else ""

    def add(self, text: str) -> None:
        """Remember a text as the last; one that is there already moves to the end."""
        if text in self._texts:
            self._texts.remove(text)
        self._texts.append(text)
        del self._texts[:-MOST]
        self._place = len(self._texts)

    def go(self, step: int, typed: str) -> str:
        """Return the text ``step`` places later, or before where that is negative; ``typed`` is what there is now.

        Behind the last one comes what was typed before somebody went back.
        """
        if self._place >= len(self._texts):
            self._begun = typed
        self._place = min(max(self._place + step, 0), len(self._texts))
        return self._texts[self._place] if self._place < len(self._texts) else self._begun
