"""Which keys may run a command."""

from __future__ import annotations

import pytest

from poetrygui.gui.window.guide.key_rules import why_no_shortcut

MENUS = "FESPVH"


@pytest.mark.parametrize("keys", ["Ctrl+J", "F6", "Shift+F6", "Alt+J", "Ctrl+Tab", "Meta+X", "Ctrl+Return", "Alt+Up"])
def test_keys_that_nothing_else_is_done_by_are_free(keys: str) -> None:
    assert why_no_shortcut(keys, MENUS, is_in_list=False) == ""


@pytest.mark.parametrize(
    "keys, said",
    [
        ("", "Press a key"),
        ("Ctrl+K, Ctrl+S", "Press a key"),
        ("A", "needed to write"),
        ("Shift+A", "needed to write"),
        ("Del", "needed to write"),
        ("Tab", "move about"),
        ("Shift+Down", "move about"),
        ("Space", "move about"),
        ("Alt+F", "opens a menu"),
    ],
)
def test_others_are_refused_in_a_sentence(keys: str, said: str) -> None:
    assert said in why_no_shortcut(keys, MENUS, is_in_list=False)


def test_in_a_list_keys_that_write_nothing_are_free() -> None:
    assert why_no_shortcut("Del", MENUS, is_in_list=True) == ""
    assert why_no_shortcut("Down", MENUS, is_in_list=True) != ""
    assert why_no_shortcut("Alt+F", "", is_in_list=False) == ""
