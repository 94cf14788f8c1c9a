"""The protocols that there are, shipped, installed and the user's own, and how each stands."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from attrs import evolve

from poetrygui.api import PoemProtocol
from poetrygui.core.guard.slow_calls import SlowCall
from poetrygui.core.outcomes import Ended, Outcome
from poetrygui.errors import PluginError, SaveError
from poetrygui.paths import Profile, shipped_protocols
from poetrygui.plugins.elsewhere import Elsewhere
from poetrygui.plugins.entry import ProtocolEntry
from poetrygui.plugins.installed import InstalledProtocols
from poetrygui.plugins.protocol_state import Denied, Hidden, Offered, Shipped, Suspended
from poetrygui.plugins.shipped import ShippedProtocols
from poetrygui.plugins.source_file import protocol_files, read_source
from poetrygui.plugins.trust import Decision, TrustBook
from poetrygui.plugins.user_files import MOST_FAULTS, UserFiles, new_entry, unless_suspended

__all__ = ["ProtocolEntry", "ProtocolRegistry", "shipped_protocol"]


class ProtocolRegistry:
    """Lists the shipped folder, installed packages and the user's folder; a user's file replaces another of its name.

    Nothing of a user's file is parsed or run before it is trusted, and what runs are the bytes that were. Where a
    file is broken or was changed since, the last good version of it stays in use. Others are run when they are used.
    """

    def __init__(
        self,
        shipped: Path,
        user: Path | None = None,
        *,
        trust: TrustBook | None = None,
        installed: InstalledProtocols | None = None,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        """Look when somebody asks; :meth:`scan` looks again. ``trust`` is by default the book beside the user's folder.

        Without ``user`` the shipped protocols are all that there are: that is the safe mode. What does not come with
        the program is run ``elsewhere``, if that is told, but for files that are to run in this process.
        """
        self.folder = user
        self.slow_calls: dict[str, SlowCall] = {}
        """By a protocol's name, its longest callback that held the event loop, in this run of the program."""
        self.trust_book = TrustBook(None if user is None else user.parent / "trust.json") if trust is None else trust
        self._shipped = ShippedProtocols(shipped)
        self.installed = installed or InstalledProtocols(() if user is None else None, elsewhere)
        self.installed.changed = self.scan
        self._named: list[Path] = []
        self._profile = None if user is None else Profile(user.parent)
        self.files = UserFiles(self.trust_book, self._profile, elsewhere, self.scan)  # what is known of the user's own
        self._faults: dict[str, int] = {}
        self._listeners: list[Callable[[], object]] = []
        self._entries: tuple[ProtocolEntry, ...] | None = None

    # Looking

    @property
    def entries(self) -> tuple[ProtocolEntry, ...]:
        """What there is, in the order of the names, as it was when somebody last looked."""
        return self.scan() if self._entries is None else self._entries

    def scan(self) -> tuple[ProtocolEntry, ...]:
        """Read the folders anew; a file that has not changed is not run again."""
        self.trust_book.refresh()
        below = {entry.name: unless_suspended(entry, self.trust_book) for entry in self.installed.entries()}
        shipped = {entry.name: entry for entry in self._shipped.entries()}
        found = [_hidden(entry) for name, entry in below.items() if name in shipped]
        below |= shipped
        paths = [*([] if self.folder is None else protocol_files(self.folder)), *self._named]
        by_file = {path.stem: self.files.entries(path) for path in paths}
        own = {entry.name: entry for entries in by_file.values() for entry in entries}
        for name, entry in own.items():
            if name not in below or isinstance(entry.state, Denied):
                continue
            replaced = below.pop(name)
            if not isinstance(entry.state, Suspended):
                own[name] = _in_place_of(replaced, entry)
        found = [_placed(each, self.trust_book) for each in (*found, *below.values(), *own.values())]
        before, now = self._entries, tuple(sorted(found, key=lambda entry: (entry.name, not entry.is_usable)))
        self._entries = now
        if before is not None and before != now:
            self._tell()
        return now

    def subscribe(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Call ``listener`` whenever an entry has changed; return what ends that."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return unsubscribe

    def entry(self, name: str) -> ProtocolEntry:
        """Return the entry of that name. Raises PluginError naming those that there are.

        A file's name stands for its one protocol, and so does the name with that protocol's class.
        """
        for entry in self.entries:
            if name in (entry.name, entry.full_name) and not entry.is_helper:
                return entry
        # As long as a file is not run, it is one entry, which says why: its classes are not known.
        stem = name.partition(":")[0]
        for entry in self.entries:
            if entry.name == stem and entry.protocol is None and not entry.is_helper:
                return self.entry(name) if name != stem and self._run([entry]) else entry
        raise _not_there(name, self.entries)

    def load(self, name: str) -> type[PoemProtocol]:
        """Return the protocol class of that name. Raises PluginError with the reason why it cannot be used."""
        if self._entries is None and (protocol := self.shipped_alone(name)) is not None:
            return protocol
        entry = self.entry(name)
        if entry.state == Offered():
            entry = self.installed.load(entry)
            self.scan()
        elif self._run([entry]):
            entry = self.entry(name)
        if entry.protocol is None:
            raise PluginError(f"The protocol {name} cannot be used: {entry.problem}", entry.details)
        return entry.protocol

    def shipped_alone(self, name: str) -> type[PoemProtocol] | None:
        """Return a shipped protocol whose place no other file can take, so that not all need to be read for one."""
        is_named = any(each.stem == name for each in self._named)
        is_own = self.folder is not None and os.path.lexists(self.folder / f"{name}.py")
        return None if is_named or is_own else self._shipped.alone(name)

    def run_all(self) -> tuple[ProtocolEntry, ...]:
        """Run what comes with the program and was not used yet, and return what there is: each entry says all of it."""
        self._run(self.entries)
        return self.entries

    # Deciding

    def undecided(self) -> list[ProtocolEntry]:
        """Return the entries that wait for a decision."""
        return [entry for entry in self.entries if entry.is_undecided]

    def offered(self) -> list[ProtocolEntry]:
        """Return the entries to choose from: those that can be used, are being read, or wait for a decision."""
        return [*(each for each in self.entries if each.is_usable or each.is_being_read), *self.undecided()]

    def trust(self, entry: ProtocolEntry, *, being_written: bool = False) -> None:
        """Let an entry's bytes run, or with ``being_written`` whatever its file holds. Raises SaveError."""
        decision = Decision.BEING_WRITTEN if being_written else Decision.TRUSTED
        self.trust_book.decide(entry.path, entry.sha256, decision)
        self.scan()

    def deny(self, entry: ProtocolEntry) -> None:
        """Never run an entry's bytes. Raises SaveError."""
        self.trust_book.decide(entry.path, entry.sha256, Decision.DENIED)
        self.scan()

    def run_in_process(self, entry: ProtocolEntry, *, wanted: bool) -> None:
        """Have an entry's file run in the program's own process, or in ones of its own. Raises SaveError."""
        self.trust_book.run_in_process(str(entry.path), wanted=wanted)
        self.scan()

    def trust_for_now(self, path: Path) -> None:
        """Let a file's present bytes run as long as this program does, also from another folder.

        Raises PluginError where it cannot be a protocol file that is safe to run.
        """
        path = path.absolute()
        source = read_source(path)
        self.trust_book.trust_for_now(source)
        if self.folder is None or path.parent != self.folder.absolute():
            self._named.append(path)
        self.scan()

    def look_at(self, path: Path) -> ProtocolEntry:
        """Return the entry of a file, of which nothing was run, to be decided about. Raises PluginError."""
        return new_entry(read_source(path.absolute()), self._profile)

    # Faults

    def note_end(self, name: str, protocol: type, ended: Ended, slow: SlowCall | None = None) -> None:
        """Take notice how a connection with the protocol ``name`` ended: after three faults in a row it is turned off.

        ``protocol`` is the class that ran; ``slow`` is the longest callback that held the event loop, if some did; that
        of an earlier one is forgotten.
        """
        if slow is None:
            self.slow_calls.pop(name, None)
        else:
            self.slow_calls[name] = slow
        entry = next((each for each in self.entries if each.name == name and each.protocol is not None), None)
        if entry is None or entry.protocol is None or not issubclass(protocol, entry.protocol):
            return
        # A send that the protocol refuses ends as its fault, too, and has no traceback.
        is_fault = ended.outcome is Outcome.PLUGIN_HANG or (
            ended.outcome is Outcome.PLUGIN_FAULT and bool(ended.details)
        )
        self._faults[name] = self._faults.get(name, 0) + 1 if is_fault else 0
        if self._faults[name] >= MOST_FAULTS and not isinstance(entry.state, Shipped):
            self._faults[name] = 0
            with contextlib.suppress(SaveError):
                self.trust_book.suspend(str(entry.path), entry.sha256)
            self.scan()

    def turn_on(self, entry: ProtocolEntry) -> None:
        """Use a protocol again that was turned off for its faults. Raises SaveError."""
        self.trust_book.suspend(str(entry.path), None)
        self.scan()

    def _run(self, entries: Iterable[ProtocolEntry]) -> bool:
        """Run those that come with the program and were not used yet; tell whether there were any."""
        run = {entry.path: self._shipped.run(entry.path) for entry in entries if entry.state == Shipped()}
        self._entries = tuple(now for entry in self.entries for now in run.get(entry.path, (entry,)))
        # That one of them can be used was known.
        if any(len(now) > 1 or not now[0].is_usable for now in run.values()):
            self._tell()
        return bool(run)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()


def shipped_protocol(name: str) -> type[PoemProtocol]:
    """Return a protocol that comes with the program. Raises PluginError naming those that do."""
    return ProtocolRegistry(shipped_protocols()).load(name)


def _not_there(name: str, entries: Iterable[ProtocolEntry]) -> PluginError:
    names = dict.fromkeys(entry.name for entry in entries if not entry.is_helper)
    if several := [each for each in names if each.startswith(f"{name}:")]:
        return PluginError(f"The file of {name} has several protocols: choose one of {', '.join(several)}.")
    return PluginError(f"There is no protocol {name!r}: choose one of {', '.join(names)}.")


def _in_place_of(replaced: ProtocolEntry, entry: ProtocolEntry) -> ProtocolEntry:
    notes = (entry.note, f"takes the place of the one from {replaced.origin}")
    return evolve(entry, note=" and ".join(filter(None, notes)))


def _placed(entry: ProtocolEntry, book: TrustBook) -> ProtocolEntry:
    is_here = book.runs_in_process(str(entry.path)) and not isinstance(entry.state, Shipped)
    return evolve(entry, in_process=True) if is_here else entry


def _hidden(entry: ProtocolEntry) -> ProtocolEntry:
    problem = f"A shipped protocol has the name {entry.name}, too, and that one is used."
    return evolve(entry, state=Hidden(problem))
