"""Which keys can run a command: those that nothing else in a window is done by."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeySequence

_MODIFIERS = Qt.KeyboardModifier
_STRONG = _MODIFIERS.ControlModifier | _MODIFIERS.AltModifier | _MODIFIERS.MetaModifier
# By these one moves about and answers, with Shift too.
_TAKEN = {
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Backspace, Qt.Key.Key_Menu),
}
_PLAIN = {Qt.Key.Key_Delete, Qt.Key.Key_Insert}
"""Keys that write nothing and go nowhere, and need no other key with them in a list."""


def why_no_shortcut(keys: str, menus: str, *, is_in_list: bool) -> str:
    """Return in a sentence why ``keys``, as ``QKeySequence`` writes them, can run no command; nothing where they can.

    ``menus`` are the letters that open a menu with Alt. ``is_in_list`` is whether they are to work in a list only.
    """
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return "Press a key, with Ctrl, Alt or Shift as you like."
    combination = sequence[0]
    key, modifiers = combination.key(), combination.keyboardModifiers()
    if modifiers == _MODIFIERS.AltModifier and keys.rpartition("+")[2].casefold() in menus.casefold():
        return f"{keys} opens a menu: choose other keys."
    if modifiers & _STRONG or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35 or (is_in_list and key in _PLAIN):
        return ""
    if key in _TAKEN:
        return f"{keys} is needed to move about: choose it with Ctrl or Alt, or other keys."
    return f"{keys} is needed to write: choose it with Ctrl or Alt, or a key such as F6."
