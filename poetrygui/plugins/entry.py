"""One protocol in the list: which it is, and how it stands."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve, frozen

from poetrygui.api import PoemProtocol
from poetrygui.plugins.needs import NOTHING, Needs, read_needs
from poetrygui.plugins.options import declared_options
from poetrygui.plugins.protocol_state import BeingRead, Changed, New, Offered, ProtocolState, Shipped
from poetrygui.plugins.source_file import SourceFile


def is_helper_file(path: Path) -> bool:
    """Tell whether a file of a folder of protocols is there for the others to import: its name begins with ``_``."""
    return path.name.startswith("_")


def note_of(protocol: type[PoemProtocol]) -> str:
    """Return what a protocol needs, in words. Raises PluginError where an option is declared that cannot be."""
    needed = [option.name for option in declared_options(protocol) if option.required]
    return f"needs the option{'s' * (len(needed) > 1)} {' and '.join(needed)}" if needed else ""


@frozen
class ProtocolEntry:
    """One protocol. ``origin`` is where it comes from: a folder or an installed package.

    ``sha256`` and ``size`` in bytes are of the file that the state speaks of; where that is of an installed package or
    cannot be read, there are none. ``note`` is worth knowing and no problem.
    """

    name: str
    title: str
    path: Path
    origin: str
    state: ProtocolState
    sha256: str = ""
    size: int = 0
    note: str = ""
    is_helper: bool = False
    """Whether it is no protocol, but there for others of its folder to import."""
    earlier_trusted: int = 0
    """How many earlier versions of the file may still run, for recordings that they framed."""
    needs: Needs = NOTHING
    """What its file asks for beyond framing."""
    in_process: bool = False
    """Whether its user has it receive in the program's own process."""

    @classmethod
    def of_path(cls, path: Path, origin: str, state: ProtocolState) -> ProtocolEntry:
        """Return the entry of the file at ``path``, which could not be read, with its origin and state."""
        return cls(path.stem, path.stem, path, origin, state, is_helper=is_helper_file(path))

    @classmethod
    def of(
        cls,
        source: SourceFile,
        origin: str,
        state: ProtocolState,
        title: str = "",
        class_name: str = "",
        *,
        note: str | None = None,
    ) -> ProtocolEntry:
        """Return the entry of a file, or of one protocol in it, by ``class_name``, where there are several.

        ``source`` is the file, ``origin`` says where it came from, ``state`` how it stands, and ``title`` is for
        people. The ``note`` is what its class needs, where that was found out before.
        """
        name = source.path.stem
        title = title or name
        if class_name:
            name, title = f"{name}:{class_name}", f"{title}: {class_name}"
        size = len(source.data)
        needs = read_needs(source.data, name)
        entry = cls(name, title, source.path, origin, state, source.sha256, size, note or "", needs=needs)
        return entry if note is not None else entry.standing_as(state)

    def standing_as(self, state: ProtocolState) -> ProtocolEntry:
        """Return the entry in another state, with a note of what the class needs that new connections get in it."""
        return evolve(self, state=state, note="" if state.protocol is None else note_of(state.protocol))

    @property
    def protocol(self) -> type[PoemProtocol] | None:
        """The class that new connections get: of a file that is new or broken the last good version's."""
        return self.state.protocol

    @property
    def problem(self) -> str:
        """Why it cannot be used as it is, in a sentence."""
        return self.state.problem

    @property
    def details(self) -> str:
        """The author's own lines of a traceback, where it is broken."""
        return self.state.details

    @property
    def earlier_note(self) -> str:
        """What earlier versions may still do, in a sentence; empty where there are none."""
        if not self.earlier_trusted:
            return ""
        some = "an earlier version" if self.earlier_trusted == 1 else f"{self.earlier_trusted} earlier versions"
        return f"You trusted {some} of it, too, which may still frame recordings of then; to deny it takes that back."

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
        return self.protocol is not None or self.is_to_be_loaded

    @property
    def is_to_be_loaded(self) -> bool:
        """Whether it comes with the program or an installed package, and has not been asked for yet."""
        return self.state in (Shipped(), Offered())

    @property
    def is_being_read(self) -> bool:
        """Whether what it offers, as it is now, is being found out."""
        return isinstance(self.state, BeingRead)

    @property
    def is_undecided(self) -> bool:
        """Whether it waits for the user's decision."""
        return isinstance(self.state, New | Changed)

    @property
    def is_changed(self) -> bool:
        """Whether another version of it was trusted."""
        return isinstance(self.state, Changed)

    @property
    def can_be_trusted(self) -> bool:
        """Whether it is a file of the user's own that can be looked at and decided about."""
        return bool(self.sha256) and not isinstance(self.state, Shipped)
