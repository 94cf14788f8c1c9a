"""The style sheet: Qt takes every rule of it, its icons are there, and its texts can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.dress import LOOKS, palette_of
from poetrygui.gui.widgets.style_sheet import style_sheet
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, contrast
from tests.gui.protocol_files import child


@pytest.mark.parametrize("look", LOOKS)
def test_its_icons_are_there_and_its_texts_can_be_read(look: str, qapp: QApplication) -> None:
    palette = palette_of(LOOKS[look])
    sheet = style_sheet(palette)
    icons = set(re.findall(r'url\("([^"]*)"\)', sheet))
    assert len(icons) > 8
    assert all(Path(icon).is_file() for icon in icons)
    assert "$" not in sheet
    rules = [rule for rule in re.findall(r"\{([^}]*)\}", sheet) if re.search("(^|[ ;])color: #", rule)]
    pairs = [
        (QColor(text.group(1)), QColor(ground.group(1)))
        for rule in rules
        if (text := re.search("(?:^|[ ;])color: (#[0-9a-f]{6})", rule))
        and (ground := re.search("background: (#[0-9a-f]{6})", rule))
        and text.group(1) != style_sheet_colour(sheet, "QPushButton:disabled")
    ]
    assert len(pairs) > 2
    assert all(contrast(text, ground) >= LEAST_CONTRAST for text, ground in pairs)


def style_sheet_colour(sheet: str, selector: str) -> str:
    """Return the colour of the text in the rule of a selector."""
    found = re.search(re.escape(selector) + r" \{[^}]* color: (#[0-9a-f]{6})", sheet)
    assert found is not None
    return found.group(1)


def test_a_button_that_is_the_default_one_is_filled(qapp: QApplication) -> None:
    palette = palette_of(LOOKS["light"])
    button = QPushButton("Save")
    button.setStyleSheet(style_sheet(palette))  # a rule that Qt does not take is a warning, which fails the test
    button.resize(80, 32)
    assert button.grab().toImage().pixelColor(8, 16) != palette.highlight().color()
    button.setDefault(True)
    assert button.grab().toImage().pixelColor(8, 16) == palette.highlight().color()


@pytest.mark.parametrize("look", LOOKS)
def test_no_rule_is_for_widgets_of_some_property(look: str) -> None:
    # Each widget of its class, or of one derived from that, would be asked for the property whenever it is styled.
    assert "[" not in style_sheet(palette_of(LOOKS[look]))


@pytest.mark.parametrize("look", LOOKS)
def test_the_item_of_a_menu_that_is_chosen_is_seen(look: str, qapp: QApplication) -> None:
    palette = palette_of(LOOKS[look])
    menu = QMenu()
    menu.setStyleSheet(style_sheet(palette))
    chosen, other = menu.addAction("Add a server …"), menu.addAction("Edit …")
    assert chosen is not None
    menu.setActiveAction(chosen)
    grounds = [
        menu.grab().toImage().pixelColor(menu.width() - 4, menu.actionGeometry(each).center().y())
        for each in (chosen, other)
    ]
    assert grounds == [palette.highlight().color(), palette.base().color()]


@pytest.mark.parametrize("look", LOOKS)
def test_the_choice_of_a_box_that_is_chosen_is_seen(look: str, qtbot: QtBot) -> None:
    palette = palette_of(LOOKS[look])
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["× 1", "× 2", "× 5"])
    box.setCurrentIndex(1)
    box.setStyleSheet(style_sheet(palette))
    box.show()
    box.showPopup()
    choices, model = box.view(), box.model()
    assert choices is not None
    assert model is not None
    viewport = choices.viewport()
    assert viewport is not None

    def grounds() -> list[QColor]:
        image = viewport.grab().toImage()
        rows = [choices.visualRect(model.index(row, 0)) for row in (0, 1, 2)]
        return [image.pixelColor(row.right() - 2, row.center().y()) for row in rows]

    choices.setCurrentIndex(model.index(1, 0))
    qtbot.waitUntil(lambda: grounds()[1] == palette.highlight().color())
    assert grounds() == [palette.base().color(), palette.highlight().color(), palette.base().color()]
    box.hidePopup()


@pytest.mark.parametrize("look", LOOKS)
def test_all_choices_of_a_box_are_seen_on_the_ground_of_lists(look: str, qtbot: QtBot) -> None:
    palette = palette_of(LOOKS[look])
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["Everything", "What arrives", "Nothing but the text"])
    box.setStyleSheet(style_sheet(palette))
    box.show()
    box.showPopup()
    choices, model = box.view(), box.model()
    assert choices is not None
    assert model is not None
    viewport = choices.viewport()
    assert viewport is not None
    last = choices.visualRect(model.index(2, 0))
    assert last.bottom() < viewport.height()
    assert viewport.grab().toImage().pixelColor(last.right() - 2, last.center().y()) == palette.base().color()
    box.hidePopup()


def most_contrast(image: QImage, ground: QColor) -> float:
    """Return the contrast of what stands out most in a picture."""
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = {image.pixelColor(*place).rgba() for place in places}
    return max((contrast(QColor.fromRgba(each), ground) for each in colours if each >> 24 == 255), default=1.0)


@pytest.mark.parametrize("look", LOOKS)
def test_an_empty_box_of_a_list_is_seen(look: str, qtbot: QtBot) -> None:
    palette = palette_of(LOOKS[look])
    rows = QListWidget()
    qtbot.addWidget(rows)
    rows.setFrameShape(QFrame.Shape.NoFrame)
    rows.setPalette(palette)
    rows.setStyleSheet(style_sheet(palette))
    item = QListWidgetItem("")
    item.setCheckState(Qt.CheckState.Unchecked)
    rows.addItem(item)
    rows.show()
    assert most_contrast(rows.grab(QRect(0, 0, 24, 24)).toImage(), palette.base().color()) > 2


@pytest.mark.parametrize("look", LOOKS)
def test_the_buttons_of_a_dialog_for_files_are_seen(look: str, qtbot: QtBot) -> None:
    palette = palette_of(LOOKS[look])
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.setStyleSheet(style_sheet(palette))
    dialog = QFileDialog(parent)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    kinds = "back", "forward", "toParent", "newFolder", "listMode", "detailMode"
    for name in (f"{kind}Button" for kind in kinds):
        icon = child(dialog, QToolButton, name).icon()
        assert most_contrast(icon.pixmap(32, 32).toImage(), palette.window().color()) > 3, name
