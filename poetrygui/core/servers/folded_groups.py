"""Which groups of the list show their names alone, kept beside the list; losing it does no harm."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from poetrygui.core.files.atomic_file import write_atomically
from poetrygui.core.files.kept_file import read_kept
from poetrygui.core.files.kept_json import KeptJson, plain_converter
from poetrygui.errors import SaveError

_VERSION = 1
_LARGEST_FILE = 1024 * 1024


@frozen
class _Folded:
    version: int = _VERSION
    groups: tuple[str, ...] = ()


_kept = KeptJson(_Folded, _VERSION, plain_converter, _LARGEST_FILE)


class FoldedGroups:
    """Knows groups by their names. What another window folds meanwhile is kept, and seen at the next start."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what is kept at ``path``; without one, all of it is for as long as this is there."""
        self._path = path
        kept, self.problem = self._read()
        self._names = set(kept)

    def __contains__(self, name: str) -> bool:
        """Tell whether a group is folded."""
        return name in self._names

    def reveal(self, name: str) -> None:
        """Unfold a group for something of it to be seen: at the next start it is folded again."""
        self._names.discard(name)

    def set(self, names: Collection[str], known: Collection[str], *, folded: bool) -> None:
        """Have groups of these ``names`` be ``folded`` or not; of those that are not ``known`` nothing is kept."""
        known = {*known}
        change = self._names.update if folded else self._names.difference_update
        change(names)
        self._names &= known
        kept = {each for each in self._read()[0] if each in known and each not in names}
        self._write(sorted({*kept, *names} if folded else kept))

    def _read(self) -> tuple[tuple[str, ...], str]:
        if self._path is None:
            return (), ""
        kept, problem = read_kept(self._path, _kept, _LARGEST_FILE, _Folded(), "The folded groups")
        return kept.groups, problem

    def _write(self, names: list[str]) -> None:
        # Where that cannot be kept, it is so for as long as this is there.
        if self._path is not None:
            with suppress(SaveError):
                write_atomically(self._path, _kept.dump(_Folded(groups=tuple(names))))
