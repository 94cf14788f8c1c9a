"""The icons of actions: drawn at the size that is asked for, in the palette's colours."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QColor, QIcon, QPalette
from PyQt6.QtWidgets import QApplication

from poetrygui.gui.widgets.icons import action_icon

ENABLED, DISABLED = QColor("#00ff00"), QColor("#ff00ff")


@pytest.fixture
def icon(qapp: QApplication) -> QIcon:
    palette = QPalette()
    palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText, ENABLED)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, DISABLED)
    return action_icon("fetch", palette)


def colours(icon: QIcon, mode: QIcon.Mode, size: QSize, ratio: float = 1.0) -> set[str]:
    """Return the opaque colours of what is drawn; all of them lie within the size."""
    image = icon.pixmap(size, ratio, mode).toImage()
    assert image.size() == size * ratio
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(x, y).name() for x, y in places if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("size", [QSize(16, 16), QSize(23, 23), QSize(40, 24)])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_it_has_the_palettes_colours_at_any_size(icon: QIcon, size: QSize, ratio: float) -> None:
    assert ENABLED.name() in colours(icon, QIcon.Mode.Normal, size, ratio)
    assert DISABLED.name() in colours(icon, QIcon.Mode.Disabled, size, ratio)
    assert DISABLED.name() not in colours(icon, QIcon.Mode.Normal, size, ratio)


def test_a_copy_that_is_changed_draws_the_same(icon: QIcon) -> None:
    copy = QIcon(icon)
    copy.setIsMask(True)  # has the copy take an engine of its own
    size = QSize(16, 16)
    assert colours(copy, QIcon.Mode.Normal, size) == colours(icon, QIcon.Mode.Normal, size)


def test_without_a_drawing_there_is_none(qapp: QApplication) -> None:
    assert action_icon("no such action", QPalette()).isNull()


def test_where_there_is_no_room_nothing_is_drawn(icon: QIcon) -> None:
    assert icon.pixmap(QSize(0, 14)).isNull(), "nor complained of"
