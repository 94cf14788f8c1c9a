"""What a tab shows of several poems at once: their lines in the order in which they came."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from attrs import frozen

from poetrygui.core import poems
from poetrygui.core.library.kept_poem import KeptPoem
from poetrygui.core.library.stream import Connected
from poetrygui.core.outcomes import Ended, Receiving
from poetrygui.core.poems.merged_poems import MergedPoems

_LONGEST_NAME = 60


@frozen
class BeingMerged(Receiving):
    """Poems are read as one. ``word`` says so in a word."""

    word: str = "Merged"


class MergedPoem(KeptPoem):
    """Is made of other poems, each with a recording, and is gone when its tab is closed: they are not."""

    is_merged = True

    def __init__(self, parts: Iterable[KeptPoem]) -> None:
        """Begin with nothing; :meth:`take` is to be called when ``parts`` are read, and when there is more of one."""
        self.parts = tuple(parts)
        title = " + ".join(self.names_of_parts())
        info = poems.PoemInfo(title if len(title) <= _LONGEST_NAME else f"{len(self.parts)} servers", "", "", "")
        super().__init__(info, Path(), BeingMerged(0, 0))
        encodings = {part.stream.lettering.encoding for part in self.parts}
        self.encoding = encodings.pop() if len(encodings) == 1 else ""
        """In which all of them are text; nothing where that is not one and the same."""
        self.merged = MergedPoems()
        """The lines of all of them."""
        self.store = self.merged
        self.source_parts: list[int] = []
        """Of which part each source of these is: of one there may be several, one for each connection."""
        self._taken: list[poems.StoredPoem] = []

    @property
    def is_kept(self) -> bool:
        """Nothing of it is: what it is made of is."""
        return False

    def names_of_parts(self) -> list[str]:
        """Return what each of them is called now."""
        return [part.info.name or part.info.address for part in self.parts]

    def part_at(self, offset: int) -> int | None:
        """Return of which of its parts a byte is, by its number; None before there is any."""
        source = self.merged.source_at(offset)
        return None if source is None else self.source_parts[source]

    def part_of(self, store: poems.StoredPoem) -> int | None:
        """Return of which of its parts a store is, by its number; None for another one."""
        return next((self.source_parts[at] for at, taken in enumerate(self._taken) if taken is store), None)

    def take(self) -> None:
        """Merge what came on each connection of each part, as far as it is read and there is a recording."""
        for number, part in enumerate(self.parts):
            for _, store, _ended in part.connections():
                if store.recording is None or any(store is taken for taken in self._taken):
                    continue
                again = [at for at, taken in enumerate(self._taken) if taken.directory == store.directory]
                for at in again:  # it has the same rows, and another log
                    self._taken[at] = store
                    self.merged.replace(at, store)
                if not again:
                    self._taken.append(store)
                    self.merged.add(store, partial(_is_over, part, store))
                    self.source_parts.append(number)

    def origin(self, source: int) -> tuple[poems.StoredPoem, KeptPoem]:
        """Return the connection that is a source of the lines, and of which part it is."""
        return self._taken[source], self.parts[self.source_parts[source]]

    def merge(self, seconds: float, now: float) -> bool:
        """Merge for about so many ``seconds`` what came by ``now``; tell whether there is more. Raises OSError."""
        size = self.merged.size
        goes_on = self.merged.work(seconds, now)
        if self.merged.size != size:
            self.take_state(BeingMerged(self.merged.size, self.merged.line_count))
        return goes_on

    def connections(self) -> list[Connected]:
        """Return all as of one connection."""
        return [Connected("", self.merged, None)]

    def at(self, offset: int) -> tuple[poems.StoredPoem | None, int]:
        """Return which poem a byte is of, and where among its rows."""
        for piece in self.merged.pieces(offset, offset + 1):
            return self._taken[piece.source], piece.start + offset - piece.place
        return None, 0

    def discard(self) -> None:
        """Read nothing more of the poems."""
        self.merged.release()


def _is_over(part: KeptPoem, store: poems.StoredPoem) -> bool:
    return isinstance(part.state, Ended) or part.store is not store
