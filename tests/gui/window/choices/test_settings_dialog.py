"""The dialog of settings: each change is told at once, whole, and it fits a small screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFontComboBox, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.gui.widgets.fitting import SMALLEST_SCREEN
from poetrygui.gui.window.choices.preferences import Preferences
from poetrygui.gui.window.choices.settings_dialog import SettingsDialog
from tests.gui.protocol_files import child


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    parent = QWidget()
    yield parent
    parent.deleteLater()


def opened(parent: QWidget, preferences: Preferences) -> tuple[SettingsDialog, list[Preferences]]:
    """Return a dialog, and what is told by it."""
    dialog = SettingsDialog(parent, preferences, 2 * GIBIBYTE, GIBIBYTE)
    told: list[Preferences] = []
    dialog.changed.connect(told.append)
    dialog.show()
    return dialog, told


def test_each_change_is_told_with_all_that_was_chosen_before(parent: QWidget) -> None:
    dialog, told = opened(parent, Preferences())
    look = child(dialog, QComboBox, "look")
    look.setCurrentIndex(look.findData("dark"))
    child(dialog, QSpinBox, "letters").setValue(14)
    child(dialog, QCheckBox, "asksToQuit").click()
    child(dialog, QDoubleSpinBox, "callbackLimit").setValue(2)
    assert told[-1] == Preferences(look="dark", letters=14, asks_to_quit=True, callback_limit=2)
    assert len(told) == 4
    notices = child(dialog, QComboBox, "notices")
    notices.setCurrentIndex(notices.findData("never"))
    assert told[-1].notices == "never"
    child(dialog, QSpinBox, "letters").setValue(5)
    assert told[-1].letters == 0, "below the smallest stands the system's size"


def test_what_is_chosen_is_shown(parent: QWidget) -> None:
    chosen = Preferences(look="light", letters=9, asks_to_quit=True, callback_limit=1.5)
    dialog, told = opened(parent, chosen)
    assert child(dialog, QComboBox, "look").currentText() == "Light"
    assert child(dialog, QSpinBox, "letters").value() == 9
    assert child(dialog, QCheckBox, "asksToQuit").isChecked()
    assert child(dialog, QDoubleSpinBox, "callbackLimit").value() == 1.5
    assert child(dialog, QDoubleSpinBox, "budgetSetting").value() == 2
    assert child(dialog, QDoubleSpinBox, "recordingLimitSetting").value() == 1
    assert told == []


def test_a_family_is_chosen_and_given_back(parent: QWidget) -> None:
    dialog, told = opened(parent, Preferences())
    family = child(dialog, QFontComboBox, "textFont")
    assert family.currentIndex() == 0
    if family.count() > 1:  # not on a machine without any such font
        family.setCurrentIndex(1)
        assert told[-1].font == family.itemText(1)
        family.setCurrentIndex(0)
        assert told[-1].font == ""


def test_limits_are_told_in_bytes(parent: QWidget) -> None:
    dialog, told = opened(parent, Preferences())
    limits: list[tuple[str, int]] = []
    dialog.budget_wanted.connect(lambda limit: limits.append(("all", limit)))
    dialog.recording_limit_wanted.connect(lambda limit: limits.append(("one", limit)))
    child(dialog, QDoubleSpinBox, "budgetSetting").setValue(3)
    child(dialog, QDoubleSpinBox, "recordingLimitSetting").setValue(0.5)
    dialog.show_budget(4 * GIBIBYTE)
    assert limits == [("all", 3 * GIBIBYTE), ("one", GIBIBYTE // 2)]
    assert child(dialog, QDoubleSpinBox, "budgetSetting").value() == 4
    assert told == []


def test_every_field_is_explained_and_all_of_it_fits_a_small_screen(parent: QWidget) -> None:
    dialog, _ = opened(parent, Preferences())
    names = (
        "look",
        "textFont",
        "letters",
        "notices",
        "asksToQuit",
        "callbackLimit",
        "budgetSetting",
        "recordingLimitSetting",
    )
    assert all(child(dialog, QWidget, name).accessibleDescription().endswith(".") for name in names)
    assert dialog.width() <= SMALLEST_SCREEN.width()
    assert dialog.height() <= SMALLEST_SCREEN.height()
