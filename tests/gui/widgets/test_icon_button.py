"""A button with an icon says what it does, and has the window's colours."""

from __future__ import annotations

from PyQt6.QtGui import QColor, QImage, QPalette
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.icon_button import IconButton


def drawn(button: IconButton) -> QImage:
    return button.icon().pixmap(24, 24).toImage()


def test_it_has_a_name_and_another_palettes_colours(qtbot: QtBot) -> None:
    button = IconButton("close", "Close (Esc)", name="closeIt")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip(), button.objectName()) == ("Close (Esc)", "Close (Esc)", "closeIt")
    before = drawn(button)
    palette = QPalette(button.palette())
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#ff0000"))
    button.setPalette(palette)
    assert drawn(button) != before
    assert drawn(button).pixelColor(12, 12).name() == "#ff0000"
