"""How the user's own protocol files stand: refused, new, off, broken or ready."""

from __future__ import annotations

import shlex
from pathlib import Path

from attrs import evolve

from poetrygui.errors import PluginError
from poetrygui.paths import Profile
from poetrygui.plugins.entry import ProtocolEntry, ProtocolState
from poetrygui.plugins.source_file import SourceFile, read_source
from poetrygui.plugins.trust import Standing, TrustBook
from poetrygui.plugins.versions import Versions

MOST_FAULTS = 3
"""Faults in a row after which a protocol is turned off."""


class UserFiles:
    """Makes an entry of a file. What is not trusted is neither parsed nor run; the rest is loaded when it changes."""

    def __init__(self, trust_book: TrustBook, profile: Profile | None = None) -> None:
        """Believe ``trust_book``, which is that of ``profile``: how to trust a file is told of that one."""
        self._trust_book = trust_book
        self._profile = profile
        self._versions = Versions(self._read_trusted)

    def entries(self, path: Path) -> list[ProtocolEntry]:
        """Return how a file stands now: an entry for each protocol of a file that has several and can be used."""
        try:
            source = read_source(path)
        except PluginError as error:
            origin = str(path.parent)
            return [ProtocolEntry(path.stem, path.stem, ProtocolState.BROKEN, path, str(error), origin=origin)]
        entry = new_entry(source, self._profile)
        standing = self._trust_book.standing(source)
        if standing is Standing.DENIED:
            return [evolve(entry, state=ProtocolState.OFF, problem=f"You said that {path.name} is not to run.")]
        if standing is Standing.NEW:
            return [entry]
        if standing is Standing.CHANGED:
            problem = f"{path.name} was changed since it was trusted, and {_how_to_trust(path, self._profile)}"
            return self._with_last_good(evolve(entry, problem=problem, is_changed=True))
        entry = evolve(entry, problem="", is_being_written=standing is Standing.BEING_WRITTEN)
        if entry.is_helper:
            return [evolve(entry, state=ProtocolState.READY)]
        loaded = self._versions.load(source, ProtocolState.READY).on(entry)
        if loaded[0].protocol is None:
            return self._with_last_good(unless_suspended(loaded[0], self._trust_book))
        return [unless_suspended(each, self._trust_book) for each in loaded]

    def _with_last_good(self, entry: ProtocolEntry) -> list[ProtocolEntry]:
        good = self._versions.last_good(entry.path)
        if good is None or entry.is_suspended:
            return [entry]
        problem = f"{entry.problem.rstrip('.')}. Until then the last good version is used."
        return [evolve(each, state=entry.state, problem=problem, details=entry.details) for each in good.on(entry)]

    def _read_trusted(self, path: Path) -> SourceFile:
        source = read_source(path)
        if self._trust_book.standing(source) not in (Standing.TRUSTED, Standing.BEING_WRITTEN):
            raise PluginError(f"{path.name}, which it imports, is not trusted: look at it, too")
        return source


def new_entry(source: SourceFile, profile: Profile | None) -> ProtocolEntry:
    """Return the entry of a file of which nobody has said anything in ``profile``."""
    path = source.path
    problem = f"{path.name} is new, and {_how_to_trust(path, profile)}"
    entry = ProtocolEntry.of(source, str(path.parent))
    return evolve(entry, problem=problem, is_helper=path.name.startswith("_"))


def _how_to_trust(path: Path, profile: Profile | None) -> str:
    option, file = "" if profile is None else profile.option, shlex.quote(str(path))
    return (
        "nothing of it is run: look at it, then trust it in the window's list of protocols, with “poetrygui protocols "
        f"trust{option} {file}”, or for one run of a command with “--trust {file}”."
    )


def unless_suspended(entry: ProtocolEntry, trust_book: TrustBook) -> ProtocolEntry:
    """Return the entry as it is, or turned off if this version of it is suspended for its faults."""
    if not trust_book.is_suspended(str(entry.path), entry.sha256):
        return entry
    problem = f"{entry.name} is suspended after {MOST_FAULTS} faults in a row: turn it on again once it is mended."
    return evolve(entry, state=ProtocolState.OFF, problem=problem, protocol=None, is_lazy=False, is_suspended=True)
