"""What is told of a command, and how places are filled from that."""

from __future__ import annotations

from poetrygui.gui.window.command import Command, Keys, Place, Reach, Spot, groups_in
from poetrygui.gui.window.situation import Situation


def command(name: str, *spots: Spot) -> Command:
    return Command(name, name, lambda: None, "What it is for", spots=spots)


def test_a_place_is_filled_by_groups_in_the_order_of_telling() -> None:
    late = command("late", Spot(Place.FILE, 2), Spot(Place.TOOLBAR, 1))
    first = command("first", Spot(Place.FILE, 1))
    second = command("second", Spot(Place.FILE, 1))
    elsewhere = command("elsewhere", Spot(Place.EDIT, 1))
    told = (late, first, elsewhere, second)
    assert groups_in(Place.FILE, told) == [[first, second], [late]]
    assert groups_in(Place.TOOLBAR, told) == [[late]]
    assert groups_in(Place.HELP, told) == []


def test_a_command_of_which_nothing_else_is_told_can_always_be_done_and_turns_nothing_on() -> None:
    plain = command("plain")
    assert plain.enabled(Situation())
    assert plain.words(Situation()) == ""
    assert plain.checked is None


def test_a_command_has_a_title_and_a_menu_and_keys_that_work_somewhere() -> None:
    plain = command("&Save &as …", Spot(Place.TOOLBAR, 1), Spot(Place.VIEW, 1), Spot(Place.FILE, 1))
    assert plain.title == "Save as …"
    assert plain.menu is Place.FILE, "the first one from the left"
    assert plain.reach is Reach.WINDOW
    assert command("plain", Spot(Place.TAB_MENU, 1)).menu is None
    assert Keys("F1", Reach.LIST, ("F2", "F3")).all == ("F1", "F2", "F3")
