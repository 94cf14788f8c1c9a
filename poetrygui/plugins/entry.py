"""One protocol in the list: which it is, how it stands, and why."""

from __future__ import annotations

import enum
from pathlib import Path

from attrs import evolve, field, frozen

from poetrygui.api import PoemProtocol
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.source_file import SourceFile


class ProtocolState(enum.StrEnum):
    """How a protocol file stands."""

    SHIPPED = "shipped"  # comes with the program, and can be used
    NEW = "new"  # not trusted yet, or changed since it was: nothing of it was parsed or run
    READY = "ready"  # the user's own or of an installed package, and can be used
    OFF = "off"  # the user said no, or it was suspended for its faults
    INCOMPATIBLE = "incompatible"  # written for another version of the API; was not run
    BROKEN = "broken"  # cannot be used, for the reason given


@frozen
class ProtocolEntry:
    """One protocol. ``problem`` is a sentence, ``details`` the author's own lines of a traceback.

    ``sha256`` and ``size`` are of the bytes that the state speaks of. ``origin`` is where it comes from: a folder or an
    installed package. ``note`` is worth knowing and no problem. ``protocol`` is the class that new connections get: in
    the states new and broken that is the last good version, if there is one.
    """

    name: str
    title: str
    state: ProtocolState
    path: Path
    problem: str = ""
    details: str = field(default="", repr=False)
    protocol: type[PoemProtocol] | None = field(default=None, repr=False)
    sha256: str = ""
    size: int = 0
    origin: str = ""
    note: str = ""
    is_changed: bool = False
    """Whether another version of it was trusted."""
    is_being_written: bool = False
    is_suspended: bool = False
    is_helper: bool = False
    """Whether it is no protocol, but there for others of its folder to import."""
    is_lazy: bool = field(default=False, repr=False)
    """Whether it is loaded when it is first asked for."""

    @classmethod
    def of(cls, source: SourceFile, origin: str) -> ProtocolEntry:
        """Return the entry of a file of which only the bytes are known."""
        path = source.path
        return cls(
            path.stem,
            path.stem,
            ProtocolState.NEW,
            path,
            sha256=source.sha256,
            size=len(source.data),
            origin=origin,
        )

    def having(self, protocol: type[PoemProtocol]) -> ProtocolEntry:
        """Return the entry with the class that new connections get, and a note of what that needs."""
        needed = [option.name for option in declared_options(protocol) if option.required]
        note = f"needs the option{'s' * (len(needed) > 1)} {' and '.join(needed)}" if needed else ""
        return evolve(self, protocol=protocol, note=note)

    @property
    def full_name(self) -> str:
        """The name with that of its class, which a file with several protocols makes needed."""
        return self.name if ":" in self.name or self.protocol is None else f"{self.name}:{self.protocol.__name__}"

    @property
    def path_and_class(self) -> str:
        """The path as ``poetrygui protocols check`` takes it: with the class, where its file has several."""
        return str(self.path) + self.name.removeprefix(self.path.stem)

    @property
    def is_usable(self) -> bool:
        """Whether a connection can be made with it."""
        return self.protocol is not None or self.is_lazy

    @property
    def can_be_trusted(self) -> bool:
        """Whether it is a file of the user's own that can be looked at and decided about."""
        return bool(self.sha256) and self.state is not ProtocolState.SHIPPED
