"""A command: one thing that can be done in the window, told once for every menu, bar, key and list of commands."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from PyQt6.QtGui import QAction

from poetrygui.gui.window.situation import Situation


class Place(Enum):
    """A menu or bar in which commands stand; the first six are the menu bar's, from left to right, by their titles."""

    FILE = "&File"
    EDIT = "&Edit"
    SERVERS = "&Servers"
    POEM = "S&tream"
    VIEW = "&View"
    HELP = "&Help"
    TOOLBAR = "Toolbar"
    LIST_MENU = "Menu of the list of servers"
    VIEW_MENU = "Menu of a stream's view"
    TAB_MENU = "Menu of a tab"


MENU_BAR = (Place.FILE, Place.EDIT, Place.SERVERS, Place.POEM, Place.VIEW, Place.HELP)


class Reach(Enum):
    """Where keys work. A key that is also used in texts must not work everywhere."""

    WINDOW = "window"
    LIST = "list"
    """In the list of servers."""
    VIEW = "view"
    """In a poem's view, which takes the keys itself."""


class Keys(NamedTuple):
    """The ``combination`` that runs a command, as ``QKeySequence`` reads it, where it does, and ``others`` that do."""

    combination: str
    reach: Reach = Reach.WINDOW
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every combination."""
        return (self.combination, *self.others)


class Spot(NamedTuple):
    """Where a command stands in a place: in which group, counted from 1. Lines part the groups.

    Within a group commands stand in the order in which they are told.
    """

    place: Place
    group: int


def always(_situation: Situation) -> bool:
    """Tell that something can be done in any situation."""
    return True


def nothing(_situation: Situation) -> str:
    """Return no words."""
    return ""


class Command(NamedTuple):
    """One thing that can be done in the window.

    ``name`` is its action's object name, and ``text`` what menus call it, with ``&`` before the letter that chooses it
    there. ``run`` does it. ``tip`` says in a sentence what it is for.
    """

    name: str
    text: str
    run: Callable[[], object]
    tip: str
    keys: Keys | None = None
    icon: str = ""
    """The file's stem among the icons of actions."""
    spots: tuple[Spot, ...] = ()
    short_text: str = ""
    """What the toolbar calls it, where that is not ``text``."""
    enabled: Callable[[Situation], bool] = always
    checked: Callable[[Situation], bool] | None = None
    """Whether what it turns on and off is on; None where it turns nothing on."""
    words: Callable[[Situation], str] = nothing
    """What it would do now, said behind ``text``."""
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole
    """Where a platform with one menu bar for all programs puts it."""

    @property
    def title(self) -> str:
        """What menus call it, as it is read there."""
        return self.text.replace("&", "")

    @property
    def reach(self) -> Reach:
        """Where its keys work, or would."""
        return Reach.WINDOW if self.keys is None else self.keys.reach

    @property
    def menu(self) -> Place | None:
        """The menu of the menu bar in which it stands, the first one from the left; None where it stands in none."""
        return next((place for place in MENU_BAR if self.group_in(place) is not None), None)

    def group_in(self, place: Place) -> int | None:
        """Return in which group of ``place`` it stands, or None where it does not stand there."""
        return next((spot.group for spot in self.spots if spot.place is place), None)


def groups_in(place: Place, commands: tuple[Command, ...]) -> list[list[Command]]:
    """Return the commands that stand in ``place``, group by group."""
    groups: dict[int, list[Command]] = {}
    for command in commands:
        group = command.group_in(place)
        if group is not None:
            groups.setdefault(group, []).append(command)
    return [groups[number] for number in sorted(groups)]
