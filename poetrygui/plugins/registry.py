"""The protocols that there are, shipped and the user's own, and how each stands."""

from __future__ import annotations

import enum
import hashlib
from pathlib import Path

from attrs import evolve, field, frozen

from poetrygui.api import API_VERSION, Poem
from poetrygui.errors import ProtocolError
from poetrygui.plugins.header import read_header
from poetrygui.plugins.loader import load_protocol, read_protocol_file


class ProtocolState(enum.StrEnum):
    """How a protocol file stands."""

    SHIPPED = "shipped"  # comes with the program, and can be used
    READY = "ready"  # the user's own, and can be used
    INCOMPATIBLE = "incompatible"  # written for another version of the API; was not run
    BROKEN = "broken"  # cannot be used, for the reason given


@frozen
class ProtocolEntry:
    """One protocol file. ``problem`` is a sentence, ``details`` the author's own lines of a traceback."""

    name: str
    title: str
    state: ProtocolState
    path: Path
    problem: str = ""
    details: str = field(default="", repr=False)
    protocol: type[Poem] | None = field(default=None, repr=False)


class ProtocolRegistry:
    """Looks into two folders; a user's file replaces the shipped one of the same name."""

    def __init__(self, shipped: Path, user: Path | None = None) -> None:
        """Look once; :meth:`scan` looks again."""
        self.entries: tuple[ProtocolEntry, ...] = ()
        self._folders = (shipped, user)
        self._known: dict[tuple[Path, bytes], ProtocolEntry] = {}
        self.scan()

    def scan(self) -> tuple[ProtocolEntry, ...]:
        """Read the folders anew; a file that has not changed is not run again."""
        shipped, user = self._folders
        found = {path.stem: self._entry(path, ProtocolState.SHIPPED) for path in _files(shipped)}
        if user is not None:
            found |= {path.stem: self._entry(path, ProtocolState.READY) for path in _files(user)}
        self.entries = tuple(found[name] for name in sorted(found))
        return self.entries

    def entry(self, name: str) -> ProtocolEntry:
        """Return the entry of that name. Raises ProtocolError naming those that there are."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        known = ", ".join(entry.name for entry in self.entries)
        raise ProtocolError(f"There is no protocol {name!r}: choose one of {known}.")

    def load(self, name: str) -> type[Poem]:
        """Return the protocol class of that name. Raises ProtocolError with the reason why it cannot be used."""
        entry = self.entry(name)
        if entry.protocol is None:
            raise ProtocolError(f"The protocol {name} cannot be used: {entry.problem}", entry.details)
        return entry.protocol

    def _entry(self, path: Path, usable: ProtocolState) -> ProtocolEntry:
        try:
            source = read_protocol_file(path)
        except ProtocolError as error:
            return ProtocolEntry(path.stem, path.stem, ProtocolState.BROKEN, path, str(error))
        key = path, hashlib.sha256(source).digest()
        if key not in self._known:
            self._known[key] = _read_entry(path, source, usable)
        return self._known[key]


def _read_entry(path: Path, source: bytes, usable: ProtocolState) -> ProtocolEntry:
    entry = ProtocolEntry(path.stem, path.stem, ProtocolState.BROKEN, path)
    try:
        header = read_header(source)
        entry = evolve(entry, title=header.title or path.stem)
        if header.api not in (None, API_VERSION):
            problem = f"{path.name} is written for API {header.api}; this program has API {API_VERSION}."
            return evolve(entry, state=ProtocolState.INCOMPATIBLE, problem=problem)
        return evolve(entry, state=usable, protocol=load_protocol(path, source))
    except ProtocolError as error:
        return evolve(entry, problem=str(error), details=error.details)
    except SyntaxError as error:
        return evolve(entry, problem=f"line {error.lineno} of {path.name}: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        return evolve(entry, problem=f"{path.name} cannot be read as Python: {error}")


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.py") if not path.name.startswith(("_", ".")))
    except OSError:
        return []
