"""The font of texts whose letters stand below each other: the system's, or one that somebody has chosen."""

from __future__ import annotations

from PyQt6.QtGui import QFont, QFontDatabase
from PyQt6.QtWidgets import QApplication, QWidget

_CHOSEN, _WORN = "poetrygui_text_font", "poetrygui_wears_text_font"
_SMALLEST = 1.0  # points


def text_font() -> QFont:
    """Return the font that such texts have now."""
    application = QApplication.instance()
    chosen = None if application is None else application.property(_CHOSEN)
    return QFont(chosen) if isinstance(chosen, QFont) else _of_the_system()


def wear_text_font(widget: QWidget) -> None:
    """Give a widget that font, and each one that is chosen later."""
    widget.setProperty(_WORN, True)
    widget.setFont(text_font())


def choose_text_font(application: QApplication, family: str = "", size: int = 0) -> None:
    """Have texts of an ``application`` in a font of a ``family``, and of a ``size`` in points, from now on.

    It is as the system has it where nothing is said. What was enlarged or made smaller stays so by as much.
    """
    before, font = text_font(), _of_the_system()
    if family:
        font.setFamilies([family, *font.families()])  # what it has no letters for, the other one has
    if size:
        font.setPointSize(size)
    if font == before:
        return
    application.setProperty(_CHOSEN, font)
    for widget in application.allWidgets():
        if widget.property(_WORN):
            larger = widget.font().pointSizeF() - before.pointSizeF()
            worn = QFont(font)
            worn.setPointSizeF(max(font.pointSizeF() + larger, _SMALLEST))
            widget.setFont(worn)


def _of_the_system() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
