"""What a user has chosen for all of the program, as the profile keeps it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.core.guard.hang_guard import LIMIT
from poetrygui.gui.window.choices.notices import FAILURES

_VERSION = 1
_LARGEST_FILE = 16 * 1024
SHORTEST_LIMIT, LONGEST_LIMIT = 0.1, 60.0
"""Seconds between which a callback's limit is chosen."""
SMALLEST_LETTERS, LARGEST_LETTERS = 6, 72
"""Points between which a size of letters is chosen."""


@frozen
class Preferences:
    """What is chosen, or how it is at first."""

    version: int = _VERSION
    look: str = ""
    """Light, dark or of high contrast, by its name in ``gui.widgets.dress``; nothing for that of the desktop."""
    font: str = ""
    """The family of letters in texts; nothing for the system's."""
    letters: int = 0
    """How large they are, in points; 0 for the system's size."""
    asks_to_quit: bool = False
    """Whether there is a question before quitting while something runs."""
    notices: str = FAILURES
    """Of which ends the desktop is told while somebody works elsewhere."""
    callback_limit: float = LIMIT
    """Seconds that a protocol's callback may take."""


_kept = KeptJson(Preferences, _VERSION, plain_converter, _LARGEST_FILE)


def read_preferences(path: Path) -> tuple[Preferences, str]:
    """Return what is kept at ``path``, and a sentence where that was damaged, or no file at all, and set aside."""
    return read_kept(path, _kept, _LARGEST_FILE, Preferences(), "The choices")


def limit_of(preferences: Preferences) -> float:
    """Return how many seconds a callback may take, where whatever is kept lets a protocol do something at all."""
    return min(max(preferences.callback_limit, SHORTEST_LIMIT), LONGEST_LIMIT)


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep them at ``path``. Raises SaveError."""
    write_atomically(path, _kept.dump(preferences))
