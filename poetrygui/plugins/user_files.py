"""How the user's own protocol files stand: refused, new, off, broken or ready."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path

from attrs import evolve

from poetrygui.errors import PluginError
from poetrygui.paths import Profile
from poetrygui.plugins.elsewhere import Elsewhere, ToldVersions
from poetrygui.plugins.entry import ProtocolEntry, is_helper_file
from poetrygui.plugins.protocol_state import (
    BeingRead,
    Broken,
    Changed,
    Denied,
    Incompatible,
    New,
    Ready,
    ReadyHelper,
    Suspended,
)
from poetrygui.plugins.source_file import SourceFile, read_source
from poetrygui.plugins.trust import Standing, TrustBook
from poetrygui.plugins.versions import Versions

MOST_FAULTS = 3
"""Faults in a row after which a protocol is turned off."""


class UserFiles:
    """Makes an entry of a file. What is not trusted is neither parsed nor run; the rest is loaded when it changes."""

    def __init__(
        self,
        trust_book: TrustBook,
        profile: Profile | None = None,
        elsewhere: Elsewhere | None = None,
        changed: Callable[[], object] = bool,
    ) -> None:
        """Believe ``trust_book``, which is that of ``profile``: how to trust a file is told of that one.

        Files are run ``elsewhere``, where that is possible, but for those that are to run in this process; ``changed``
        is called when more is known of one.
        """
        self._trust_book = trust_book
        self._profile = profile
        self._versions = Versions(self._read_trusted)
        self._drafts: dict[Path, set[str]] = {}  # digests of what files held that are being written, and that ran
        self._elsewhere = elsewhere
        self._told = None if elsewhere is None else ToldVersions(elsewhere, trust_book, self._read_trusted, changed)

    def entries(self, path: Path) -> list[ProtocolEntry]:
        """Return how a file stands now: an entry for each protocol of a file that has several and can be used."""
        earlier = self._trust_book.earlier_trusted(path)
        return [evolve(each, earlier_trusted=earlier) for each in self._entries(path)]

    def has_run(self, sha256: str) -> bool:
        """Tell whether these bytes are what a file held that is being written, and were run."""
        return any(sha256 in drafts for drafts in self._drafts.values())

    def forget_failures(self) -> None:
        """Have what could not be used elsewhere run again at the next look, though its file is the same."""
        if self._told is not None:
            self._told.forget_failures()

    def _entries(self, path: Path) -> list[ProtocolEntry]:
        try:
            source = read_source(path)
        except PluginError as error:
            return [ProtocolEntry.of_path(path, str(path.parent), Broken(str(error)))]
        entry = new_entry(source, self._profile)
        standing = self._trust_book.standing(source)
        if standing is not Standing.BEING_WRITTEN:
            self._drafts.pop(path, None)
        if standing is Standing.DENIED:
            return [evolve(entry, state=Denied(f"You said that {path.name} is not to run."))]
        if standing is Standing.NEW:
            return [entry]
        if standing is Standing.CHANGED:
            problem = f"{path.name} was changed since it was trusted, and {_how_to_trust(path, self._profile)}"
            return self._with_last_good(source, evolve(entry, state=Changed(problem)))
        is_being_written = standing is Standing.BEING_WRITTEN
        if entry.is_helper:
            return [evolve(entry, state=ReadyHelper(is_being_written))]
        version = self._versions_of(path).load(source)
        if version is None:
            problem = f"{path.name} is being read: try again in a moment"
            being_read = evolve(entry, state=BeingRead(problem, is_being_written=is_being_written))
            return self._with_last_good(source, unless_suspended(being_read, self._trust_book))
        if version.failure is None:
            if is_being_written:
                self._drafts.setdefault(path, set()).add(source.sha256)
            loaded = version.on(source, entry.origin, partial(Ready, is_being_written=is_being_written))
            return [unless_suspended(each, self._trust_book) for each in loaded]
        state = evolve(version.failure, is_being_written=is_being_written)
        broken = unless_suspended(evolve(entry, title=version.title, state=state), self._trust_book)
        return self._with_last_good(source, broken)

    def _with_last_good(self, source: SourceFile, entry: ProtocolEntry) -> list[ProtocolEntry]:
        good, state = self._versions_of(source.path).last_good(source.path), entry.state
        if good is not None and isinstance(state, BeingRead):
            return good.on(source, entry.origin, lambda protocol: evolve(state, protocol=protocol))
        if good is None or not isinstance(state, Changed | Broken | Incompatible):
            return [entry]
        problem = f"{state.problem.rstrip('.')}. Until then the last good version is used."
        return good.on(source, entry.origin, lambda protocol: evolve(state, problem=problem, protocol=protocol))

    def _versions_of(self, path: Path) -> Versions | ToldVersions:
        """Return what runs a file, here or elsewhere."""
        if self._told is None or self._elsewhere is None or not self._elsewhere.is_possible:
            return self._versions
        return self._versions if self._trust_book.runs_in_process(str(path)) else self._told

    def _read_trusted(self, path: Path) -> SourceFile:
        source = read_source(path)
        if self._trust_book.standing(source) not in (Standing.TRUSTED, Standing.BEING_WRITTEN):
            raise PluginError(f"{path.name}, which it imports, is not trusted: look at it, too")
        return source


def new_entry(source: SourceFile, profile: Profile | None) -> ProtocolEntry:
    """Return the entry of a file of which nobody has said anything in ``profile``."""
    path = source.path
    problem = f"{path.name} is new, and {_how_to_trust(path, profile)}"
    return evolve(ProtocolEntry.of(source, str(path.parent), New(problem)), is_helper=is_helper_file(path))


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
    return evolve(entry, state=Suspended(problem, entry.state.is_being_written))
