"""The keys of commands: those that they have at first, and what somebody has changed in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from poetrygui.gui.window.command import Command, Reach


class CommandKeys:
    """Knows the keys of each command, and which other one has some; keys are texts as ``QKeySequence`` writes them."""

    def __init__(self, commands: tuple[Command, ...], changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Begin with ``changes``, by the names of ``commands``: what is said of none is left out."""
        self._commands = commands
        self.changes: dict[str, tuple[str, ...]] = {
            each.name: changes[each.name]
            for each in commands
            if changes and changes.get(each.name, _at_first(each)) != _at_first(each) and can_change(each)
        }

    def of(self, command: Command) -> tuple[str, ...]:
        """Return the keys that run a command, any of them; the first is that which menus show."""
        return self.changes.get(command.name, _at_first(command))

    def is_changed(self, command: Command) -> bool:
        """Tell whether it has other keys than at first."""
        return command.name in self.changes

    def others_with(self, keys: str, command: Command) -> list[Command]:
        """Return which commands beside one have those ``keys``, where both could be meant."""
        return [
            each for each in self._commands if each is not command and keys in self.of(each) and _meet(each, command)
        ]

    def changed(self, command: Command, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return all changes with ``keys`` for a command; whatever else had any of them has them no more."""
        changes = self.changes | {command.name: keys}
        for key in keys:
            for other in self.others_with(key, command):
                changes[other.name] = tuple(each for each in changes.get(other.name, self.of(other)) if each != key)
        return changes

    def first_of(self, command: Command) -> tuple[str, ...]:
        """Return the keys that a command has at first."""
        return _at_first(command)

    def told(self, sentence: str) -> str:
        """Return a sentence that names keys as they are at first with those that there are instead."""
        now = {
            _at_first(each)[0]: self.of(each)[0] if self.of(each) else f"“{each.title}” in the menu"
            for each in self._commands
            if self.is_changed(each) and _at_first(each) and _at_first(each)[0] not in self.of(each)
        }
        if not now:
            return sentence
        any_of = "|".join(re.escape(each) for each in sorted(now, key=len, reverse=True))
        return re.sub(rf"(?<![\w+])(?:{any_of})(?![\w+])", lambda found: now[found[0]], sentence)


def can_change(command: Command) -> bool:
    """Tell whether the keys of a command can be others: what a view takes itself cannot."""
    return command.reach is not Reach.VIEW


def _at_first(command: Command) -> tuple[str, ...]:
    return () if command.keys is None else command.keys.all


def _meet(one: Command, other: Command) -> bool:
    """Tell whether there is a place in which the keys of both work."""
    return one.reach is other.reach or Reach.WINDOW in (one.reach, other.reach)
