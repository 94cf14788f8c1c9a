"""The keys of commands: changed, taken from one another, given back, and named in sentences as they are."""

from __future__ import annotations

import pytest

from poetrygui.gui.window.command import Command, Keys, Reach
from poetrygui.gui.window.command_keys import CommandKeys, can_change


def command(name: str, keys: Keys | None) -> Command:
    return Command(name, f"&{name.title()} …", lambda: None, "What it is for", keys=keys)


OPEN = command("open", Keys("Ctrl+O"))
SHIFTED = command("shifted", Keys("Ctrl+Shift+O", others=("F9",)))
DELETE = command("delete", Keys("Del", Reach.LIST))
SELECT = command("select", Keys("Ctrl+A", Reach.VIEW))
NONE = command("none", None)
ALL = (OPEN, SHIFTED, DELETE, SELECT, NONE)


def test_keys_are_those_at_first_where_nobody_has_changed_them() -> None:
    keys = CommandKeys(ALL)
    assert [keys.of(each) for each in ALL] == [("Ctrl+O",), ("Ctrl+Shift+O", "F9"), ("Del",), ("Ctrl+A",), ()]
    assert keys.changes == {}


def test_what_is_changed_is_told_and_taken_from_whatever_has_it() -> None:
    keys = CommandKeys(ALL)
    assert keys.others_with("F9", OPEN) == [SHIFTED]
    keys = CommandKeys(ALL, keys.changed(OPEN, ("F9",)))
    assert keys.changes == {"open": ("F9",), "shifted": ("Ctrl+Shift+O",)}
    assert keys.is_changed(OPEN)
    assert keys.others_with("Ctrl+O", NONE) == []
    keys = CommandKeys(ALL, keys.changed(OPEN, keys.first_of(OPEN)))
    assert keys.changes == {"shifted": ("Ctrl+Shift+O",)}
    assert CommandKeys(ALL, {}).changes == {}


def test_the_same_keys_in_places_apart_are_no_conflict() -> None:
    keys = CommandKeys((*ALL, again := command("again", Keys("Ctrl+A", Reach.LIST))))
    assert keys.others_with("Ctrl+A", again) == []
    assert keys.others_with("Ctrl+A", OPEN) == [SELECT, again], "where keys work everywhere, they meet both"
    assert keys.others_with("Del", again) == [DELETE]


@pytest.mark.parametrize("changes", [{"gone": ("F5",)}, {"select": ("F5",)}, {"open": ("Ctrl+O",)}])
def test_what_no_command_can_have_is_left_out(changes: dict[str, tuple[str, ...]]) -> None:
    assert CommandKeys(ALL, changes).changes == {}
    assert not can_change(SELECT)
    assert can_change(NONE)


def test_sentences_name_the_keys_of_now() -> None:
    sentence = "Ctrl+Shift+O shows it, and Ctrl+O lists all."
    assert CommandKeys(ALL).told(sentence) == sentence
    assert CommandKeys(ALL, {"open": ("F6", "F7")}).told(sentence) == "Ctrl+Shift+O shows it, and F6 lists all."
    assert CommandKeys(ALL, {"open": ()}).told(sentence) == "Ctrl+Shift+O shows it, and “Open …” in the menu lists all."
    swapped = CommandKeys(ALL, {"open": ("Ctrl+Shift+O",), "shifted": ("Ctrl+O",)})
    assert swapped.told(sentence) == "Ctrl+O shows it, and Ctrl+Shift+O lists all."
    assert CommandKeys(ALL, {"shifted": ("F9", "Ctrl+Shift+O")}).told(sentence) == sentence, "those still work"
