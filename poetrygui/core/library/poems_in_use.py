"""Which poems are in use: their folders stay where they are."""

from __future__ import annotations

from collections.abc import Callable

from poetrygui.core.library.kept_poem import KeptPoem


class PoemsInUse:
    """Those that are shown or may be at any time, those that are about to be, and those that still run."""

    def __init__(self) -> None:
        """Begin with none."""
        self.open: dict[str, KeptPoem] = {}
        """Those that are shown or may be at any time, by the names of the folders that they tell of."""
        self._closed: list[KeptPoem] = []
        self._lent: list[KeptPoem] = []
        self._coming: set[str] = set()

    @property
    def names(self) -> set[str]:
        """Those of all, which are also those of their folders while they are not closed."""
        shown = {name for poem in (*self.open.values(), *self._lent) for name in poem.names}
        return shown | self._coming | self.growing

    @property
    def growing(self) -> set[str]:
        """The names of those that run, also of what is closed and is about to end."""
        return {poem.directory.name for poem in (*self.open.values(), *self._closed) if poem.is_running}

    def hold(self, poem: KeptPoem) -> KeptPoem:
        """Have a poem be open, and return it."""
        poem.is_closed = False
        self._coming.discard(poem.directory.name)
        self.open[poem.directory.name] = poem
        return poem

    def move(self, poem: KeptPoem, change: Callable[[], object]) -> None:
        """Have ``change`` make a poem tell of another folder than before."""
        was_open = self.open.pop(poem.directory.name, None) is not None
        change()
        if was_open:
            self.hold(poem)

    def let_go(self, poem: KeptPoem) -> None:
        """Have a poem be closed; if it runs, it is in use for as long as it does."""
        poem.is_closed = True
        self.open.pop(poem.directory.name, None)
        self._closed = [each for each in (*self._closed, poem) if each.is_running]

    def lend(self, poem: KeptPoem) -> None:
        """Have a poem be in use by another one that is made of it, until :meth:`take_back`; it may be by several."""
        self._lent.append(poem)

    def take_back(self, poem: KeptPoem) -> None:
        """Have it be in use by one less, if it is in use by any."""
        if poem in self._lent:
            self._lent.remove(poem)

    def take_all_back(self) -> list[KeptPoem]:
        """Have none be in use by another one, and return those that were."""
        lent, self._lent = self._lent, []
        return lent

    def is_lent(self, poem: KeptPoem) -> bool:
        """Tell whether another poem is made of it."""
        return poem in self._lent

    def showing(self, name: str) -> KeptPoem | None:
        """Return the poem that shows what is in the folder of that name, be it of an earlier connection."""
        found = self.open.get(name)
        return found or next((poem for poem in self.open.values() if name in poem.stream.names), None)

    def expect(self, name: str) -> None:
        """Take notice that a poem is about to be opened."""
        self._coming.add(name)

    def give_up(self, name: str) -> None:
        """Take notice that it will not be."""
        self._coming.discard(name)
