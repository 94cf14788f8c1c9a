"""Steps by keys: each key alone, or of the keypad, and nothing else."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent

from poetrygui.gui.widgets.key_steps import step_of

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
NONE, KEYPAD, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.mark.parametrize(
    "kind, key, modifiers, step",
    [
        (QEvent.Type.KeyPress, Qt.Key.Key_Up, NONE, -1),
        (QEvent.Type.KeyPress, Qt.Key.Key_Down, KEYPAD, 1),
        (QEvent.Type.KeyPress, Qt.Key.Key_Down, SHIFT, None),
        (QEvent.Type.KeyPress, Qt.Key.Key_Down, SHIFT | KEYPAD, None),
        (QEvent.Type.KeyPress, Qt.Key.Key_A, NONE, None),
        (QEvent.Type.KeyRelease, Qt.Key.Key_Down, NONE, None),
    ],
)
def test_a_key_alone_is_a_step(
    kind: QEvent.Type, key: Qt.Key, modifiers: Qt.KeyboardModifier, step: int | None
) -> None:
    assert step_of(QKeyEvent(kind, key, modifiers), STEPS) == step


def test_what_is_no_key_is_none() -> None:
    assert step_of(None, STEPS) is None
    assert step_of(QEvent(QEvent.Type.FocusIn), STEPS) is None
