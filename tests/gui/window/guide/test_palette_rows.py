"""How rows of the palette are drawn: within their widths, in colours that can be read."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QListView, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.guide.palette_model import PaletteModel
from poetrygui.gui.window.guide.palette_rows import PaletteRows
from tests.gui.window.guide.rows import rows


def drawn(place: int, width: int, *, selected: bool = False) -> QImage:
    """Return the picture of a row."""
    view, model, delegate = QListView(), PaletteModel(rows()), PaletteRows()
    view.setModel(model)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    if selected:
        option.state |= QStyle.StateFlag.State_Selected
    index = model.index(place, 0)
    height = delegate.sizeHint(option, index).height()
    option.rect = QRect(0, 0, width, height)
    image = QImage(QSize(width, height), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    view.deleteLater()
    return image


def inked(image: QImage, left: int, right: int) -> bool:
    """Tell whether anything but the ground is drawn between two columns."""
    ground = image.pixel(0, 0)
    return any(image.pixel(x, y) != ground for x in range(left, right) for y in range(image.height()))


def test_title_and_keys_stand_at_the_sides(qtbot: QtBot) -> None:
    image = drawn(0, 500)
    assert inked(image, 8, 100)
    assert inked(image, 400, 492)
    assert not inked(image, 494, 500)


@pytest.mark.parametrize("width", [30, 120, 200])
def test_a_row_that_has_too_little_room_keeps_within_it(qtbot: QtBot, width: int) -> None:
    image = drawn(3, width)
    assert not inked(image, width - 6, width)


def test_a_selected_row_is_drawn_otherwise(qtbot: QtBot) -> None:
    assert drawn(0, 300) != drawn(0, 300, selected=True)
