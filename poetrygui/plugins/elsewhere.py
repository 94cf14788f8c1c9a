"""Protocol files that are run in other processes: what they offer is asked for, and known a moment later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol as StructuralType

from poetrygui.plugins.source_file import SourceFile
from poetrygui.plugins.trust import TrustBook
from poetrygui.plugins.trusted_beside import trusted_beside
from poetrygui.plugins.versions import Version


class Elsewhere(StructuralType):
    """Runs protocol files in other processes, and tells what came of it, once for each."""

    @property
    def is_possible(self) -> bool:
        """Whether it can: not on every system."""

    def read_file(self, source: SourceFile, helpers: Mapping[str, str], told: Callable[[Version], object]) -> None:
        """Run ``source``, which may import the ``helpers``, each with its digest; ``told`` hears what came of it."""

    def read_installed(self, name: str, told: Callable[[Version], object]) -> None:
        """Import what an installed package offers by that ``name``; ``told`` hears what came of it."""


class ToldVersions:
    """Keeps what was told of each file; one that has not changed, nor what it imports, is not run again."""

    def __init__(
        self,
        elsewhere: Elsewhere,
        book: TrustBook,
        read_helper: Callable[[Path], SourceFile],
        changed: Callable[[], object],
    ) -> None:
        """Have files run ``elsewhere`` with those beside them that ``book`` lets run.

        ``read_helper`` returns one of these as it is now, or raises PluginError; ``changed`` is called when more is
        known.
        """
        self._changed = changed
        self._elsewhere = elsewhere
        self._book = book
        self._read_helper = read_helper
        self._known: dict[Path, tuple[str, Version]] = {}
        self._asked: dict[Path, str] = {}
        self._good: dict[Path, Version] = {}

    def load(self, source: SourceFile) -> Version | None:
        """Return what became of a file; None where that is being found out."""
        path = source.path
        if self._asked.get(path) == source.sha256:
            return None
        digest, version = self._known.get(path, ("", None))
        if version is not None and digest == source.sha256 and version.is_current(self._read_helper):
            return version
        self._asked[path] = source.sha256
        self._elsewhere.read_file(source, trusted_beside(path, self._book), partial(self._told, source))
        return None

    def last_good(self, path: Path) -> Version | None:
        """Return the version of a file that was the last to load without fault, in this run of the program."""
        return self._good.get(path)

    def forget_failures(self) -> None:
        """Have each file that could not be used run again when it is next asked for: the machine may have been busy."""
        self._known = {path: known for path, known in self._known.items() if known[1].protocols}

    def _told(self, source: SourceFile, version: Version) -> None:
        if self._asked.get(source.path) != source.sha256:
            return  # the file has changed since
        del self._asked[source.path]
        self._known[source.path] = source.sha256, version
        if version.protocols:
            self._good[source.path] = version
        self._changed()
