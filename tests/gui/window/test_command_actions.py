"""Commands at work: each is told once, and menus, toolbar, keys and what can be chosen follow from that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot
from poetrygui.gui.window.command_actions import CommandActions
from poetrygui.gui.window.situation import Situation, TabsShow
from tests.gui.hands import action, press


class Desk:
    """A window whose commands take note of being run, and stand as a test says."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.ran: list[str] = []
        self.situation = Situation()
        self.list = QWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.setCentralWidget(self.list)
        self.actions = CommandActions(
            self.window,
            (
                self.command("actionOne", Keys("Ctrl+1"), Spot(Place.FILE, 1), Spot(Place.TOOLBAR, 1)),
                self.command(
                    "actionTwo", Keys("Del", Reach.LIST), Spot(Place.FILE, 2), Spot(Place.LIST_MENU, 1)
                )._replace(
                    enabled=lambda situation: situation.chosen > 0,
                    words=lambda situation: situation.undo,
                ),
                self.command("actionThree", None, Spot(Place.VIEW, 1))._replace(
                    checked=lambda situation: situation.tabs_show.wraps,
                    short_text="3",
                ),
            ),
            lambda: self.situation,
        )
        self.actions.bind_keys(Reach.LIST, self.list)

    def command(self, name: str, keys: Keys | None, *spots: Spot) -> Command:
        return Command(name, f"&{name[6:]}", lambda: self.ran.append(name), f"Do {name}", keys=keys, spots=spots)


def names(target: QMenu | QToolBar) -> list[str]:
    return ["|" if each.isSeparator() else each.objectName() for each in target.actions()]


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    desk.window.show()
    yield desk
    desk.window.close()
    desk.window.deleteLater()


def test_each_place_is_filled_from_the_commands(desk: Desk) -> None:
    bar = desk.window.menuBar()
    assert bar is not None
    menus = {each.text(): each.menu() for each in bar.actions()}
    assert list(menus) == ["&File", "&Edit", "&Servers", "S&tream", "&View", "&Help"]
    file = menus["&File"]
    assert file is not None
    assert names(file) == ["actionOne", "|", "actionTwo"]
    toolbar = desk.window.findChild(QToolBar, "toolbar")
    assert toolbar is not None
    assert names(toolbar) == ["actionOne"]
    desk.actions.open_menu(Place.LIST_MENU, desk.window.mapToGlobal(QPoint(5, 5)))
    (menu,) = (each for each in desk.window.findChildren(QMenu) if names(each) == ["actionTwo"])
    assert menu.isVisible()
    menu.close()


def test_an_action_says_what_is_told_of_its_command(desk: Desk) -> None:
    one = action(desk.window, "actionOne")
    assert one.text() == "&One"
    assert one.statusTip() == "Do actionOne"
    assert one.toolTip() == f"Do actionOne ({one.shortcut().toString(one.shortcut().SequenceFormat.NativeText)})"
    assert action(desk.window, "actionThree").toolTip() == "Do actionThree"
    assert action(desk.window, "actionThree").iconText() == "3"


def test_what_can_be_chosen_follows_the_situation(desk: Desk) -> None:
    two = action(desk.window, "actionTwo")
    assert not two.isEnabled()
    desk.situation = Situation(chosen=1, undo="removing it")
    desk.actions.update()
    assert two.isEnabled()
    assert two.text() == "&Two removing it"


def test_a_check_mark_shows_what_is_on_and_not_how_often_it_was_clicked(desk: Desk) -> None:
    three = action(desk.window, "actionThree")
    assert three.isCheckable()
    assert three.isChecked()
    three.trigger()
    assert desk.ran == ["actionThree"]
    assert three.isChecked(), "running it has turned nothing off"
    desk.situation = Situation(tabs_show=TabsShow(wraps=False))
    desk.actions.update()
    assert not three.isChecked()


def test_keys_of_the_list_work_there_only(desk: Desk, qtbot: QtBot) -> None:
    desk.situation = Situation(chosen=1)
    desk.actions.update()
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    desk.window.setFocus()
    press(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press(desk.window, Qt.Key.Key_Delete)
    assert desk.ran == ["actionOne"]
    desk.list.setFocus()
    press(desk.list, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    press(desk.list, Qt.Key.Key_Delete)
    assert desk.ran == ["actionOne", "actionOne", "actionTwo"]


def test_every_action_is_one_of_a_command(desk: Desk) -> None:
    assert {each.objectName() for each in desk.window.findChildren(QAction) if each.objectName()} == {
        command.name for command in desk.actions.commands
    }


def test_keys_are_changed_and_told_where_they_are_shown(desk: Desk, qtbot: QtBot) -> None:
    one = next(each for each in desk.actions.commands if each.name == "actionOne")
    changed: list[str] = []
    desk.actions.keys_changed.connect(lambda: changed.append(desk.actions.shown_keys("actionOne")))
    desk.actions.change_keys({"actionOne": ("F6", "F7"), "actionTwo": ()})
    assert changed == ["F6"]
    assert action(desk.window, "actionOne").toolTip() == "Do actionOne (F6)"
    assert action(desk.window, "actionTwo").toolTip() == "Do actionTwo"
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    desk.list.setFocus()
    for key in (Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_Delete):
        press(desk.list, key)
    assert desk.ran == ["actionOne", "actionOne"]
    desk.actions.change_keys({})
    assert action(desk.window, "actionOne").shortcut().toString() == "Ctrl+1"
    desk.actions.run(one)
    assert len(desk.ran) == 3


def test_what_cannot_be_chosen_is_not_run(desk: Desk) -> None:
    two = next(each for each in desk.actions.commands if each.name == "actionTwo")
    desk.actions.run(two)
    assert desk.ran == []
    desk.situation = Situation(chosen=1)
    desk.actions.run(two)
    assert desk.ran == ["actionTwo"], "how the window stands is looked at before"
    assert desk.actions.situation().chosen == 1
