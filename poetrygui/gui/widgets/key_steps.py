"""Keys that lead on through something while the keyboard stays where it is."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent


def step_of(event: QEvent | None, steps: Mapping[Qt.Key, int]) -> int | None:
    """Return which of the ``steps`` an event asks for: that of the key that is pressed, and no other with it."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return None
    is_alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return steps.get(Qt.Key(event.key())) if is_alone else None
