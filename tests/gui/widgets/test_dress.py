"""How the application is dressed: in a look of its own where the desktop has none, and never against the desktop."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.widgets.dress import LOOKS, choose_look, dress, look_for, palette_of
from poetrygui.gui.widgets.plain_text import ask
from poetrygui.gui.widgets.theme import LEAST_CONTRAST, LEAST_IN_HIGH, contrast, has_high_contrast
from poetrygui.gui.widgets.tokens import DARK, LIGHT

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup
TEXTS = (
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.WindowText, ROLE.Window),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.PlaceholderText, ROLE.Base),
    (ROLE.PlaceholderText, ROLE.Window),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.Link, ROLE.Base),
)
SEEN = 3.0
"""Of what is no text, as WCAG 2 asks for."""


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    """The application, dressed as before afterwards."""
    palette, sheet = QPalette(qapp.palette()), qapp.styleSheet()
    yield qapp
    qapp.setProperty("poetrygui_look", None)
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


@pytest.mark.parametrize("name", LOOKS)
def test_all_texts_of_a_look_can_be_read(name: str, application: QApplication) -> None:
    choose_look(application, name)
    palette = application.palette()
    for group in (GROUP.Active, GROUP.Inactive):
        for text, ground in TEXTS:
            assert contrast(palette.color(group, text), palette.color(group, ground)) >= LEAST_CONTRAST, (text, ground)
        for ground in (ROLE.Base, ROLE.Window):
            assert contrast(palette.color(group, ROLE.Accent), palette.color(group, ground)) >= SEEN
    assert has_high_contrast(palette) == (name == "contrast")


def test_a_look_that_was_chosen_stays(application: QApplication) -> None:
    choose_look(application, "dark")
    dress(application)
    assert application.palette().color(ROLE.Window).name() == LOOKS["dark"].window
    assert LOOKS["dark"].window in application.styleSheet()
    choose_look(application, "")
    assert application.palette().color(ROLE.Window).name() == LOOKS["light"].window


def test_it_is_dressed_anew_as_the_desktop_changes(application: QApplication) -> None:
    dress(application)
    style, hints = application.style(), application.styleHints()
    assert style is not None
    assert hints is not None
    application.setPalette(style.standardPalette())
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert application.palette().color(ROLE.Window).name() == LOOKS["light"].window


@pytest.mark.parametrize("scheme, window", [(Qt.ColorScheme.Light, "#ffffff"), (Qt.ColorScheme.Dark, "#000000")])
def test_who_wants_high_contrast_has_it_light_or_dark_and_sees_where_the_keyboard_is(
    scheme: Qt.ColorScheme, window: str, application: QApplication
) -> None:
    assert {look_for(scheme, wants_contrast=False).window} < {LIGHT.window, DARK.window}
    palette = palette_of(look_for(scheme, wants_contrast=True))
    palette.setColor(ROLE.Highlight, QColor("#37006e" if window == "#ffffff" else "#00ff00"))  # a desktop's own
    application.setPalette(palette)
    dress(application)
    palette = application.palette()
    assert has_high_contrast(palette)
    assert palette.color(ROLE.Window).name() == window
    for group in (GROUP.Active, GROUP.Inactive):
        for text, ground in TEXTS:
            assert contrast(palette.color(group, text), palette.color(group, ground)) >= LEAST_IN_HIGH, (text, ground)
    chosen, ring = (palette.color(role).name() for role in (ROLE.Highlight, ROLE.Accent))
    assert f"QMenuBar::item:pressed {{ background: {chosen}" in application.styleSheet()
    assert f"QTabBar::tab:selected:focus {{ border: 2px solid {ring}" in application.styleSheet()


def test_what_a_desktop_has_stays(application: QApplication) -> None:
    palette = QPalette(QColor("#fdf6e3"), QColor("#eee8d5"))
    application.setPalette(palette)
    dress(application)
    for role in (ROLE.Window, ROLE.Base, ROLE.Button):
        assert application.palette().color(role) == palette.color(role)
    assert palette.color(ROLE.Window).name() in application.styleSheet()


def test_a_sheet_has_no_other_colours_than_a_palette_of_high_contrast(application: QApplication) -> None:
    palette = palette_of(LOOKS["contrast"])
    for role, name in ((ROLE.Highlight, "#00ff00"), (ROLE.Accent, "#00ffff"), (ROLE.HighlightedText, "#000000")):
        palette.setColor(role, QColor(name))
    application.setPalette(palette)
    dress(application)
    palette = application.palette()
    own = {
        palette.color(group, role).name()
        for group in (GROUP.Active, GROUP.Disabled)
        for role in (ROLE.Window, ROLE.Base, ROLE.WindowText, ROLE.Highlight, ROLE.HighlightedText, ROLE.Accent)
    }
    assert set(re.findall("#[0-9a-f]{6}", application.styleSheet())) <= own
    assert own >= {"#00ff00", "#00ffff"}


def test_another_look_leaves_the_keyboard_at_a_question_on_what_can_be_undone(
    application: QApplication, qtbot: QtBot
) -> None:
    choose_look(application, "light")
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    box = ask(parent, "Forget it?", "Forget", lambda: None)
    QApplication.processEvents()
    choose_look(application, "dark")
    assert [button.text() for button in box.buttons() if isinstance(button, QPushButton) and button.isDefault()] == [
        "Cancel"
    ]
    held = box.focusWidget()
    assert isinstance(held, QPushButton)
    assert held.text() == "Cancel"
    box.close()


def test_the_cross_in_a_line_is_drawn_for_its_new_ground(application: QApplication, qtbot: QtBot) -> None:
    choose_look(application, "light")
    lines = [QLineEdit("before"), QLineEdit("after")]
    crosses = []
    for line, look in zip(lines, ("dark", "dark"), strict=True):
        qtbot.addWidget(line)
        line.setClearButtonEnabled(True)
        choose_look(application, look)
    for line in lines:
        cross = line.findChild(QToolButton)
        assert cross is not None
        crosses.append(cross.icon().pixmap(16).toImage())
    assert [line.text() for line in lines] == ["before", "after"]
    assert crosses[0] == crosses[1]
