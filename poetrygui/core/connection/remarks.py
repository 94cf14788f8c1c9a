"""The remarks of a protocol, as many as anybody reads."""

from __future__ import annotations

from poetrygui.core.guard.plain_text import plain_text

MOST = 20
_LONGEST = 300  # characters of each


class Remarks:
    """Keeps the first of them, and counts the others: a protocol may make one for each frame."""

    __slots__ = ("_kept", "_others")

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: list[str] = []
        self._others = 0

    def add(self, text: object) -> str | None:
        """Return the remark as it is kept, or None where it is only counted."""
        if len(self._kept) == MOST:
            self._others += 1
            return None
        remark = plain_text(text, _LONGEST)
        self._kept.append(remark)
        return remark

    @property
    def sentences(self) -> tuple[str, ...]:
        """Those that were kept, and how many there are besides."""
        if not self._others:
            return tuple(self._kept)
        others = "1 more remark" if self._others == 1 else f"{self._others:,} more remarks"
        return (*self._kept, f"and {others}")
