"""The budget of a profile: how much all that is kept may take, and what has to go for that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any, NamedTuple

from twisted.python.failure import Failure

from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.kept_poems import KeptPoems
from poetrygui.core.library.listeners import Listeners
from poetrygui.core.library.poem_folders import KnownFolders, PoemFolder, is_marked
from poetrygui.core.library.recorders import is_being_recorded
from poetrygui.core.library.removal import Removed, remove_leftovers, remove_unmarked

GIBIBYTE = 1024**3
FIRST_BUDGET = 8 * GIBIBYTE
"""Bytes that a profile may take until its user says otherwise."""

FIRST_LIMIT = FIRST_BUDGET
"""Bytes that one recording may take until its user says otherwise: while it runs, nothing of it goes for the budget."""


class Excess(NamedTuple):
    """What takes more than the budget: ``total`` bytes are there, and ``folders``, the oldest first, have to go."""

    total: int = 0
    folders: tuple[PoemFolder, ...] = ()

    @property
    def size(self) -> int:
        """How many bytes would go."""
        return sum(folder.size for folder in self.folders)


def excess(folders: Iterable[PoemFolder], limit: int, spared: Collection[str]) -> Excess:
    """Return what has to go for all ``folders``, the oldest first, to take ``limit`` bytes.

    That is never one of those whose names are ``spared``, nor what is marked as kept or just being recorded: it may not
    be enough.
    """
    folders = list(folders)
    total = rest = sum(folder.size for folder in folders)
    going = []
    for folder in folders:
        if rest <= limit:
            break
        if folder.name not in spared and not (is_marked(folder.path) or is_being_recorded(folder.path)):
            going.append(folder)
            rest -= folder.size
    return Excess(total, tuple(going))


class ProfileBudget:
    """Keeps what ``kept`` has within ``limit`` bytes: the oldest goes, whole.

    Never what runs, what somebody has open, or what is marked as kept; and nothing at all unless ``may_remove`` says
    that nobody else is at work in the profile.
    """

    def __init__(self, reactor: Any, kept: KeptPoems, limit: int, may_remove: Callable[[], bool]) -> None:
        """Do nothing yet: :meth:`keep_within` looks."""
        self.removed: Listeners[Removed] = Listeners()
        """Told what has gone, and why something could not be removed."""
        self.limit = limit
        self._reactor = reactor
        self._kept = kept
        self._may_remove = may_remove
        self._known = KnownFolders()
        self._lock = threading.Lock()  # one looks at a time
        self._grown: set[str] = set()
        self._is_looking = self._is_wanted = False

    def begin(self) -> None:
        """Remove what a program that died was removing; then keep within the limit."""
        if self._may_remove():
            self._kept.run(partial(remove_leftovers, self._kept.folder.parent), lambda _: None)
        self.keep_within()

    def take_end(self, poem: KeptPoem) -> None:
        """Take notice that a fetch has ended, and keep within the limit."""
        self._grown.add(poem.directory.name)
        self.keep_within()

    def keep_within(self) -> None:
        """Look how much there is, in a thread, and have what is too much removed."""
        # However many fetches end meanwhile, one look more is enough for all of them.
        self._is_wanted = self._is_looking
        if not self._is_looking:
            self._is_looking = True
            self.find_excess(self.limit, self._found)
            self._grown.clear()

    def find_excess(self, limit: int, told: Callable[[Excess], object]) -> None:
        """Find in a thread what has to go for ``limit`` bytes; ``told`` gets it here, later."""
        growing = self._kept.in_use.growing | self._grown
        spared = self._kept.in_use.names

        def look() -> None:
            with self._lock:
                there = self._known.look(self._kept.places, growing)
            self._reactor.callFromThread(told, excess(there, limit, spared))

        # Not one of the reactor's threads: quitting waits for those, and a full disk takes its time.
        threading.Thread(target=look, name="budget", daemon=True).start()

    def _found(self, found: Excess) -> None:
        self._is_looking = False
        self._remove(found)
        if self._is_wanted:
            self.keep_within()

    def _remove(self, found: Excess) -> None:
        spared = self._kept.in_use.names
        going = [folder for folder in found.folders if folder.name not in spared]
        if going and self._may_remove():
            self._kept.run(partial(remove_unmarked, going), self._after_removal)

    def _after_removal(self, result: Removed | Failure) -> None:
        if isinstance(result, Failure):
            result.raiseException()
        self._kept.forget_closed(result.names)
        self.removed.tell(result)
