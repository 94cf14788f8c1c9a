"""What is told of a command, and how places are filled from that."""

from __future__ import annotations

from poetrygui.gui.window.command import Command, Place, Spot, groups_in
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
