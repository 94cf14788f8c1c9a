"""How much of a text there is room for, found once: a hundred rows are drawn anew each second, most of them alike."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetrics

from poetrygui.gui.widgets.plain_text import sized
from poetrygui.gui.widgets.tokens import BODY_TYPE

MOST = 4096
"""Texts that are remembered."""


class FittedTexts:
    """Measures texts, and cuts out their middles, in a font and in a bold one of its kind."""

    def __init__(self) -> None:
        """Know of no text yet."""
        self._font = QFont()
        self.bold = QFont()
        """The bold one."""
        self._metrics: tuple[QFontMetrics, QFontMetrics] | None = None
        self._widths: dict[str, int] = {}
        self._shown: dict[tuple[str, int, bool], str] = {}

    def use(self, font: QFont) -> None:
        """Measure in this one from now on."""
        if self._metrics is None or font != self._font:
            self._font, self.bold = QFont(font), sized(font, BODY_TYPE, bold=True)
            self._metrics = QFontMetrics(self._font), QFontMetrics(self.bold)
            self._widths.clear()
            self._shown.clear()

    def width(self, text: str) -> int:
        """Return how wide a text is."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) >= MOST:
                self._widths.clear()
            found = self._widths[text] = self._measures(bold=False).horizontalAdvance(text)
        return found

    def shown(self, text: str, room: int, *, bold: bool = False) -> str:
        """Return a ``text`` as it fits into ``room``, in a ``bold`` font or not."""
        key = text, room, bold
        found = self._shown.get(key)
        if found is None:
            if len(self._shown) >= MOST:
                self._shown.clear()
            measures = self._measures(bold=bold)
            found = self._shown[key] = measures.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        return found

    def _measures(self, *, bold: bool) -> QFontMetrics:
        assert self._metrics is not None, "a font is used"
        return self._metrics[bold]
