"""Whether there are fonts for a text: what none of them has is drawn as boxes."""

from __future__ import annotations

from PyQt6.QtGui import QFontDatabase, QTextLayout


def can_draw(text: str) -> bool:
    """Tell whether the font that poems are shown in, or those that stand in for it, have every character of a line."""
    layout = QTextLayout(text, QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    # Metrics tell of one font alone. A run of glyphs is of the font that is drawn with, and its glyph 0 is the box.
    runs = layout.glyphRuns()
    return bool(runs) and all(0 not in run.glyphIndexes() for run in runs)
