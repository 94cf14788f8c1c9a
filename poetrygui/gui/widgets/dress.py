"""Dressing the application: a palette where the desktop has none, and a style sheet where its style is Qt's own."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QLineEdit

from poetrygui.gui.widgets.style_sheet import style_sheet
from poetrygui.gui.widgets.theme import blend, keep_readable, readable
from poetrygui.gui.widgets.tokens import (
    CONTRAST,
    CONTRAST_ON_WHITE,
    DARK,
    DIVIDED,
    LIGHT,
    OUTLINED,
    PRESSED,
    UNAVAILABLE,
    Look,
)

_ROLE, _GROUP = QPalette.ColorRole, QPalette.ColorGroup
_TOLD = (_ROLE.Window, _ROLE.Base, _ROLE.Text, _ROLE.Highlight)  # what tells a palette from another one
_PLAIN_STYLE = "fusion"
_CHOSEN, _FOLLOWS = "poetrygui_look", "poetrygui_follows"
LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
"""What can be chosen, whatever the desktop has."""


def choose_look(application: QApplication, name: str) -> None:
    """Have one of the LOOKS from now on, or as the desktop is where that is none of their names."""
    application.setProperty(_CHOSEN, name)
    if name not in LOOKS and _is_own(application.palette()):
        application.setPalette(QPalette())  # what the desktop has
    dress(application)


def dress(application: QApplication) -> None:
    """Dress the application in the look that was chosen, or as the desktop is, or as it should be where that has none.

    A style of the desktop's own gets no style sheet. On a palette of high contrast the sheet has its colours alone.
    """
    _follow(application)
    look = LOOKS.get(str(application.property(_CHOSEN) or ""))
    if look is None and _is_nobodys(application):
        look = _wanted_look(application)
    if look is not None:
        _set_palette(application, palette_of(look))
    keep_readable(application)
    sheet = style_sheet(application.palette()) if _is_plain(application) else ""
    if sheet != application.styleSheet():
        _wear(application, sheet)


def _wear(application: QApplication, sheet: str) -> None:
    """Have another style sheet, and the keyboard where it was in every window.

    Qt hides the buttons of a dialog while it lays them out in another style. The next one would take the keyboard, and
    Enter would press that: where a question is open, the one that cannot be undone.
    """
    held = [(window, window.focusWidget()) for window in application.topLevelWidgets()]
    application.setStyleSheet(sheet)
    for window, widget in held:
        if widget is not None and window.focusWidget() is not widget:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
    for line in application.allWidgets():
        if isinstance(line, QLineEdit) and line.isClearButtonEnabled():
            line.setClearButtonEnabled(False)  # its button takes its icon from the style when it is made
            line.setClearButtonEnabled(True)


def _follow(application: QApplication) -> None:
    """Dress it anew whenever the desktop turns light or dark: a palette of ours hides that from Qt."""
    hints = application.styleHints()
    if application.property(_FOLLOWS) or hints is None:
        return
    application.setProperty(_FOLLOWS, True)
    hints.colorSchemeChanged.connect(lambda _: dress(application))


def palette_of(look: Look) -> QPalette:
    """Return the palette of a look."""
    window, base, button, text = (QColor(name) for name in (look.window, look.base, look.button, look.text))
    palette = QPalette(button, window)
    for roles, colour in (
        ((_ROLE.Base, _ROLE.ToolTipBase), base),
        ((_ROLE.Text, _ROLE.WindowText, _ROLE.ButtonText, _ROLE.ToolTipText), text),
        ((_ROLE.PlaceholderText,), QColor(look.quiet)),
        ((_ROLE.AlternateBase,), blend(base, window, 0.5)),
        ((_ROLE.Light, _ROLE.Midlight), blend(button, QColor("white"), DIVIDED)),
        ((_ROLE.Mid,), blend(window, text, DIVIDED)),
        ((_ROLE.Dark,), blend(window, text, OUTLINED)),
        ((_ROLE.Highlight,), QColor(look.highlight)),
        ((_ROLE.HighlightedText,), QColor(look.highlighted)),
        ((_ROLE.Accent,), QColor(look.accent)),
        ((_ROLE.Link, _ROLE.LinkVisited), readable(QColor(look.accent), base)),
        ((_ROLE.BrightText,), QColor("white")),
    ):
        for role in roles:
            palette.setColor(role, colour)
    for role, ground in ((_ROLE.Text, base), (_ROLE.WindowText, window), (_ROLE.ButtonText, button)):
        palette.setColor(_GROUP.Disabled, role, blend(text, ground, UNAVAILABLE))
    palette.setColor(_GROUP.Disabled, _ROLE.Highlight, blend(window, text, PRESSED))
    palette.setColor(_GROUP.Disabled, _ROLE.HighlightedText, blend(text, window, UNAVAILABLE))
    return palette


def _set_palette(application: QApplication, palette: QPalette) -> None:
    # That tells every widget, whether it is another one or not.
    if not _are_alike(application.palette(), palette):
        application.setPalette(palette)


def _wanted_look(application: QApplication) -> Look:
    hints = application.styleHints()
    scheme = Qt.ColorScheme.Unknown if hints is None else hints.colorScheme()
    return look_for(scheme, wants_contrast=_wants_contrast(application))


def look_for(scheme: Qt.ColorScheme, *, wants_contrast: bool) -> Look:
    """Return the look for who has a ``scheme`` on the desktop, and ``wants_contrast`` there or does not."""
    if wants_contrast:
        return CONTRAST_ON_WHITE if scheme == Qt.ColorScheme.Light else CONTRAST
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def _wants_contrast(application: QApplication) -> bool:
    hints = application.styleHints()
    accessibility = None if hints is None else hints.accessibility()
    return accessibility is not None and accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast


def _is_nobodys(application: QApplication) -> bool:
    """Tell whether a palette is what Qt's own style has where no desktop has another, or one that was set here."""
    palette, style = application.palette(), application.style()
    if _is_own(palette):
        return True
    return style is not None and _is_plain(application) and _are_alike(palette, style.standardPalette())


def _is_own(palette: QPalette) -> bool:
    told = [palette.color(role).rgb() for role in _TOLD]
    looks = ((look.window, look.base, look.text, look.highlight) for look in (*LOOKS.values(), CONTRAST_ON_WHITE))
    return any(told == [QColor(name).rgb() for name in names] for names in looks)


def _is_plain(application: QApplication) -> bool:
    """Tell whether the style is Qt's own, or what a sheet makes of that."""
    style = application.style()
    return bool(application.styleSheet()) or (style is not None and style.name() == _PLAIN_STYLE)


def _are_alike(first: QPalette, second: QPalette) -> bool:
    return all(first.color(role).rgba() == second.color(role).rgba() for role in _TOLD)
