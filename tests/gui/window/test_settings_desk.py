"""What is chosen is there at once, and in the next window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QApplication, QDoubleSpinBox, QMessageBox

from poetrygui.core.guard.hang_guard import GUARD
from poetrygui.core.library.budget import GIBIBYTE
from poetrygui.gui.widgets.dress import choose_look
from poetrygui.gui.widgets.text_font import choose_text_font, text_font
from poetrygui.gui.widgets.theme import is_dark
from poetrygui.gui.window.choices.preferences import Preferences, read_preferences, write_preferences
from poetrygui.gui.window.choices.settings_dialog import SettingsDialog
from poetrygui.gui.window.library_desk import LibraryDesk
from poetrygui.gui.window.main_window import MainWindow
from tests.gui.hands import action
from tests.gui.protocol_files import child
from tests.gui.scripted import LoopbackServers, all_ended, holds, open_window, sends, tabs_of
from tests.recordings.recorded_folder import record

Until = Callable[[Callable[[], bool]], None]
CHOSEN = Preferences(look="dark", letters=19, callback_limit=7)


@pytest.fixture(autouse=True)
def as_it_was(qapp: QApplication) -> Iterator[None]:
    limit, palette = GUARD.limit, QPalette(qapp.palette())
    yield
    GUARD.limit = limit
    choose_text_font(qapp)
    choose_look(qapp, "")
    qapp.setPalette(palette)


def settings(window: MainWindow) -> SettingsDialog:
    action(window, "actionSettings").trigger()
    (dialog,) = (each for each in window.findChildren(SettingsDialog) if each.isVisible())
    return dialog


def test_what_is_chosen_is_there_at_once_and_kept(
    window: MainWindow, servers: LoopbackServers, wait_until: Until, profile: Path, qapp: QApplication
) -> None:
    window.workspace.fetch([servers.listen(sends(b"verse"))])
    wait_until(all_ended(window, 1))
    dialog = settings(window)
    assert settings(window) is dialog
    dialog.changed.emit(CHOSEN)
    assert is_dark(qapp.palette())
    assert tabs_of(window)[0].view.font().pointSize() == 19
    assert GUARD.limit == 7
    assert read_preferences(profile / "preferences.json")[0] == CHOSEN
    dialog.changed.emit(evolve(CHOSEN, look="light"))
    assert not is_dark(qapp.palette())


def test_the_next_window_is_as_it_was_chosen(profile: Path, wait_for: Any, qapp: QApplication) -> None:
    profile.mkdir(mode=0o700)
    write_preferences(profile / "preferences.json", evolve(CHOSEN, callback_limit=0.001))
    with open_window(profile, wait_for):
        assert is_dark(qapp.palette())
        assert text_font().pointSize() == 19
        assert GUARD.limit == 0.1, "no protocol could do anything in less"


def test_damage_is_said_and_what_cannot_be_kept_too(profile: Path, wait_for: Any) -> None:
    profile.mkdir(mode=0o700)
    (profile / "preferences.json").write_text("{")
    with open_window(profile, wait_for) as window:
        assert any("The choices were damaged" in each.sentence for each in window.report.problems)
        (profile / "preferences.json").mkdir()
        settings(window).changed.emit(Preferences(letters=7))
        assert any("could not be written" in each.sentence for each in window.report.problems)


def test_quitting_is_asked_about_where_that_is_wanted(
    window: MainWindow, servers: LoopbackServers, wait_until: Until
) -> None:
    settings(window).changed.emit(Preferences(asks_to_quit=True))
    window.workspace.fetch([servers.listen(holds(b"verse"))])
    wait_until(lambda: len(servers.connections) == 1)
    action(window, "actionQuit").trigger()
    assert window.isVisible()
    box = window.findChild(QMessageBox)
    assert box is not None
    assert "1 connection is open" in box.text()
    box.reject()


def test_limits_are_set_and_what_has_to_go_for_one_is_asked_first(
    window: MainWindow, wait_until: Until, profile: Path, tmp_path: Path
) -> None:
    (desk,) = window.findChildren(LibraryDesk)
    dialog = settings(window)
    budget, one = (child(dialog, QDoubleSpinBox, name) for name in ("budgetSetting", "recordingLimitSetting"))
    budget.setValue(3)
    one.setValue(2)
    wait_until(lambda: desk.limits == (3 * GIBIBYTE, 2 * GIBIBYTE))
    # Put there whole: what is in the profile is being measured meanwhile, and each folder once.
    name = "20260201-000000-000000_20260101-000000-000000-aaaaaaa1"
    record(tmp_path / name, [b"x" * 5000])
    (profile / "closed").mkdir(exist_ok=True)
    (tmp_path / name).rename(profile / "closed" / name)
    dialog.budget_wanted.emit(1000)
    wait_until(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "what is too much is removed now: 1 recording" in box.text()
    budget.setValue(1)
    box.reject()
    assert budget.value() == 3, "it stays as it was"
